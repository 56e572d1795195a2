"""Speaks HTTP with Trakt and TMDB; knows nothing of Home Assistant."""
