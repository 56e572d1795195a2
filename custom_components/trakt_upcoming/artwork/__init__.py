"""Titles and pictures of releases: which, from where, and how often they are asked for."""
