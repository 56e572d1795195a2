"""What is coming, for scripts and templates: everything that is known of it."""

import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_dumps
import pytest

from custom_components.trakt_upcoming.const import DOMAIN

from ..conftest import ENTRY_ID, TMDB_KEY, MoveTo, SetUp, announce
from ..trakt import FakeTrakt
from ..trakt_json import Json, episode_entry, movie_entry

POSTER = "https://image.tmdb.org/t/p/w500/p.jpg"
BACKDROP = "https://image.tmdb.org/t/p/w1280/b.jpg"


async def get_upcoming(hass: HomeAssistant, **data: Any) -> list[Json]:
    """Return the days of the action's response."""
    response: Any = await hass.services.async_call(DOMAIN, "get_upcoming", data, blocking=True, return_response=True)
    assert list(response) == ["days"]
    return list(response["days"])


async def titles(hass: HomeAssistant, **data: Any) -> list[str]:
    """Return the titles of all releases in the action's response."""
    return [release["title"] for day in await get_upcoming(hass, **data) for release in day["releases"]]


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
async def test_an_episode_has_every_key(hass: HomeAssistant, set_up: SetUp) -> None:
    """The response is as the documentation says, with the show's ids, and the episode's beside them."""
    await set_up()

    assert await get_upcoming(hass, type="episode") == [
        {
            "date": "2026-11-21",
            "releases": [
                {
                    "type": "episode",
                    "feed": "episodes",
                    "title": "Severance S03E01 Goodbye, Mrs. Selvig",
                    "show": "Severance",
                    "season": 3,
                    "episode": 1,
                    "episode_title": "Goodbye, Mrs. Selvig",
                    "episode_type": "standard",
                    "start": "2026-11-21T02:00:00+00:00",
                    "end": "2026-11-21T02:50:00+00:00",
                    "overview": "What happens.",
                    "network": "Apple TV+",
                    "runtime": 50,
                    "rating": 8.7,
                    "genres": ["drama", "science-fiction"],
                    "poster": POSTER,
                    "fanart": BACKDROP,
                    "url": "https://app.trakt.tv/shows/severance/seasons/3/episodes/1",
                    "trailer": "https://youtube.com/watch?v=xEQP4VVuyrY",
                    "ids": {"trakt": 1, "slug": "severance", "imdb": "tt11280740", "tmdb": 95396, "tvdb": 371980},
                    "episode_ids": {"trakt": 101, "imdb": None, "tmdb": None, "tvdb": 7},
                }
            ],
        }
    ]


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
async def test_a_movie_has_every_key(hass: HomeAssistant, set_up: SetUp) -> None:
    """It has a date and no time."""
    await set_up()

    assert await get_upcoming(hass, type="movie") == [
        {
            "date": "2026-12-18",
            "releases": [
                {
                    "type": "movie",
                    "feed": "movies",
                    "title": "Dune: Part Three",
                    "start": "2026-12-18",
                    "end": "2026-12-19",
                    "overview": "What it is about.",
                    "runtime": 160,
                    "rating": 7.9,
                    "genres": ["science-fiction"],
                    "poster": POSTER,
                    "fanart": BACKDROP,
                    "url": "https://app.trakt.tv/movies/movie-501",
                    "trailer": "https://youtube.com/watch?v=abcdefghijk",
                    "ids": {"trakt": 501, "slug": "movie-501", "imdb": "tt31378509", "tmdb": 1170608, "tvdb": None},
                }
            ],
        }
    ]


