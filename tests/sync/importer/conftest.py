"""A history of several pages."""

import pytest

from ...past import PagedHistory
from ...trakt import FakeTrakt


@pytest.fixture
def history(trakt: FakeTrakt) -> PagedHistory:
    """Return a history of six movies, two a page."""
    history = PagedHistory(
        trakt,
    )
    history.answer()
    return history
