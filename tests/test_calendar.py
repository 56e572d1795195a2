"""The calendars: what they show, when, and that they ask nobody for it."""

from http import HTTPStatus
from typing import Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import slugify
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, snapshot_platform
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components.trakt_upcoming.const import DOMAIN

from .conftest import SetUp, events_of
from .source import load
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, movie_entry

EPISODES = "calendar.trakt_demo_episodes"
MOVIES = "calendar.trakt_demo_movies"
ALL_FEEDS = {"feeds": ["episodes", "movies", "streaming", "dvd"]}


async def shown(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, *episodes: Json) -> list[Json]:
    """Return the events of the calendar of episodes when Trakt announces these."""
    trakt.feeds["shows"] = list(episodes)
    trakt.answer()
    await set_up()
    return await events_of(hass, EPISODES)


@pytest.mark.parametrize("options", [ALL_FEEDS], ids=["all feeds"])
async def test_all_calendars(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each feed has a calendar, with a colour and an id of its own, and shows what is next."""
    monkeypatch.setattr("custom_components.trakt_upcoming.PLATFORMS", [Platform.CALENDAR])
    trakt.feeds["streaming"] = [movie_entry(released="2026-12-01")]
    trakt.feeds["dvd"] = [movie_entry(released="2026-12-02")]
    trakt.answer()
    await set_up()

    await snapshot_platform(hass, er.async_get(hass), snapshot, entry.entry_id)


async def test_an_episode_has_every_field(hass: HomeAssistant, set_up: SetUp) -> None:
    """It lasts as long as it runs, and says where, what, how good, and where to read more."""
    await set_up()

    assert await events_of(hass, EPISODES) == [
        {
            "start": "2026-11-21T02:00:00+00:00",
            "end": "2026-11-21T02:50:00+00:00",
            "summary": "Severance S03E01 Goodbye, Mrs. Selvig",
            "location": "Apple TV+",
            "description": ("What happens.\n★ 8.7/10\nhttps://app.trakt.tv/shows/severance/seasons/3/episodes/1"),
        }
    ]


async def test_a_movie_has_every_field(hass: HomeAssistant, set_up: SetUp) -> None:
    """It is on all day."""
    await set_up()

    assert await events_of(hass, MOVIES) == [
        {
            "start": "2026-12-18",
            "end": "2026-12-19",
            "summary": "Dune: Part Three",
            "description": "What it is about.\n★ 7.9/10\nhttps://app.trakt.tv/movies/movie-501",
        }
    ]


async def test_over_the_web(hass: HomeAssistant, set_up: SetUp, hass_client: ClientSessionGenerator) -> None:
    """The panel gets the uid as well, and dates without a time for movies."""
    await set_up()
    client = await hass_client()
    answers = {}
    for calendar in (EPISODES, MOVIES):
        response = await client.get(f"/api/calendars/{calendar}?start=2026-11-01T00:00:00Z&end=2027-01-31T00:00:00Z")
        assert response.status == HTTPStatus.OK
        [answers[calendar]] = await response.json()

    assert answers[EPISODES]["uid"] == "trakt-episode-101"
    assert answers[EPISODES]["start"] == {"dateTime": "2026-11-21T02:00:00+00:00"}
    assert answers[EPISODES]["end"] == {"dateTime": "2026-11-21T02:50:00+00:00"}
    assert answers[MOVIES]["uid"] == "trakt-movie-501-movies"
    assert answers[MOVIES]["start"] == {"date": "2026-12-18"}
    assert answers[MOVIES]["end"] == {"date": "2026-12-19"}
    assert answers[MOVIES]["location"] is None


@pytest.mark.parametrize(
    ("entry_of_feed", "summary"),
    [
        pytest.param(episode_entry(), "Severance S03E01 Goodbye, Mrs. Selvig", id="usual"),
        pytest.param(episode_entry(title=None), "Severance S03E01", id="no title"),
        pytest.param(episode_entry(episode_type=None, title="Half"), "Severance S03E01 Half", id="no type"),
        pytest.param(episode_entry(episode_type="holiday", title="Half"), "Severance S03E01 Half", id="type of 2030"),
        pytest.param(episode_entry(season=0, number=12, title="Making of"), "Severance S00E12 Making of", id="special"),
        pytest.param(episode_entry(season=2016, number=104, title=None), "Severance S2016E104", id="big numbers"),
        pytest.param(
            episode_entry(episode_type="series_premiere", title="A"), "Severance S03E01 A · Series premiere", id="sp"
        ),
        pytest.param(
            episode_entry(episode_type="season_premiere", title="A"), "Severance S03E01 A · Season premiere", id="np"
        ),
        pytest.param(
            episode_entry(episode_type="mid_season_premiere", title="A"),
            "Severance S03E01 A · Mid-season premiere",
            id="mp",
        ),
        pytest.param(
            episode_entry(episode_type="mid_season_finale", title="A"),
            "Severance S03E01 A · Mid-season finale",
            id="mf",
        ),
        pytest.param(
            episode_entry(episode_type="season_finale", title="A"), "Severance S03E01 A · Season finale", id="nf"
        ),
        pytest.param(
            episode_entry(episode_type="series_finale", title="A"), "Severance S03E01 A · Series finale", id="sf"
        ),
    ],
)
async def test_summary_of_an_episode(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, entry_of_feed: Json, summary: str
) -> None:
    """Show, number, title, and what is special about it."""
    [event] = await shown(hass, trakt, set_up, entry_of_feed)

    assert event["summary"] == summary


@pytest.mark.parametrize(
    ("runtime", "show_runtime", "end"),
    [
        pytest.param(90, 45, "2026-11-21T03:30:00+00:00", id="its own"),
        pytest.param(None, 45, "2026-11-21T02:45:00+00:00", id="the show's"),
        pytest.param(None, None, "2026-11-21T02:30:00+00:00", id="nobody knows"),
    ],
)
async def test_how_long_an_episode_lasts(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, runtime: int | None, show_runtime: int | None, end: str
) -> None:
    """The episode's runtime, else the show's, else half an hour."""
    entry_of_feed = episode_entry(runtime=runtime)
    entry_of_feed["show"]["runtime"] = show_runtime

    [event] = await shown(hass, trakt, set_up, entry_of_feed)

    assert event["end"] == end


def drop(count: int = 8, **facts: Any) -> list[Json]:
    """Return a season of which all episodes come at once."""
    return [
        episode_entry("Squid Game", season=2, number=number, episode_id=200 + number, **facts)
        for number in range(1, count + 1)
    ]


async def test_a_season_at_once_is_one_event(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """It lasts as long as its episodes together, and tells about the show."""
    assert await shown(hass, trakt, set_up, *drop(runtime=60)) == [
        {
            "start": "2026-11-21T02:00:00+00:00",
            "end": "2026-11-21T10:00:00+00:00",
            "summary": "Squid Game S02E01\u2013E08 (8 episodes)",
            "location": "Apple TV+",
            "description": ("What Squid Game is about.\n★ 8.4/10\nhttps://app.trakt.tv/shows/squid-game/seasons/2"),
        }
    ]


@pytest.mark.parametrize("options", [{"group_season_drops": False}], ids=["not grouped"])
async def test_a_season_at_once_that_is_not_grouped(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Each episode is an event of its own, in the order of their numbers where nothing else tells them apart."""
    summaries = [event["summary"] for event in await shown(hass, trakt, set_up, *drop(3, title=None))]

    assert summaries == ["Squid Game S02E01", "Squid Game S02E02", "Squid Game S02E03"]


@pytest.mark.parametrize("options", [{"spoiler_free": True}], ids=["spoiler free"])
async def test_nothing_is_told(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Without spoilers there are no titles of episodes and no descriptions of anything."""
    shows = await shown(
        hass, trakt, set_up, episode_entry(episode_type="season_finale"), *drop(2, first_aired="2026-11-22T02:00:00Z")
    )
    movies = await events_of(hass, MOVIES)

    assert [event["summary"] for event in shows] == [
        "Severance S03E01 · Season finale",
        "Squid Game S02E01\u2013E02 (2 episodes)",
    ]
    assert [event["summary"] for event in movies] == ["Dune: Part Three"]
    assert [event["description"] for event in (*shows, *movies)] == [
        "★ 8.7/10\nhttps://app.trakt.tv/shows/severance/seasons/3/episodes/1",
        "★ 8.4/10\nhttps://app.trakt.tv/shows/squid-game/seasons/2",
        "★ 7.9/10\nhttps://app.trakt.tv/movies/movie-501",
    ]


async def test_little_is_known(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Without network, overview and rating there is still the way to Trakt."""
    entry_of_feed = episode_entry(overview=None, rating=0)
    entry_of_feed["show"] |= {"network": None, "overview": "", "rating": 0.0}

    [event] = await shown(hass, trakt, set_up, entry_of_feed)

    assert "location" not in event
    assert event["description"] == "https://app.trakt.tv/shows/severance/seasons/3/episodes/1"


@pytest.mark.parametrize("options", [ALL_FEEDS], ids=["all feeds"])
async def test_one_movie_in_three_calendars(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, hass_client: ClientSessionGenerator
) -> None:
    """It comes to cinemas, to streams and on disc, on days of their own and with uids of their own."""
    trakt.feeds |= {
        "movies": [movie_entry(released="2026-11-25")],
        "streaming": [movie_entry(released="2026-12-01")],
        "dvd": [movie_entry(released="2026-12-02")],
    }
    trakt.answer()
    await set_up()
    client = await hass_client()
    seen = {}
    for calendar in ("movies", "streaming_releases", "disc_releases"):
        answer = await client.get(
            f"/api/calendars/calendar.trakt_demo_{calendar}?start=2026-11-01T00:00:00Z&end=2027-01-31T00:00:00Z"
        )
        [event] = await answer.json()
        seen[event["uid"]] = event["start"]["date"]

    assert seen == {
        "trakt-movie-501-movies": "2026-11-25",
        "trakt-movie-501-streaming": "2026-12-01",
        "trakt-movie-501-dvd": "2026-12-02",
    }


@pytest.mark.parametrize("options", [ALL_FEEDS], ids=["all feeds"])
async def test_two_accounts_differ_in_color(hass: HomeAssistant, set_up: SetUp, token: Json) -> None:
    """Each of the ten calendars has a color of its own, so that two users tell theirs apart."""
    await set_up()
    data = {"auth_implementation": DOMAIN, "token": token}
    other = MockConfigEntry(domain=DOMAIN, title="Trakt Ada", unique_id="ada", data=data, options=ALL_FEEDS)
    other.add_to_hass(hass)
    await hass.config_entries.async_setup(other.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    registry = er.async_get(hass)
    colors = [
        entity.options["calendar"]["color"] for entity in registry.entities.values() if entity.domain == "calendar"
    ]

    assert len(colors) == len(set(colors)) == 10


async def test_in_the_language_of_the_home(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """The words around the titles are Home Assistant's; titles stay what Trakt calls them."""
    hass.config.language = "de"
    german = load("translations/de.json")
    words, entities = german["common"], german["entity"]["calendar"]

    trakt.feeds["shows"] = [
        episode_entry(episode_type="season_finale", title="A"),
        *drop(2, first_aired="2026-11-22T02:00:00Z", show_id=2),
    ]
    trakt.answer()
    await set_up()
    finale, season = await events_of(hass, f"calendar.trakt_demo_{slugify(entities['episodes']['name'])}")

    assert finale["summary"] == f"Severance S03E01 A · {words['season_finale']}"
    assert season["summary"] == f"Squid Game S02E01\u2013E02 ({words['season_drop'].format(count=2)})"
