"""Trakt and TMDB on loopback: a stand-in for demo, tests and benchmark."""

from .server import Addresses, Simulator

__all__ = ["Addresses", "Simulator"]
