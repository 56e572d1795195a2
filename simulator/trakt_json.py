"""Trakt's JSON of a user's settings and of the entries of the calendars."""

from datetime import date
from typing import Any

from .catalogue import Episode, Movie
from .people import Person
from .trakt_time import utc
from .trakt_works import episode_json, movie_json, released, show_json

type Json = dict[str, Any]

WATCHLIST_LIMIT = 1_000


def user_json(person: Person) -> Json:
    """Return the profile of a user."""
    return {
        "username": person.username,
        "private": False,
        "deleted": False,
        "name": person.name,
        "vip": person.vip,
        "vip_ep": False,
        "director": False,
        "ids": {"slug": person.username, "trakt": person.trakt},
        "joined_at": "2020-02-20T20:20:20.000Z",
        "location": None,
        "about": None,
        "gender": None,
        "age": None,
        "images": {"avatar": {"full": "https://media.trakt.tv/hotlink-ok/placeholders/medium/fry.png"}},
        "vip_og": False,
        "vip_years": 0,
        "vip_cover_image": None,
    }


def settings_json(person: Person) -> Json:
    """Return the settings of a user."""
    return {
        "user": {**user_json(person), "ids": {"slug": person.username, "uuid": person.uuid}},
        "account": {
            "timezone": "Europe/London",
            "date_format": "dmy",
            "time_24hr": True,
            "cover_image": None,
            "token": None,
            "display_ads": not person.vip,
        },
        "connections": dict.fromkeys(
            ("facebook", "twitter", "mastodon", "google", "tumblr", "medium", "slack", "apple", "dropbox", "microsoft"),
            False,
        ),
        "sharing_text": {"watching": "Watching [item]", "watched": "Watched [item]", "rated": None},
        "limits": {
            "list": {"count": 5, "item_count": 1_000},
            "watchlist": {"item_count": WATCHLIST_LIMIT},
            "favorites": {"item_count": 100},
            "search": {"recent_count": 5},
            "collection": {"item_count": 1_000},
            "notes": {"item_count": 100},
            "saved_filters": {"count": 5},
            "streaming": {"connection_count": 1},
            "recommendations": {"item_count": 100},
        },
        "permissions": {"commenting": True, "liking": True, "following": True},
    }


def episode_entry(episode: Episode, *, full: bool) -> Json:
    """Return an entry of the calendar of shows."""
    return {
        "first_aired": utc(episode.first_aired),
        "released": released(episode),
        "episode": episode_json(episode, full=full),
        "show": show_json(episode.show, full=full, episode=episode),
    }


def movie_entry(movie: Movie, day: date, *, full: bool) -> Json:
    """Return an entry of one of the calendars of movies."""
    return {"released": day.isoformat(), "movie": movie_json(movie, full=full)}
