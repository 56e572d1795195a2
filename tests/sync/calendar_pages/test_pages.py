"""Pages beyond the window are asked for when the user looks, and kept for a while."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.components.calendar.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import TRAKT_API

from ...conftest import TMDB_KEY, Automate, Pass, SetUp, events_of
from ...trakt import FakeTrakt
from ...trakt_json import episode_entry, movie_entry
from .common import BEYOND, EPISODES, JUNE, MOVIES, SPRING, answer_ranges, titles


@pytest.mark.usefixtures("_set_up")
async def test_a_page_is_asked_for_once(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """One request for 33 days of one feed; any other question about these days is answered from memory."""
    shown = await titles(hass, JUNE)

    assert shown == ["Andor S03E01 June"]
    assert [url.removeprefix(TRAKT_API) for url in trakt.requests] == ["/calendars/my/shows/2026-05-25/33"]
    assert await titles(hass, JUNE) == shown
    assert await titles(hass, ("2026-06-10T21:00:00+01:00", "2026-06-10T21:15:00+01:00")) == shown
    assert len(trakt.requests) == 1


@pytest.mark.usefixtures("_set_up")
async def test_each_feed_for_itself(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Whoever looks at the movies does not ask for episodes."""
    await titles(hass, JUNE, MOVIES)

    assert [url.removeprefix(TRAKT_API) for url in trakt.requests] == ["/calendars/my/movies/2026-05-25/33"]


