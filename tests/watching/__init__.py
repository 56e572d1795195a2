"""Tests of what a person has seen, rated, wants to see, and does not."""
