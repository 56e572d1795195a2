"""Tests of the actions that change something at Trakt."""
