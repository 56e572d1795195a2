"""The sensors: what is next, how much there is, and since when it is known."""

import json

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.json import json_dumps
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, snapshot_platform
from syrupy.assertion import SnapshotAssertion

from .conftest import TMDB_KEY, MoveTo, SetUp, announce, attribute, sensor, state_of
from .trakt import FakeTrakt
from .trakt_json import episode_entry, movie_entry

POSTER = "https://image.tmdb.org/t/p/w500/p.jpg"
BACKDROP = "https://image.tmdb.org/t/p/w1280/b.jpg"
WITH_KEY = pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
NEXT = ["next_episode", "next_movie"]
NEXT_TITLES = ["next_episode_title", "next_movie_title"]
MOST_RECORDED = 16_384
"""Bytes; of what is larger the recorder takes no attribute at all."""
ALL = [*NEXT, *NEXT_TITLES, "episodes_today", "movies_today", "upcoming_episodes", "upcoming_movies", "last_refresh"]


@WITH_KEY
@pytest.mark.usefixtures("all_enabled")
async def test_all_sensors(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What they are called, what they say and what they know, with pictures."""
    monkeypatch.setattr("custom_components.trakt_upcoming.PLATFORMS", [Platform.SENSOR])
    await set_up()

    await snapshot_platform(hass, er.async_get(hass), snapshot, entry.entry_id)


@WITH_KEY
async def test_next_episode_has_every_attribute(hass: HomeAssistant, set_up: SetUp) -> None:
    """Exactly these, beside Home Assistant's own."""
    await set_up()
    state = state_of(hass, "sensor.trakt_demo_next_episode")
    own = {"attribution", "device_class", "friendly_name"}

    assert {name: value for name, value in state.attributes.items() if name not in own} == {
        "show": "Severance",
        "season": 3,
        "episode": 1,
        "episode_title": "Goodbye, Mrs. Selvig",
        "episode_type": "standard",
        "runtime": 50,
        "network": "Apple TV+",
        "rating": 8.7,
        "poster": POSTER,
        "fanart": BACKDROP,
        "entity_picture": POSTER,
        "url": "https://app.trakt.tv/shows/severance/seasons/3/episodes/1",
        "ids": {"trakt": 1, "slug": "severance", "imdb": "tt11280740", "tmdb": 95396, "tvdb": 371980},
    }


@WITH_KEY
async def test_next_movie_has_every_attribute(hass: HomeAssistant, set_up: SetUp) -> None:
    """Exactly these, beside Home Assistant's own."""
    await set_up()
    state = state_of(hass, "sensor.trakt_demo_next_movie")
    own = {"attribution", "device_class", "friendly_name"}

    assert {name: value for name, value in state.attributes.items() if name not in own} == {
        "title": "Dune: Part Three",
        "runtime": 160,
        "rating": 7.9,
        "poster": POSTER,
        "fanart": BACKDROP,
        "entity_picture": POSTER,
        "url": "https://app.trakt.tv/movies/movie-501",
        "ids": {"trakt": 501, "slug": "movie-501", "imdb": "tt31378509", "tmdb": 1170608, "tvdb": None},
    }


@WITH_KEY
@pytest.mark.parametrize(
    ("key", "title", "start"),
    [
        pytest.param("episode", "Severance S03E01", "2026-11-21T02:00:00+00:00", id="episode"),
        pytest.param("movie", "Dune: Part Three", "2026-12-18", id="movie"),
    ],
)
async def test_next_title(hass: HomeAssistant, set_up: SetUp, key: str, title: str, start: str) -> None:
    """It says which one is next, and knows what its sibling knows, and when that starts."""
    await set_up()
    sibling = state_of(hass, f"sensor.trakt_demo_next_{key}")
    state = state_of(hass, f"sensor.trakt_demo_next_{key}_title")
    known = {**sibling.attributes, "start": start, "friendly_name": state.attributes["friendly_name"]}
    del known["device_class"]

    assert state.state == title
    assert dict(state.attributes) == known


async def test_next_title_is_a_state_however_long_it_is(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Home Assistant refuses states of more than 255 characters."""
    name = "Endless " * 100
    await announce(trakt, set_up, shows=[episode_entry(name)], movies=[movie_entry(name)])
    episode, movie = (sensor(hass, key) for key in NEXT_TITLES)

    assert (len(episode), len(movie)) == (255, 255)
    assert episode.startswith("Endless Endless ")
    assert episode.endswith("\N{HORIZONTAL ELLIPSIS} S03E01")


async def test_next_is_a_whole_season(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """The sensor names the episode to begin with, and the page of the season."""
    await announce(
        trakt, set_up, shows=[episode_entry(number=number, episode_id=number, title=None) for number in (2, 1, 3)]
    )

    assert attribute(hass, "next_episode", "episode") == 1
    assert attribute(hass, "next_episode", "runtime") == 150
    assert attribute(hass, "next_episode", "url") == "https://app.trakt.tv/shows/severance/seasons/3"
    assert sensor(hass, "next_episode_title") == "Severance S03E01\u2013E03"


async def test_unrated(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Trakt's zero of no votes is no rating."""
    shows = [episode_entry(rating=0)]
    shows[0]["show"]["rating"] = 0

    await announce(trakt, set_up, shows=shows, movies=[movie_entry(rating=0)])

    assert [attribute(hass, key, "rating") for key in (*NEXT, *NEXT_TITLES)] == [None] * 4


async def test_nothing_is_announced(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """An empty calendar is a good answer: nothing is next and nothing is counted, but all is known."""
    await announce(trakt, set_up, shows=[])

    assert {key: sensor(hass, key) for key in ALL} == {
        "next_episode": "unknown",
        "next_movie": "unknown",
        "next_episode_title": "unknown",
        "next_movie_title": "unknown",
        "episodes_today": "0",
        "movies_today": "0",
        "upcoming_episodes": "0",
        "upcoming_movies": "0",
        "last_refresh": "2026-11-20T12:00:00+00:00",
    }
    assert attribute(hass, "next_episode", "show") is None
    assert attribute(hass, "next_episode", "entity_picture") is None
    assert attribute(hass, "episodes_today", "titles") == []
    # Without a row the card would keep showing the rows that it had.
    assert attribute(hass, "upcoming_movies", "data")[1:] == [{}]


@pytest.mark.parametrize("options", [{"feeds": ["movies", "streaming", "dvd"]}], ids=["all of movies"])
async def test_movie_sensors_look_at_cinemas_only(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """What comes to streams and on disc is in the calendars."""
    trakt.feeds |= {
        "streaming": [movie_entry(released="2026-11-20")],
        "dvd": [movie_entry(released="2026-11-20", movie_id=2)],
    }
    trakt.answer()
    await set_up()

    assert [sensor(hass, key) for key in ("next_movie", "movies_today", "upcoming_movies")] == ["2026-12-18", "0", "1"]


async def test_titles_of_today(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo) -> None:
    """The same words as in the calendar, in the order of time, over or not."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry("Late", title="Z", episode_id=3, show_id=3, first_aired="2026-11-21T22:00:00Z"),
            episode_entry("Early", title=None, episode_id=1, show_id=1, episode_type="series_premiere"),
            episode_entry("Early", title=None, episode_id=2, show_id=1, number=2),
        ],
        movies=[movie_entry(released="2026-11-21")],
    )

    await move_to("2026-11-21T21:00:00Z")

    assert attribute(hass, "episodes_today", "titles") == ["Early S03E01\u2013E02 (2 episodes)", "Late S03E01 Z"]
    assert attribute(hass, "movies_today", "titles") == ["Dune: Part Three"]


@pytest.mark.parametrize("options", [{"spoiler_free": True, "tmdb_api_key": TMDB_KEY}], ids=["spoiler free"])
async def test_nothing_is_told(hass: HomeAssistant, set_up: SetUp, move_to: MoveTo) -> None:
    """Without spoilers no sensor names an episode or says what happens; a poster is no spoiler."""
    await set_up()
    await move_to("2026-11-21T00:00:00Z")
    [_, row] = attribute(hass, "upcoming_episodes", "data")

    assert attribute(hass, "next_episode", "episode_title") is None
    assert sensor(hass, "next_episode_title") == "Severance S03E01"
    assert attribute(hass, "next_episode", "poster") == POSTER
    assert attribute(hass, "episodes_today", "titles") == ["Severance S03E01"]
    assert not {"episode", "summary"} & row.keys()


@WITH_KEY
async def test_card_data(hass: HomeAssistant, set_up: SetUp) -> None:
    """First how to lay out the lines, then a row for each release, in the form of the upcoming-media-card."""
    await set_up()

    lines, row = attribute(hass, "upcoming_episodes", "data")

    assert lines["title_default"] == "$title"
    assert row == {
        "type": "episode",
        "airdate": "2026-11-21T02:00:00Z",
        "release": "$day, $date $time",
        "title": "Severance",
        "episode": "Goodbye, Mrs. Selvig",
        "number": "S03E01",
        "studio": "Apple TV+",
        "genres": "Drama, Science Fiction",
        "trailer": "https://youtube.com/watch?v=xEQP4VVuyrY",
        "rating": "\N{BLACK STAR} 8.7",
        "runtime": 50,
        "poster": POSTER,
        "fanart": BACKDROP,
        "deep_link": "https://app.trakt.tv/shows/severance/seasons/3/episodes/1",
        "summary": "What happens.",
        "tmdb_id": 95396,
    }


async def test_card_data_leaves_what_is_over(hass: HomeAssistant, set_up: SetUp, move_to: MoveTo) -> None:
    """The card would show what is over as if it came; the rows are those that the state counts."""
    await set_up()
    rows = []
    for moment in ("2026-11-21T02:49:59Z", "2026-11-21T02:50:00Z"):
        await move_to(moment)
        rows.append((sensor(hass, "upcoming_episodes"), attribute(hass, "upcoming_episodes", "data")[1]))

    assert [(count, row.get("title")) for count, row in rows] == [("1", "Severance"), ("0", None)]


async def test_what_is_recorded_has_bounds(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Hundreds of releases on a day, with titles as long as a book, are no reason to record nothing."""
    name = "Endless " * 1_000
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry(name, show_id=number, episode_id=number, title=name, first_aired="2026-11-20T20:00:00Z")
            for number in range(1, 301)
        ],
        movies=[movie_entry(f"{number} {name}", movie_id=number, released="2026-11-20") for number in range(1, 301)],
    )

    assert (sensor(hass, "episodes_today"), sensor(hass, "upcoming_movies")) == ("300", "300")
    assert len(attribute(hass, "episodes_today", "titles")) == 300
    assert len(attribute(hass, "upcoming_movies", "data")) == 301
    for state in hass.states.async_all():
        assert state.state_info is not None
        unrecorded = {*state.state_info["unrecorded_attributes"]}
        recorded = {name: value for name, value in state.attributes.items() if name not in unrecorded}
        assert len(json_dumps(recorded).encode()) < MOST_RECORDED, state.entity_id


@WITH_KEY
@pytest.mark.parametrize("key", ALL)
async def test_everything_survives_json(hass: HomeAssistant, set_up: SetUp, key: str) -> None:
    """States go to browsers and databases as JSON, and come back the same."""
    await set_up()
    state = state_of(hass, f"sensor.trakt_demo_{key}")

    assert json.loads(json_dumps(state.attributes)) == dict(state.attributes)