async def test_a_season_at_once_lists_its_episodes(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """It tells about the show, lasts as long as its episodes together, and has what is each one's own in a list."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry(episode_id=101, episode_type="season_premiere"),
            episode_entry(episode_id=102, number=2, title=None, overview=None, runtime=None),
        ],
    )

    [day] = await get_upcoming(hass)
    [release] = day["releases"]

    assert release["title"] == "Severance S03E01\u2013E02 (2 episodes)"
    assert (release["episode"], release["runtime"], release["end"]) == (1, 95, "2026-11-21T03:35:00+00:00")
    assert release["overview"] == "What Severance is about."
    assert release["episodes"] == [
        {
            "episode": 1,
            "episode_title": "Goodbye, Mrs. Selvig",
            "episode_type": "season_premiere",
            "overview": "What happens.",
            "runtime": 50,
            "url": "https://app.trakt.tv/shows/severance/seasons/3/episodes/1",
            "episode_ids": {"trakt": 101, "imdb": None, "tmdb": None, "tvdb": 7},
        },
        {
            "episode": 2,
            "episode_title": None,
            "episode_type": "standard",
            "overview": None,
            "runtime": 45,
            "url": "https://app.trakt.tv/shows/severance/seasons/3/episodes/2",
            "episode_ids": {"trakt": 102, "imdb": None, "tmdb": None, "tvdb": 7},
        },
    ]


async def test_little_is_known(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Every key is there, so that templates need no guards; what is not known is null, or an empty list."""
    bare_show = {"title": "Bare", "ids": {"trakt": 9}}
    bare_episode = {"season": 1, "number": 2, "ids": {"trakt": 90}}
    bare_movie = {"title": "Bare", "ids": {"trakt": 8}}
    full = [{**episode_entry(), "show": bare_show, "episode": bare_episode}]
    await announce(trakt, set_up, shows=full, movies=[{"released": "2026-11-21", "movie": bare_movie}])

    [day] = await get_upcoming(hass)
    movie, episode = day["releases"]

    no_ids = {"slug": None, "imdb": None, "tmdb": None, "tvdb": None}
    for release, trakt_id in ((movie, 8), (episode, 9)):
        assert release["ids"] == {**no_ids, "trakt": trakt_id}
        assert release["genres"] == []
        for key in ("overview", "runtime", "rating", "poster", "fanart", "trailer"):
            assert release[key] is None, key
    assert (episode["network"], episode["episode_title"], episode["episode_type"]) == (None, None, None)
    assert episode["end"] == "2026-11-21T02:30:00+00:00"
    assert episode["url"] == "https://app.trakt.tv/shows/9/seasons/1/episodes/2"


@pytest.mark.parametrize("options", [{"spoiler_free": True}], ids=["spoiler free"])
async def test_nothing_is_told(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Who wants no spoilers gets none here either, in seasons too."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry(),
            *(
                episode_entry("Drop", show_id=2, number=number, episode_id=number, first_aired="2026-11-22T02:00:00Z")
                for number in (1, 2)
            ),
        ],
        movies=[movie_entry(released="2026-11-23")],
    )

    told = json_dumps(await get_upcoming(hass))

    assert not [word for word in ("Goodbye", "What happens", "What it is about", "is about") if word in told]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
async def test_days_and_times_are_local(hass: HomeAssistant, set_up: SetUp, zone: str) -> None:
    """What airs at two at night in London is on the evening before in New York."""
    await hass.config.async_set_time_zone(zone)
    await set_up()
    expected = {
        "America/New_York": ("2026-11-20", "2026-11-20T21:00:00-05:00"),
        "Asia/Tokyo": ("2026-11-21", "2026-11-21T11:00:00+09:00"),
    }

    [episodes, movies] = await get_upcoming(hass)

    assert (episodes["date"], episodes["releases"][0]["start"]) == expected[zone]
    assert (movies["date"], movies["releases"][0]["start"]) == ("2026-12-18", "2026-12-18")


async def test_what_is_over_today_is_included(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo
) -> None:
    """Today is a whole day; yesterday is none."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry("Yesterday", episode_id=1, title=None, first_aired="2026-11-20T22:00:00Z"),
            episode_entry("Today", episode_id=2, title=None, first_aired="2026-11-21T02:00:00Z"),
        ],
    )

    await move_to("2026-11-21T23:59:00Z")

    assert await titles(hass) == ["Today S03E01"]


async def programme(trakt: FakeTrakt, set_up: SetUp) -> None:
    """Set the account up with releases of several days and kinds."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry("A", show_id=1, episode_id=1, title=None, first_aired="2026-11-20T20:00:00Z"),
            episode_entry(
                "B",
                show_id=2,
                episode_id=2,
                title=None,
                first_aired="2026-11-21T20:00:00Z",
                episode_type="season_premiere",
            ),
            episode_entry("B", show_id=2, episode_id=3, title=None, first_aired="2026-11-21T20:00:00Z", number=2),
            episode_entry(
                "C",
                show_id=3,
                episode_id=4,
                title=None,
                first_aired="2026-11-22T20:00:00Z",
                episode_type="series_finale",
            ),
            episode_entry(
                "D", show_id=4, episode_id=5, title=None, first_aired="2026-12-10T20:00:00Z", episode_type=None
            ),
        ],
        movies=[movie_entry("M", released="2026-11-21")],
    )


