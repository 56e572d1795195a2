"""Tests of what browsers and phones fetch."""
