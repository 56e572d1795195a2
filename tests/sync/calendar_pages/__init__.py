"""Tests of the pages of calendars beyond the window."""
