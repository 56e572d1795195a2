"""Tests of the to-do lists."""
