"""Tests of the finder."""
