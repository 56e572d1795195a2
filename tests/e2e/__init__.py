"""Tests with a real Home Assistant, a simulated Trakt and TMDB, and a real browser."""
