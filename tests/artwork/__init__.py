"""Tests of titles and pictures."""
