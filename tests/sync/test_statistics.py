"""What the recorder says of how much was watched."""

from datetime import UTC, datetime

from homeassistant.components.recorder.core import Recorder
from homeassistant.components.recorder.statistics import list_statistic_ids, statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.sync.statistics import (
    async_clear,
    async_fill,
    async_series_of,
    async_write,
    has_recorder,
)
from custom_components.trakt_upcoming.user_data import Measure, Total

NAMES = {measure: f"Trakt Demo: {measure}" for measure in Measure}
PREFIX = "trakt_upcoming:trakt_demo_"

type Days = dict[int, int]
"""How much it was on days of November."""


@pytest.fixture
def _custom_integrations(recorder_mock: Recorder, enable_custom_integrations: None) -> None:
    """Have a recorder, which has to be there before all else."""


def totals(**days: Days) -> dict[Measure, tuple[Total, ...]]:
    """Return the totals of some measures; of the others there are none."""
    return {measure: _totals(days.get(measure, {})) for measure in Measure}


def _totals(days: Days) -> tuple[Total, ...]:
    return tuple(
        Total(start=at(day), amount=amount, sum=sum(each for before, each in days.items() if before <= day))
        for day, amount in days.items()
    )


def at(day: int) -> datetime:
    """Return the beginning of a day of November."""
    return datetime(2026, 11, day, tzinfo=UTC)


async def write(hass: HomeAssistant, **days: Days) -> int:
    """Write these totals, and return how many rows that took."""
    return await async_write(hass, "trakt_demo", NAMES, totals(**days))


async def rows(hass: HomeAssistant, measure: Measure) -> dict[int, tuple[float | None, float | None]]:
    """Return what the recorder has of a measure: by day what was added, and the sum."""
    name = f"{PREFIX}{measure}"
    found = await get_instance(hass).async_add_executor_job(
        statistics_during_period, hass, at(1), None, {name}, "hour", None, {"change", "sum"}
    )
    return {
        datetime.fromtimestamp(row["start"], UTC).day: (row.get("change"), row.get("sum"))
        for row in found.get(name, [])
    }


async def test_each_day_has_a_row(hass: HomeAssistant) -> None:
    """It says how much was watched, and how much until then."""
    assert has_recorder(hass)
    assert await write(hass, movies_watched={3: 2, 5: 1}, movie_minutes={3: 190, 5: 100}) == 4

    assert await rows(hass, Measure.MOVIES_WATCHED) == {3: (2, 2), 5: (1, 3)}
    assert await rows(hass, Measure.MOVIE_MINUTES) == {3: (190, 190), 5: (100, 290)}


async def test_names_and_units(hass: HomeAssistant) -> None:
    """By account and measure; time is in minutes, so Home Assistant can show hours."""
    await write(hass, episodes_watched={3: 1}, episode_minutes={3: 50})
    found = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)

    assert {each["statistic_id"]: (each["name"], each["statistics_unit_of_measurement"]) for each in found} == {
        f"{PREFIX}episodes_watched": ("Trakt Demo: episodes_watched", None),
        f"{PREFIX}episode_minutes": ("Trakt Demo: episode_minutes", "min"),
    }
    assert all(each["has_sum"] and each["source"] == DOMAIN for each in found)


async def test_equal_totals_are_not_written_again(hass: HomeAssistant) -> None:
    """Equal totals cost no row, later ones only theirs."""
    await write(hass, movies_watched={3: 2, 5: 1})

    assert await write(hass, movies_watched={3: 2, 5: 1}) == 0
    assert await write(hass, movies_watched={3: 2, 5: 1, 7: 4}) == 1
    assert await rows(hass, Measure.MOVIES_WATCHED) == {3: (2, 2), 5: (1, 3), 7: (4, 7)}


async def test_change_on_an_early_day(hass: HomeAssistant) -> None:
    """The sums of all days after it change as well."""
    await write(hass, movies_watched={3: 2, 5: 1, 7: 4})

    assert await write(hass, movies_watched={3: 2, 4: 1, 5: 1, 7: 4}) == 3
    assert await rows(hass, Measure.MOVIES_WATCHED) == {3: (2, 2), 4: (1, 3), 5: (1, 4), 7: (4, 8)}


async def test_a_day_on_which_nothing_is_left(hass: HomeAssistant) -> None:
    """It goes, even if it is the last one of its measure."""
    await write(hass, movies_watched={3: 2, 5: 1}, episodes_watched={3: 1})

    assert await write(hass, movies_watched={3: 2}) == 1
    assert await rows(hass, Measure.MOVIES_WATCHED) == {3: (2, 2)}
    assert await rows(hass, Measure.EPISODES_WATCHED) == {}


@pytest.mark.parametrize(
    ("days", "written"),
    [
        pytest.param({3: 2, 5: 1, 7: 4}, 1, id="a day that is missing"),
        pytest.param({3: 2, 5: 3}, 1, id="a day on which more was watched"),
        pytest.param({3: 2}, 0, id="a day that would be deleted"),
        pytest.param({3: 1, 5: 1}, 0, id="a day that would be lowered"),
    ],
)
async def test_incomplete_history_lowers_nothing(hass: HomeAssistant, days: Days, written: int) -> None:
    """Of a history that is not sure nothing is deleted or lowered."""
    await write(hass, movies_watched={3: 2, 5: 1})

    assert await async_fill(hass, "trakt_demo", NAMES, totals(movies_watched=days)) == written
    assert (await rows(hass, Measure.MOVIES_WATCHED)).keys() >= {3, 5}


async def test_cleared_with_the_account(hass: HomeAssistant) -> None:
    """All of them, and nobody else's."""
    await write(hass, movies_watched={3: 2}, episode_minutes={3: 50})
    await async_write(hass, "trakt_ada", NAMES, totals(movies_watched={3: 1}))
    async_clear(hass, "trakt_demo")
    await async_wait_recording_done(hass)
    found = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)

    assert [each["statistic_id"] for each in found] == ["trakt_upcoming:trakt_ada_movies_watched"]


async def test_accounts_of_one_name(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """They are kept apart."""
    assert async_series_of(hass, entry) == "trakt_demo"

    MockConfigEntry(domain=DOMAIN, title="Trakt demo", unique_id="ada").add_to_hass(hass)
    assert async_series_of(hass, entry) == "trakt_demo_11111111_2222_3333_4444_555555555555"
