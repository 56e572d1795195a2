"""The demo's dashboard: calendars, what comes next with its picture, and today's numbers."""

from collections.abc import Mapping
from typing import Any

type Card = dict[str, Any]

POSTER = """\
{{% set poster = state_attr("{entity}", "entity_picture") %}}
{{% if poster %}}<a href="{{{{ state_attr("{entity}", "url") }}}}"><img src="{{{{ poster }}}}"></a>{{% endif %}}
"""


def views(entities: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the views for one account, whose entity ids are given by domain and key."""
    calendars = [entities["calendar.episodes"], entities["calendar.movies"]]
    upcoming = [entities["sensor.next_episode"], entities["sensor.next_movie"]]
    today = [entities["sensor.episodes_today"], entities["sensor.movies_today"]]
    cards = [
        _calendar("Month", "dayGridMonth", calendars),
        _calendar("Week", "listWeek", calendars),
        {"type": "horizontal-stack", "cards": [_next(entity) for entity in upcoming]},
        {"type": "glance", "title": "Today", "entities": today},
    ]
    sections = [{"type": "grid", "cards": [card]} for card in cards]
    return [{"title": "Upcoming", "path": "upcoming", "type": "sections", "max_columns": 2, "sections": sections}]


def _calendar(title: str, layout: str, calendars: list[str]) -> Card:
    return {"type": "calendar", "title": title, "initial_view": layout, "entities": calendars}


def _next(entity: str) -> Card:
    tile = {"type": "tile", "entity": entity, "show_entity_picture": True, "vertical": True}
    # A tile shows the poster as a small disc only; there is no card that shows the picture of a sensor in full.
    poster = {"type": "markdown", "content": POSTER.format(entity=entity)}
    return {"type": "vertical-stack", "cards": [tile, poster]}
