"""The sensors and the clock: numbers and dates change when they must, and not with Trakt's help."""

from datetime import date, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from .conftest import MoveTo, SetUp, announce, attribute, sensor
from .trakt import FakeTrakt
from .trakt_json import episode_entry, movie_entry

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
ALL_BUT_LAST_REFRESH = [
    "next_episode",
    "next_movie",
    "episodes_today",
    "movies_today",
    "upcoming_episodes",
    "upcoming_movies",
]


@pytest.mark.parametrize("options", [{"days": 3}], ids=["three days"])
@pytest.mark.parametrize(
    ("moment", "states"),
    [
        pytest.param("2026-11-20T12:00:00Z", ("One", "0", "4"), id="the day before"),
        pytest.param("2026-11-20T23:59:59Z", ("One", "0", "4"), id="last second of it"),
        pytest.param("2026-11-21T00:00:00Z", ("One", "4", "5"), id="midnight brings a day into the window"),
        pytest.param("2026-11-21T02:00:00Z", ("One", "4", "5"), id="the first runs"),
        pytest.param("2026-11-21T02:50:00Z", ("Two", "4", "4"), id="the first is over, and still today's"),
        pytest.param("2026-11-21T20:00:00Z", ("Three", "4", "3"), id="so is the second, and two come at once"),
        pytest.param("2026-11-21T22:00:00Z", ("Four", "4", "1"), id="today is over"),
        pytest.param("2026-11-22T00:00:00Z", ("Four", "0", "1"), id="midnight"),
        pytest.param("2026-11-23T03:00:00Z", ("Five", "1", "0"), id="what is next lies beyond the window"),
    ],
)
async def test_episodes_over_time(
    hass: HomeAssistant,
    trakt: FakeTrakt,
    set_up: SetUp,
    move_to: MoveTo,
    moment: str,
    states: tuple[str, str, str],
) -> None:
    """Next, today's and coming follow the clock to the second, and each episode of a season counts."""
    await announce(
        trakt,
        set_up,
        shows=[
            episode_entry("One", episode_id=1, show_id=1),
            episode_entry("Two", episode_id=2, show_id=2, first_aired="2026-11-21T19:00:00Z"),
            episode_entry("Three", episode_id=3, show_id=3, first_aired="2026-11-21T20:00:00Z"),
            episode_entry("Three", episode_id=4, show_id=3, first_aired="2026-11-21T20:00:00Z", number=2),
            episode_entry("Four", episode_id=5, show_id=4, first_aired="2026-11-23T02:00:00Z"),
            episode_entry("Five", episode_id=6, show_id=5, first_aired="2026-11-26T02:00:00Z"),
        ],
    )

    await move_to(moment)

    assert (
        attribute(hass, "next_episode", "show"),
        sensor(hass, "episodes_today"),
        sensor(hass, "upcoming_episodes"),
    ) == states


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_movies_over_time(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, move_to: MoveTo, zone: str
) -> None:
    """A movie is today's for the whole of its local day, and gone at the end of it."""
    await hass.config.async_set_time_zone(zone)
    midnight = dt_util.start_of_local_day(date(2026, 11, 22))
    await announce(
        trakt,
        set_up,
        shows=[],
        movies=[movie_entry("A", movie_id=1, released="2026-11-22"), movie_entry("B", movie_id=2)],
    )
    seen = []
    for moment in (midnight - SECOND, midnight, midnight + DAY - SECOND, midnight + DAY):
        await move_to(moment.astimezone(dt_util.UTC).isoformat())
        seen.append([sensor(hass, key) for key in ("next_movie", "movies_today", "upcoming_movies")])

    assert seen == [
        ["2026-11-22", "0", "2"],
        ["2026-11-22", "1", "2"],
        ["2026-11-22", "1", "2"],
        ["2026-12-18", "0", "1"],
    ]


async def test_last_refresh_is_when_all_feeds_had_answered(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """A feed that fails holds it back; when it answers again it goes on."""
    await set_up()
    seen = [sensor(hass, "last_refresh")]
    trakt.clear()
    trakt.answer_feed("movies", status=503)
    trakt.answer_feed("shows", json=[episode_entry()])
    await move_to("2026-11-20T13:00:30Z")
    seen.append(sensor(hass, "last_refresh"))
    trakt.answer()
    await move_to("2026-11-20T14:01:30Z")
    seen.append(sensor(hass, "last_refresh"))

    assert seen == ["2026-11-20T12:00:00+00:00", "2026-11-20T12:00:00+00:00", "2026-11-20T14:01:30+00:00"]


async def test_last_refresh_is_known_when_nothing_else_is(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """A day without Trakt takes the rest away, and this says since when."""
    await set_up()
    trakt.fail(status=503)
    await move_to("2026-11-21T12:00:00Z")

    assert {sensor(hass, key) for key in ALL_BUT_LAST_REFRESH} == {"unavailable"}
    assert sensor(hass, "last_refresh") == "2026-11-20T12:00:00+00:00"


async def test_last_refresh_before_all_feeds_have_answered(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """While a feed has never answered there is no such moment; what the other one said is there at once."""
    trakt.clear()
    trakt.answer_feed("movies", status=503)
    trakt.answer_feed("shows", json=[episode_entry()])
    await set_up()
    at_first = [sensor(hass, key) for key in ("last_refresh", "next_movie", "upcoming_episodes")]
    trakt.answer()
    await move_to("2026-11-20T13:00:30Z")

    assert at_first == ["unknown", "unavailable", "1"]
    assert sensor(hass, "last_refresh") == "2026-11-20T13:00:30+00:00"
