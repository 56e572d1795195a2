"""The demo's dashboard: the agenda, calendars, what comes next with its poster, and today's numbers."""

from collections.abc import Mapping
from typing import Any

type Card = dict[str, Any]

# The tile shows a poster as a small disc, and no other card shows the picture of a sensor at all.
POSTER = """\
{{% set poster = state_attr("{entity}", "entity_picture") %}}
{{% if poster %}}<a href="{{{{ state_attr("{entity}", "url") }}}}"><img src="{{{{ poster }}}}"></a>{{% endif %}}
"""
AGENDA: Card = {"type": "custom:trakt-upcoming-card", "days": 3, "grid_options": {"columns": "full"}}
SHORT_NAME = {"type": "entity"}
"""Without the name of the device."""


def views(entities: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the views for one account, whose entity ids are given by domain and key."""
    calendars = [entities["calendar.episodes"], entities["calendar.movies"]]
    upcoming = [_next(entities["sensor.next_episode"], "show"), _next(entities["sensor.next_movie"], "title")]
    today = [_tile(entities[name]) for name in ("sensor.episodes_today", "sensor.movies_today")]
    sections = [
        {"type": "grid", "column_span": 2, "cards": [AGENDA]},
        {"type": "grid", "column_span": 2, "cards": [_calendar("This month", "dayGridMonth", calendars, rows=12)]},
        {"type": "grid", "cards": [_calendar("This week", "listWeek", calendars, rows=9), *today]},
        {"type": "grid", "cards": [{"type": "horizontal-stack", "cards": upcoming}]},
    ]
    return [{"title": "Upcoming", "path": "upcoming", "type": "sections", "max_columns": 2, "sections": sections}]


def _calendar(title: str, layout: str, calendars: list[str], *, rows: int) -> Card:
    size = {"columns": "full", "rows": rows}
    return {
        "type": "calendar",
        "title": title,
        "initial_view": layout,
        "entities": calendars,
        "grid_options": size,
    }


def _next(entity: str, work: str) -> Card:
    tile = {
        **_tile(entity),
        "show_entity_picture": True,
        "vertical": True,
        "state_content": ["state", work],
    }
    poster = {"type": "markdown", "content": POSTER.format(entity=entity), "show_empty": False}
    return {"type": "vertical-stack", "cards": [tile, poster]}


def _tile(entity: str) -> Card:
    return {"type": "tile", "entity": entity, "name": SHORT_NAME}
