"""Pictures grow old, and are looked up again without haste."""

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import AsyncMock, Mock, patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.tmdb import Kind, TitleDetails
from custom_components.trakt_upcoming.artwork import Title, async_get_library

from .conftest import TMDB_KEY

SHOWS = 40
LANGUAGE = "en"


@pytest.fixture(name="details")
def _details() -> Iterator[AsyncMock]:
    """Yield how TMDB is asked for a title; it has a poster of each."""
    details = AsyncMock(return_value=TitleDetails(poster_path="/p.jpg"))
    with patch("custom_components.trakt_upcoming.artwork.tmdb_client", return_value=Mock(details=details)):
        yield details


def shows(first: int, count: int) -> dict[Title, set[int]]:
    """Return so many shows with one season each."""
    numbers = range(first, first + count)
    return {Title(kind=Kind.TV, tmdb_id=number, language=LANGUAGE): {1} for number in numbers}


async def test_old_titles_are_looked_up_a_few_a_day(
    hass: HomeAssistant, details: AsyncMock, freezer: FrozenDateTimeFactory
) -> None:
    """One in twenty at most, until all have been; the weeks before are quiet."""
    library = await async_get_library(hass)
    await library.async_look_up(shows(1, SHOWS), TMDB_KEY)
    assert details.await_count == SHOWS

    days = []
    for _ in range(55):
        details.reset_mock()
        for _ in range(6):
            freezer.tick(timedelta(hours=4))
            await library.async_look_up(shows(1, SHOWS), TMDB_KEY)
        days.append([call.args[1] for call in details.await_args_list])
    assert days[:19] == [[]] * 19
    assert max(map(len, days)) == SHOWS // 20
    assert {number for day in days for number in day} == set(range(1, SHOWS + 1))


async def test_what_is_new_does_not_wait(
    hass: HomeAssistant, details: AsyncMock, freezer: FrozenDateTimeFactory
) -> None:
    """However much it is, and whatever has become old; nor does another season of a show."""
    library = await async_get_library(hass)
    await library.async_look_up(shows(1, SHOWS), TMDB_KEY)
    freezer.tick(timedelta(days=50))
    details.reset_mock()
    await library.async_look_up(shows(1, SHOWS) | shows(SHOWS + 1, 5), TMDB_KEY)
    assert details.await_count == 5 + (SHOWS + 5) // 20

    details.reset_mock()
    await library.async_look_up({title: {1, 2} for title in shows(1, 3)}, TMDB_KEY)
    assert details.await_count == 3
