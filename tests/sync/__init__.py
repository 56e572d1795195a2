"""Tests of what keeps Home Assistant and Trakt in step."""
