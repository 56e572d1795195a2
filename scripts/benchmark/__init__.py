"""Measures what the integration costs, in a real Home Assistant core, with the simulator in another process."""
