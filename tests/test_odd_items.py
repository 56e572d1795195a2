"""Items as they should not be: each field of each item missing, of another type, and absurd."""

from collections.abc import Iterator
import json
import logging
import re
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.json import json_bytes
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API

from .conftest import TMDB_KEY, SetUp, events_of, state_of
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, movie_entry

type Path = tuple[str, ...]

MISSING: Final = object()
ODDITIES: Final[tuple[object, ...]] = (
    MISSING,
    None,
    "",
    " ",
    "text",
    "x" * 2_000,
    "\u202eright to left\u202c, \u200b, \x07 and a lone \ud800",
    "<img src=x onerror=alert(1)>",
    "9999-12-31T23:59:59.000Z",
    "0001-01-01T00:00:00.000Z",
    "2026-02-30",
    0,
    -5,
    10**30,
    1.5,
    1e308,
    True,
    [],
    [None, {}, "text"],
    {},
    {"trakt": {}},
)
DETAILS: Final = {
    "id": 7,
    "name": "Severance",
    "title": "Dune",
    "overview": "What it is about.",
    "poster_path": "/p.jpg",
    "backdrop_path": "/b.jpg",
    "season/3": {
        "episodes": [
            {
                "episode_number": 1,
                "season_number": 3,
                "name": "A title",
                "overview": "It happens.",
                "still_path": "/s.jpg",
            }
        ]
    },
}


@pytest.fixture
def options() -> Json:
    """Return an account with pictures, in a language that has texts of its own."""
    return {"tmdb_api_key": TMDB_KEY, "language": "de", "feeds": ["episodes", "movies", "streaming"]}


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the way to each field of an object, and of the objects and the first elements of lists in it."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, each in value.items():
            yield from paths(each, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from paths(value[0], (*path, "0"))


def changed(value: Any, path: Path, oddity: object) -> Any:
    """Return a copy with something odd in one place."""
    name, *rest = path
    if isinstance(value, list):
        return [changed(value[0], tuple(rest), oddity)] if rest else [each for each in (oddity,) if each is not MISSING]
    if rest:
        return {**value, name: changed(value[name], tuple(rest), oddity)}
    kept = {key: each for key, each in value.items() if key != name}
    return kept if oddity is MISSING else {**kept, name: oddity}


def odd_ones(item: Json, path: Path, work: str) -> list[Json]:
    """Return an item once for each oddity, each time under other ids."""
    return [changed(_with_id(item, work, number), path, oddity) for number, oddity in enumerate(ODDITIES, start=1_000)]


def _with_id(item: Json, work: str, number: int) -> Json:
    ids = {**item[work]["ids"], "trakt": number, "slug": f"odd-{number}"}
    return {**item, work: {**item[work], "ids": ids}}


def by_path(item: Json) -> pytest.MarkDecorator:
    """Parametrize a test with the fields of an item."""
    return pytest.mark.parametrize("path", list(paths(item)), ids=".".join)


async def set_up_with(trakt: FakeTrakt, set_up: SetUp, **feeds: list[Json]) -> None:
    """Set the account up when Trakt's feeds are these."""
    trakt.clear()
    for feed in trakt.feeds:
        # The standard library writes lone surrogates as JSON allows them.
        trakt.answer_feed(feed, text=json.dumps(feeds.get(feed, [])))
    trakt.answer_tmdb(json=DETAILS)
    await set_up()


async def upcoming(hass: HomeAssistant) -> list[Json]:
    """Return what the action answers, which any program has to be able to read."""
    answer: Any = await hass.services.async_call(DOMAIN, "get_upcoming", {}, blocking=True, return_response=True)
    json_bytes(answer)
    return [release for day in answer["days"] for release in day["releases"]]


READ_IN_BACKGROUND = {"history", "vip", "up_next", "watchlist_movies", "watchlist_shows"}


async def assert_all_is_well(hass: HomeAssistant, entry: MockConfigEntry, caplog: pytest.LogCaptureFixture) -> None:
    """Assert that every entity says something that every program can read, and nobody was alarmed."""
    assert entry.state is ConfigEntryState.LOADED
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        if entity.disabled or entity.translation_key in READ_IN_BACKGROUND:
            # It is disabled, or it is read in the background.
            continue
        state = state_of(hass, entity.entity_id)
        assert state.state != STATE_UNAVAILABLE
        json_bytes(state.as_dict())
        if entity.domain == "calendar":
            json_bytes(await events_of(hass, entity.entity_id))
    said = [record.getMessage() for record in caplog.records if record.name.startswith("custom_components")]
    # Home Assistant itself says so whenever data was set.
    said = [line for line in said if not line.startswith("Manually updated")]
    assert len(said) == len(set(said))
    assert max((record.levelno for record in caplog.records), default=0) <= logging.WARNING


@by_path(episode_entry())
async def test_episodes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trakt: FakeTrakt,
    set_up: SetUp,
    caplog: pytest.LogCaptureFixture,
    path: Path,
) -> None:
    """An episode with a bad field costs itself at most."""
    odd = odd_ones(episode_entry(first_aired="2026-11-22T20:00:00.000Z"), path, "episode")
    good = episode_entry("Andor", show_id=2, episode_id=2, tmdb=None)
    await set_up_with(trakt, set_up, shows=[*odd, good])

    assert "Andor" in {release["show"] for release in await upcoming(hass)}
    await assert_all_is_well(hass, entry, caplog)


@by_path(movie_entry())
async def test_movies(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trakt: FakeTrakt,
    set_up: SetUp,
    caplog: pytest.LogCaptureFixture,
    path: Path,
) -> None:
    """So does a movie, in every feed."""
    movies = [
        *odd_ones(movie_entry(), path, "movie"),
        movie_entry("Ran", released="2026-11-22", movie_id=2, tmdb=None),
    ]
    await set_up_with(trakt, set_up, movies=movies, streaming=movies)

    found = [release["feed"] for release in await upcoming(hass) if release["title"] == "Ran"]
    assert found == ["movies", "streaming"]
    await assert_all_is_well(hass, entry, caplog)


@by_path(DETAILS)
async def test_details_of_titles(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trakt: FakeTrakt,
    set_up: SetUp,
    caplog: pytest.LogCaptureFixture,
    path: Path,
) -> None:
    """What TMDB says of a title costs that title's pictures at most."""
    trakt.clear()
    for tmdb, oddity in enumerate(ODDITIES, start=1):
        answer = json.dumps(changed(DETAILS, path, oddity))
        trakt.mock.get(re.compile(rf"{re.escape(TMDB_API)}/3/(tv|movie)/{tmdb}\?.*"), text=answer)
    numbers = range(1, len(ODDITIES) + 1)
    shows = [
        episode_entry(f"Show {number}", tmdb=number, show_id=number, episode_id=number, title=None)
        for number in numbers
    ]
    movies = [movie_entry(f"Movie {number}", tmdb=number, movie_id=number) for number in numbers]
    trakt.feeds |= {"shows": shows, "movies": movies}
    for feed, entries in trakt.feeds.items():
        trakt.answer_feed(feed, json=entries)
    await set_up()

    assert len(await upcoming(hass)) == 2 * len(ODDITIES)
    assert sum(address.startswith(TMDB_API) for address in trakt.requests) > 0
    await assert_all_is_well(hass, entry, caplog)
