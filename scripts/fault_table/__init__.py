"""Tries every fault of the simulated hosts, and records what users see of it in a real Home Assistant."""
