"""Tests of the floor that speaks HTTP."""
