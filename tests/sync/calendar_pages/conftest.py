"""An account with releases far from the window."""

import pytest

from ...conftest import SetUp
from ...trakt import FakeTrakt
from .common import BEYOND, answer_ranges


@pytest.fixture
async def _set_up(set_up: SetUp, trakt: FakeTrakt) -> None:
    """Set the account up with releases far from the window, and forget what that cost."""
    trakt.feeds["shows"] += BEYOND
    answer_ranges(trakt)
    await set_up()
    answer_ranges(trakt)