A, B, C, D, M = "A S03E01", "B S03E01\u2013E02 (2 episodes)", "C S03E01 · Series finale", "D S03E01", "M"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({}, [A, M, B, C, D], id="all"),
        pytest.param({"days": 1}, [A], id="today"),
        pytest.param({"days": 2}, [A, M, B], id="today and tomorrow"),
        pytest.param({"days": "3"}, [A, M, B, C], id="days as a template writes them"),
        pytest.param({"days": 2.0}, [A, M, B], id="days as a number field sends them"),
        pytest.param({"days": 90}, [A, M, B, C, D], id="more days than the account looks ahead"),
        pytest.param({"type": "episode"}, [A, B, C, D], id="episodes"),
        pytest.param({"type": ["movie"]}, [M], id="movies"),
        pytest.param({"type": ["episode", "movie"]}, [A, M, B, C, D], id="both"),
        pytest.param({"episode_type": "series_finale"}, [C], id="one kind"),
        pytest.param({"episode_type": ["standard"]}, [A, B], id="a season with at least one of the kind"),
        pytest.param({"episode_type": ["season_premiere", "series_finale"]}, [B, C], id="two kinds"),
        pytest.param({"type": "movie", "episode_type": "standard"}, [], id="no movie is an episode"),
        pytest.param({"days": 1, "type": "movie"}, [], id="no day is listed without a release"),
        pytest.param({"config_entry_id": ENTRY_ID, "days": 1}, [A], id="the account by name"),
    ],
)
async def test_what_is_asked_for(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, data: dict[str, Any], expected: list[str]
) -> None:
    """Days, types and kinds of episodes narrow it down; movies come first on their day, for they begin at midnight."""
    await programme(trakt, set_up)
    asked = len(trakt.requests)

    assert await titles(hass, **data) == expected
    assert len(trakt.requests) == asked


@pytest.mark.parametrize("options", [{"days": 2}], ids=["two days"])
async def test_without_days_as_far_as_the_account_looks(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """The option is what holds when nothing is said."""
    await programme(trakt, set_up)

    assert await titles(hass) == [A, M, B]


async def test_it_survives_json(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Responses go through templates and to browsers."""
    await programme(trakt, set_up)
    days = await get_upcoming(hass)

    assert json.loads(json_dumps(days)) == days


@pytest.mark.parametrize("options", [{"feeds": ["movies", "streaming", "dvd"]}], ids=["all of movies"])
async def test_a_release_names_its_feed(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """So that an automation can tell cinemas from streams and discs."""
    trakt.feeds |= {"streaming": [movie_entry(released="2026-12-01")], "dvd": [movie_entry(released="2026-12-02")]}
    trakt.answer()
    await set_up()

    feeds = {day["date"]: [release["feed"] for release in day["releases"]] for day in await get_upcoming(hass)}

    assert feeds == {"2026-12-01": ["streaming"], "2026-12-02": ["dvd"], "2026-12-18": ["movies"]}


@pytest.mark.parametrize("options", [{"feeds": ["episodes", "movies", "streaming"]}], ids=["three feeds"])
async def test_a_feed_counts_as_long_as_its_entities_do(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo
) -> None:
    """24 hours after its last answer it is left out, and the others go on."""
    trakt.feeds |= {"streaming": [movie_entry(released="2026-12-19")]}
    trakt.answer()
    await set_up()
    trakt.clear()
    trakt.answer_feed("movies", status=503)
    for feed in ("shows", "streaming"):
        trakt.answer_feed(feed, json=trakt.feeds[feed])

    await move_to("2026-11-21T11:59:00Z")
    assert [day["releases"][0]["feed"] for day in await get_upcoming(hass)] == ["episodes", "movies", "streaming"]
    await move_to("2026-11-21T12:00:00Z")
    assert [day["releases"][0]["feed"] for day in await get_upcoming(hass)] == ["episodes", "streaming"]
