"""Tests of what Trakt keeps of a user."""
