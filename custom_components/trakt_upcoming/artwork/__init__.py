"""Titles and images of releases: look-up at TMDB, choice of an image, and the proxy that serves it."""
