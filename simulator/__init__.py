"""Simulates Trakt and TMDB on loopback, for the demo, the tests and the benchmark."""

from .server import Addresses, Simulator

__all__ = ["Addresses", "Simulator"]
