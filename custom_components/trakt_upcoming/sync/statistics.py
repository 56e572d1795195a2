"""The recorder's long-term statistics: watched movies and episodes, plays and minutes, by day."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from typing import Final

from homeassistant.components.recorder.models import StatisticData, StatisticMeanType, StatisticMetaData
from homeassistant.components.recorder.statistics import (
    StatisticsRow,
    async_add_external_statistics,
    statistics_during_period,
)
from homeassistant.components.recorder.tasks import SynchronizeTask
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.recorder import DATA_INSTANCE, get_instance
from homeassistant.util import slugify
from homeassistant.util.unit_conversion import DurationConverter

from ..const import DOMAIN, LOGGER
from ..user_data import Measure, Total

_AT_ONCE: Final = 100
"""Rows that are passed on at once; Home Assistant validates each in the event loop."""
_BEGINNING: Final = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """The changes of the statistics of one measure."""

    measure: Measure
    clears: bool
    lowers: bool
    """Whether some sum in the recorder is higher than the new one."""
    rows: list[tuple[StatisticData, ...]]
    """In batches that are passed on at once."""


def has_recorder(hass: HomeAssistant) -> bool:
    """Return whether the recorder is set up."""
    return DATA_INSTANCE in hass.data


@callback
def async_series_of(hass: HomeAssistant, entry: ConfigEntry) -> str:
    """Return the id of an account's statistics: its name, and its unique id if another account has the same name."""
    name = slugify(entry.title)
    others = (other for other in hass.config_entries.async_entries(DOMAIN) if other is not entry)
    return f"{name}_{slugify(entry.unique_id)}" if name in {slugify(other.title) for other in others} else name


async def async_write(
    hass: HomeAssistant, series: str, names: Mapping[Measure, str], totals: Mapping[Measure, tuple[Total, ...]]
) -> int:
    """Set the statistics to these totals, and return how many rows were written; equal ones are not written again."""
    return await _async_apply(hass, series, names, await _async_changes(hass, series, totals))


async def async_fill(
    hass: HomeAssistant, series: str, names: Mapping[Measure, str], totals: Mapping[Measure, tuple[Total, ...]]
) -> int:
    """Write the rows of these totals that are missing in the statistics, and return their number.

    A measure with a higher sum in the recorder on any day is not changed.
    """
    changes = await _async_changes(hass, series, totals)
    return await _async_apply(hass, series, names, [change for change in changes if not change.lowers])


@callback
def async_clear(hass: HomeAssistant, series: str) -> None:
    """Delete the statistics of an account."""
    get_instance(hass).async_clear_statistics([_id(series, measure) for measure in Measure])


async def _async_changes(
    hass: HomeAssistant, series: str, totals: Mapping[Measure, tuple[Total, ...]]
) -> list[_Change]:
    return await get_instance(hass).async_add_executor_job(_changes, hass, series, totals)


async def _async_apply(
    hass: HomeAssistant, series: str, names: Mapping[Measure, str], changes: Iterable[_Change]
) -> int:
    written = 0
    for change in changes:
        metadata = _metadata(series, change.measure, names[change.measure])
        if change.clears:
            get_instance(hass).async_clear_statistics([metadata["statistic_id"]])
        for rows in change.rows:
            async_add_external_statistics(hass, metadata, rows)
            written += len(rows)
            await asyncio.sleep(0)
    await _async_done(hass)
    LOGGER.debug("%d rows of long-term statistics were written", written)
    return written


async def _async_done(hass: HomeAssistant) -> None:
    """Wait until the recorder has processed its queue."""
    done = hass.loop.create_future()
    get_instance(hass).queue_task(SynchronizeTask(done))
    await done


def _changes(hass: HomeAssistant, series: str, totals: Mapping[Measure, tuple[Total, ...]]) -> list[_Change]:
    """Return the changes for the recorder; not for the event loop."""
    ids = {_id(series, measure) for measure in Measure}
    found = statistics_during_period(hass, _BEGINNING, None, ids, "hour", None, {"state", "sum"})
    return [_change(measure, wanted, found.get(_id(series, measure), [])) for measure, wanted in totals.items()]


def _change(measure: Measure, wanted: tuple[Total, ...], found: Iterable[StatisticsRow]) -> _Change:
    rows = {row["start"]: (row.get("state"), row.get("sum")) for row in found}
    sums = {total.start.timestamp(): total.sum for total in wanted}
    # The recorder cannot delete single days.
    clears = not rows.keys() <= sums.keys()
    lowers = clears or any((counted or 0) > sums[start] for start, (_, counted) in rows.items())
    missing = (
        StatisticData(start=total.start, state=total.amount, sum=total.sum)
        for total in wanted
        if clears or rows.get(total.start.timestamp()) != (total.amount, total.sum)
    )
    return _Change(measure=measure, clears=clears, lowers=lowers, rows=list(batched(missing, _AT_ONCE, strict=False)))


def _id(series: str, measure: Measure) -> str:
    return f"{DOMAIN}:{series}_{measure}"


def _metadata(series: str, measure: Measure, name: str) -> StatisticMetaData:
    return StatisticMetaData(
        has_sum=True,
        mean_type=StatisticMeanType.NONE,
        name=name,
        source=DOMAIN,
        statistic_id=_id(series, measure),
        unit_class=DurationConverter.UNIT_CLASS if measure.is_time else None,
        unit_of_measurement=UnitOfTime.MINUTES if measure.is_time else None,
    )
