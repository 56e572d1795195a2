"""The recorder's long-term statistics of what was watched: films and episodes, plays and minutes, day by day."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import batched
from typing import Final

from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import async_add_external_statistics, statistics_during_period
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.recorder import DATA_INSTANCE, get_instance
from homeassistant.util import slugify
from homeassistant.util.unit_conversion import DurationConverter

from .const import DOMAIN, LOGGER
from .watching import Measure, Total

_AT_ONCE: Final = 500
"""Rows that are handed over without a pause; Home Assistant looks at each in its loop."""
_BEGINNING: Final = datetime(1, 1, 2, tzinfo=UTC)


@callback
def has_recorder(hass: HomeAssistant) -> bool:
    """Return whether there is a recorder."""
    return DATA_INSTANCE in hass.data


@callback
def series_of(hass: HomeAssistant, entry: ConfigEntry) -> str:
    """Return what the statistics of an account are to be called: like the account, as long as no other is."""
    name = slugify(entry.title)
    others = (other for other in hass.config_entries.async_entries(DOMAIN) if other is not entry)
    return f"{name}_{slugify(entry.unique_id)}" if name in {slugify(other.title) for other in others} else name


async def async_write(
    hass: HomeAssistant, series: str, names: Mapping[Measure, str], totals: Mapping[Measure, tuple[Total, ...]]
) -> int:
    """Make the statistics say these totals, and return how many rows that took; equal ones are not written again."""
    ids = {measure: _id(series, measure) for measure in Measure}
    there = await get_instance(hass).async_add_executor_job(_rows, hass, set(ids.values()))
    written = 0
    for measure, wanted in totals.items():
        rows = there.get(ids[measure], {})
        if not rows.keys() <= {total.start for total in wanted}:
            # A day can only go with all others.
            get_instance(hass).async_clear_statistics([ids[measure]])
            rows = {}
        missing = [total for total in wanted if rows.get(total.start) != (total.amount, total.sum)]
        await _async_add(hass, _metadata(ids[measure], names[measure], measure), missing)
        written += len(missing)
    await _async_done(hass)
    LOGGER.debug("%d rows of long-term statistics were written", written)
    return written


@callback
def async_clear(hass: HomeAssistant, series: str) -> None:
    """Delete the statistics of an account."""
    get_instance(hass).async_clear_statistics([_id(series, measure) for measure in Measure])


async def _async_add(hass: HomeAssistant, metadata: StatisticMetaData, totals: Iterable[Total]) -> None:
    for some in batched(totals, _AT_ONCE, strict=False):
        rows = [StatisticData(start=total.start, state=total.amount, sum=total.sum) for total in some]
        async_add_external_statistics(hass, metadata, rows)
        await asyncio.sleep(0)


async def _async_done(hass: HomeAssistant) -> None:
    """Wait until the recorder has done what it was asked for."""
    done = hass.loop.create_future()
    get_instance(hass).queue_task(SynchronizeTask(done))
    await done


def _rows(hass: HomeAssistant, ids: set[str]) -> dict[str, dict[datetime, tuple[float | None, float | None]]]:
    """Return what the recorder has, by the start of each row."""
    found = statistics_during_period(hass, _BEGINNING, None, ids, "hour", None, {"state", "sum"})
    return {
        series: {datetime.fromtimestamp(row["start"], UTC): (row.get("state"), row.get("sum")) for row in rows}
        for series, rows in found.items()
    }


def _id(series: str, measure: Measure) -> str:
    return f"{DOMAIN}:{series}_{measure}"


def _metadata(statistic_id: str, name: str, measure: Measure) -> StatisticMetaData:
    return StatisticMetaData(
        has_sum=True,
        mean_type=StatisticMeanType.NONE,
        name=name,
        source=DOMAIN,
        statistic_id=statistic_id,
        unit_class=DurationConverter.UNIT_CLASS if measure.is_time else None,
        unit_of_measurement=UnitOfTime.MINUTES if measure.is_time else None,
    )
