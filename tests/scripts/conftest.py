"""Fixtures for tests that need no Home Assistant."""

import pytest


@pytest.fixture
def _custom_integrations() -> None:
    """Replace the fixture that prepares a Home Assistant."""


@pytest.fixture
def _time() -> None:
    """Replace the fixture that stops the clock."""
