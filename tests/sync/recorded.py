"""What the recorder has of the history of an account."""

from datetime import UTC, datetime
from typing import Literal

from homeassistant.components.recorder.statistics import list_statistic_ids, statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util

from custom_components.trakt_upcoming.const import DOMAIN


async def statistics(
    hass: HomeAssistant, measure: str, period: Literal["hour", "day", "month"] = "hour"
) -> dict[str, tuple[float | None, float | None]]:
    """Return what the recorder has of a measure: by start what was added, and the sum."""
    name = f"trakt_upcoming:trakt_demo_{measure}"
    begin, kinds = datetime(1800, 1, 1, tzinfo=UTC), {"change", "sum"}
    found = await get_instance(hass).async_add_executor_job(
        statistics_during_period, hass, begin, None, {name}, period, None, kinds
    )
    form, zone = ("%d %H", UTC) if period == "hour" else ("%d %b %Y", dt_util.get_default_time_zone())
    return {
        datetime.fromtimestamp(row["start"], zone).strftime(form): (row.get("change"), row.get("sum"))
        for row in found.get(name, [])
    }


async def names(hass: HomeAssistant) -> list[str]:
    """Return what our statistics are called."""
    found = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)
    return sorted(each["name"] for each in found if each["source"] == DOMAIN)
