"""What is coming, for scripts and templates: everything that is known of it."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.json import json_dumps
import pytest

from ..conftest import TMDB_KEY, MoveTo, SetUp, announce
from ..trakt import FakeTrakt
from ..trakt_json import episode_entry, movie_entry
from .common import get_upcoming, titles

POSTER = "https://image.tmdb.org/t/p/w500/p.jpg"


BACKDROP = "https://image.tmdb.org/t/p/w1280/b.jpg"


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
async def test_no_spoilers(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
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


async def test_releases_of_today_that_are_over(
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


@pytest.mark.parametrize("options", [{"feeds": ["movies", "streaming", "dvd"]}], ids=["all of movies"])
async def test_a_release_names_its_feed(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """So that an automation can tell cinemas from streams and discs."""
    trakt.feeds |= {"streaming": [movie_entry(released="2026-12-01")], "dvd": [movie_entry(released="2026-12-02")]}
    trakt.answer()
    await set_up()

    feeds = {day["date"]: [release["feed"] for release in day["releases"]] for day in await get_upcoming(hass)}

    assert feeds == {"2026-12-01": ["streaming"], "2026-12-02": ["dvd"], "2026-12-18": ["movies"]}
