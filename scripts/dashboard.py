"""The dashboard of the demo: the agenda as a card, calendars and text; to-do lists and history; and more to try."""

from collections.abc import Mapping
from typing import Any

type Card = dict[str, Any]

WORDS = """\
{% for day in agenda.days %}
**{{ as_datetime(day.date).strftime("%A") }}**
{% for release in day.releases[:6] %}
- [{{ release.title }}]({{ release.url }}){% if release.network is defined and release.network %},
  {{ release.network }}{% endif %}
{% endfor %}
{% endfor %}
"""
"""At most six releases of each day, because the recorder does not store attributes above 16 kB."""
IS_LOADED = "{{ config_entry_attr(config_entry_id(trigger.entity_id), 'state') == 'loaded' }}"
"""During the setup of an account, its sensors exist before its actions work."""
IN_WORDS = {
    "triggers": [
        {
            "trigger": "state",
            "entity_id": [
                "sensor.trakt_demo_upcoming_episodes",
                "sensor.trakt_demo_upcoming_movies",
                "sensor.trakt_demo_last_refresh",
            ],
        },
    ],
    "conditions": [{"condition": "template", "value_template": IS_LOADED}],
    "actions": [
        {"action": "trakt_upcoming.get_upcoming", "data": {"days": 7}, "response_variable": "agenda"},
    ],
    "sensor": [
        {
            "name": "Upcoming in words",
            "unique_id": "upcoming_in_words",
            "state": "{{ agenda.days | count }}",
            "attributes": {"words": WORDS},
        }
    ],
}
"""A template entity that has the response of the action as text, because a card cannot call an action itself."""
TO_TRY = "\n".join(
    (
        "- **Automations**: under *Settings > Automations & scenes* there is *Release day*, made of the blueprint; "
        "*Run actions* shows its notification. You can make and save others.",
        "- **Voice**: under *Tools > Actions*, call `conversation.process` with the text "
        "*add Halfway Up to my movie watchlist* or *what is the next episode*.",
        "- **Statistics**: the graph shows the imported history. Import it again under "
        "*Settings > Devices & services > Trakt Upcoming > Configure*.",
    )
)
"""Each item is one line, because the card keeps line breaks."""
SHOWN = "{{ state_attr('sensor.upcoming_in_words', 'words') or '' }}"
AGENDA: Card = {"type": "custom:trakt-upcoming-card", "title": "Upcoming", "days": 4}
FULL_WIDTH = {"columns": "full"}


def views(entities: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the views for one account. `entities` are its entity ids by domain and key."""
    calendars = [entities["calendar.episodes"], entities["calendar.movies"]]
    posters = [_poster(entities[name]) for name in ("image.next_episode_poster", "image.next_movie_poster")]
    next_up = {"type": "horizontal-stack", "cards": posters, "grid_options": {"columns": 12}}
    words = {"type": "markdown", "title": "In words", "content": SHOWN, "grid_options": {"columns": 24, "rows": 5}}
    sections = [
        {"type": "grid", "column_span": 3, "cards": [AGENDA | {"grid_options": FULL_WIDTH}]},
        {"type": "grid", "column_span": 2, "cards": [_calendar("This month", "dayGridMonth", calendars)]},
        {"type": "grid", "cards": [_calendar("This week", "listWeek", calendars)]},
        {"type": "grid", "column_span": 3, "cards": [next_up, words]},
    ]
    return [
        {"title": "Upcoming", "path": "upcoming", "type": "sections", "max_columns": 3, "sections": sections},
        {
            "title": "Watching",
            "path": "watching",
            "type": "sections",
            "max_columns": 3,
            "sections": _user_data(entities),
        },
        {"title": "More", "path": "more", "type": "sections", "max_columns": 3, "sections": _more(entities)},
    ]


def _user_data(entities: Mapping[str, str]) -> list[dict[str, Any]]:
    lists = {
        "Up next": "todo.up_next",
        "Movies to watch": "todo.watchlist_movies",
        "Shows to watch": "todo.watchlist_shows",
    }
    history = _calendar("What was watched", "dayGridMonth", [entities["calendar.history"]])
    return [
        *({"type": "grid", "cards": [_list(title, entities[key])]} for title, key in lists.items()),
        {"type": "grid", "column_span": 3, "cards": [history]},
    ]


def _more(entities: Mapping[str, str]) -> list[dict[str, Any]]:
    watched = {
        "type": "statistics-graph",
        "title": "Watched by month",
        "entities": ["trakt_upcoming:trakt_demo_episodes_watched", "trakt_upcoming:trakt_demo_movies_watched"],
        "stat_types": ["change"],
        "chart_type": "bar",
        "period": "month",
        "days_to_show": 365,
        "grid_options": FULL_WIDTH,
    }
    activity = {
        "type": "logbook",
        "title": "Activity",
        "target": {"entity_id": [entities["sensor.next_episode_title"], entities["todo.up_next"]]},
        "grid_options": FULL_WIDTH,
    }
    to_try = {"type": "markdown", "title": "What to try", "content": TO_TRY, "grid_options": FULL_WIDTH}
    return [
        {"type": "grid", "cards": [to_try]},
        {"type": "grid", "column_span": 2, "cards": [watched]},
        {"type": "grid", "cards": [activity]},
    ]


def _list(title: str, entity: str) -> Card:
    return {"type": "todo-list", "title": title, "entity": entity, "grid_options": FULL_WIDTH}


def _calendar(title: str, layout: str, calendars: list[str]) -> Card:
    return {
        "type": "calendar",
        "title": title,
        "initial_view": layout,
        "entities": calendars,
        "grid_options": FULL_WIDTH | {"rows": 11},
    }


def _poster(entity: str) -> Card:
    return {"type": "picture-entity", "entity": entity, "show_state": False, "show_name": False}
