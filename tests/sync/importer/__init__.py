"""Tests of the import of the history."""
