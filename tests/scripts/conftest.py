"""These scripts know no Home Assistant."""

import pytest


@pytest.fixture
def _custom_integrations() -> None:
    """Replace what prepares a Home Assistant."""


@pytest.fixture
def _time() -> None:
    """Replace what stops the clock."""
