"""Tests of the client of Trakt."""