@pytest.mark.usefixtures("_set_up")
async def test_a_page_across_the_edge(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """What lies in the window comes from memory, the rest from Trakt, in the order of time and nothing twice."""
    trakt.feeds["shows"] += [
        episode_entry("Early", first_aired="2026-11-07T20:00:00Z", episode_id=11, show_id=11, title=None),
        episode_entry("New to the window", first_aired="2026-11-30T20:00:00Z", episode_id=12, show_id=12),
        episode_entry("Late", first_aired="2026-12-28T20:00:00Z", episode_id=13, show_id=13, title=None),
    ]

    shown = await titles(hass, ("2026-11-06T00:00:00+00:00", "2027-01-01T00:00:00+00:00"))

    assert shown == ["Early S03E01", "Severance S03E01 Goodbye, Mrs. Selvig", "Late S03E01"]
    assert len(trakt.requests) == 2


async def test_many_who_look_at_once(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """They share one request, and whoever goes leaves it to the others."""
    await set_up()
    trakt.feeds["shows"] += BEYOND
    may_answer = asyncio.Event()

    async def wait() -> None:
        await may_answer.wait()

    answer_ranges(trakt, after=wait)
    looking = [asyncio.create_task(titles(hass, JUNE)) for _ in range(10)]
    await asyncio.sleep(0)
    looking.pop(0).cancel()
    may_answer.set()

    assert await asyncio.gather(*looking) == [["Andor S03E01 June"]] * 9
    assert len(trakt.requests) == 1


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize(
    ("page", "kept"),
    [pytest.param(JUNE, timedelta(days=1), id="past"), pytest.param(SPRING, timedelta(hours=1), id="to come")],
)
async def test_how_long_a_page_is_kept(
    hass: HomeAssistant, trakt: FakeTrakt, pass_: Pass, page: tuple[str, str], kept: timedelta
) -> None:
    """What is to come changes every hour, what was hardly ever."""
    seen, asked = [], []
    for wait in (timedelta(), kept - timedelta(seconds=1), timedelta(seconds=1)):
        await pass_(wait)
        seen.append(len(await titles(hass, page)))
        asked.append(len([url for url in trakt.requests if url.endswith("/33")]))
        trakt.feeds["shows"] = []

    assert seen == [1, 1, 0]
    assert asked == [1, 1, 2]


@pytest.mark.usefixtures("_set_up")
async def test_how_much_is_kept(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """Twelve pieces; what was looked at least recently goes."""
    pages = [(f"{year}-06-10T00:00:00+00:00", f"{year}-06-11T00:00:00+00:00") for year in range(2000, 2013)]
    for page in pages[:12]:
        await titles(hass, page)
    await titles(hass, pages[0])
    assert len(trakt.requests) == 12

    await titles(hass, pages[12])
    kept = entry.runtime_data.calendar_pages.diagnostics()
    await titles(hass, pages[0])
    assert len(trakt.requests) == 13
    await titles(hass, pages[1])

    assert len(trakt.requests) == 14
    assert kept == {"pieces": {"episodes": 12}, "releases": 0, "under_way": 0, "resting": []}


@pytest.mark.usefixtures("_set_up")
async def test_two_calendars_with_more_pages_than_are_kept(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Each answer has all that was brought for it."""
    months = [f"2025-{month:02}-15" for month in range(1, 11)]
    trakt.feeds["shows"] = [
        episode_entry(episode_id=n, first_aired=f"{day}T20:00:00.000Z") for n, day in enumerate(months, 1)
    ]
    trakt.feeds["movies"] = [movie_entry(movie_id=n, released=day) for n, day in enumerate(months, 1)]
    page = ("2025-01-01T00:00:00+00:00", "2025-11-01T00:00:00+00:00")
    episodes, movies = await asyncio.gather(titles(hass, page), titles(hass, page, MOVIES))

    assert (len(episodes), len(movies)) == (10, 10)


@pytest.mark.usefixtures("_set_up")
async def test_a_question_about_twenty_years(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """It is answered for half a year before and after; more is no page that a user looks at."""
    shown = await titles(hass, ("2016-01-01T00:00:00+00:00", "2036-01-01T00:00:00+00:00"))

    assert [title.split()[-1] for title in shown] == ["June", "Selvig", "Spring"]
    assert len(trakt.requests) == 12


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize("offset", ["-29:0:0", "-700:0:0", "0:0:0", "12:0:0"])
async def test_a_trigger_within_the_window_costs_nothing(
    trakt: FakeTrakt, pass_: Pass, automate: Automate, offset: str
) -> None:
    """Whenever it looks, also around midnight, when the window has moved and the refresh not yet."""
    await automate({"trigger": "calendar", "entity_id": EPISODES, "event": "start", "offset": offset})
    for _ in range(26 * 4):
        await pass_(timedelta(minutes=15))
    refreshes = [url for url in trakt.requests if url.endswith("/32")]

    assert len(refreshes) >= 2 * 24
    assert trakt.requests == refreshes


@pytest.mark.usefixtures("_set_up")
async def test_a_trigger_beyond_the_window(
    hass: HomeAssistant, trakt: FakeTrakt, pass_: Pass, automate: Automate
) -> None:
    """It works, too: every hour it costs a request, as little as the window itself."""
    trakt.feeds["shows"] = [
        episode_entry("Far", first_aired="2027-01-01T20:00:00Z", episode_id=13, show_id=13, title=None)
    ]
    told: list[str] = []
    hass.bus.async_listen("told", lambda event: told.append(event.data["title"]))
    await automate(
        {"trigger": "calendar", "entity_id": EPISODES, "event": "start", "offset": f"-{40 * 24}:0:0"},
        {"event": "told", "event_data": {"title": "{{ trigger.calendar_event.summary }}"}},
    )
    for _ in range(60 * 4):
        await pass_(timedelta(minutes=15))

    assert told == ["Far S03E01"]
    assert len([url for url in trakt.requests if url.endswith("/33")]) == 1 + 60


@pytest.mark.usefixtures("_set_up")
async def test_a_month_on_the_wall(hass: HomeAssistant, trakt: FakeTrakt, pass_: Pass) -> None:
    """It is drawn again whenever a calendar is written; its past days are asked for once a day."""
    drawn: list[Any] = []
    calendar = hass.data[DATA_COMPONENT].get_entity(EPISODES)
    assert calendar is not None
    calendar.async_subscribe_events(datetime(2026, 10, 26, tzinfo=UTC), datetime(2026, 12, 7, tzinfo=UTC), drawn.append)
    for _ in range(23 * 4):
        await pass_(timedelta(minutes=15))

    assert len(drawn) >= 23
    assert all(len(events) == 1 for events in drawn)
    assert sorted(url.removeprefix(TRAKT_API) for url in trakt.requests if not url.endswith("/32")) == [
        "/calendars/my/shows/2026-10-04/33",
        "/calendars/my/shows/2026-11-06/33",
    ]


OPTIONS = {"hide_specials": True, "spoiler_free": True, "tmdb_api_key": TMDB_KEY, "language": "de"}


@pytest.mark.parametrize("options", [OPTIONS], ids=["options"])
async def test_options_hold_there_too(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """Specials, seasons at once, spoilers, and the titles that are known; but nothing is looked up for a page."""
    drop = [
        episode_entry(number=number, episode_id=number, first_aired="2026-06-02T20:00:00Z", title="T")
        for number in (1, 2, 3)
    ]
    trakt.feeds["shows"] = [
        episode_entry(episode_id=9),
        episode_entry("Special", season=0, episode_id=8, first_aired="2026-06-03T20:00:00Z"),
        episode_entry("Unknown", show_id=7, episode_id=7, tmdb=99, first_aired="2026-06-04T20:00:00Z"),
        *drop,
    ]
    answer_ranges(trakt)
    trakt.answer_tmdb(json={"id": 7, "name": "Abtrennung", "poster_path": "/p.jpg"})
    await set_up()
    looked_up = [url for url in trakt.requests if TRAKT_API not in url]
    shown = await titles(hass, JUNE, "calendar.trakt_demo_episodes")

    assert shown == ["Abtrennung S03E01\u2013E03 (3 episodes)", "Unknown S03E01"]
    assert [url for url in trakt.requests if TRAKT_API not in url] == looked_up


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"])
async def test_days_are_local(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, zone: str) -> None:
    """A movie is on its day wherever one lives, and a page that is one day long shows it on no other."""
    await hass.config.async_set_time_zone(zone)
    trakt.feeds["movies"] = [movie_entry(released="2027-02-13")]
    answer_ranges(trakt)
    await set_up()
    pages = []
    for day in (12, 13, 14):
        start, end = (f"2027-02-{each}T00:00:00" for each in (day, day + 1))
        pages.append(await events_of(hass, MOVIES, start, end))

    assert [[event["start"] for event in page] for page in pages] == [[], ["2027-02-13"], []]
