"""Trakt's JSON for what the catalogue holds, plain or with everything."""

from datetime import UTC, date, datetime
from typing import Any

from .catalogue import Episode, Movie, Work, slug
from .people import Person
from .trakt_images import address

type Json = dict[str, Any]


def settings_json(person: Person) -> Json:
    """Return the settings of a person."""
    return {
        "user": {
            "username": person.username,
            "private": False,
            "deleted": False,
            "name": person.name,
            "vip": person.vip,
            "vip_ep": False,
            "director": False,
            "ids": {"slug": person.username, "uuid": person.uuid},
            "joined_at": "2020-02-20T20:20:20.000Z",
            "location": None,
            "about": None,
            "gender": None,
            "age": None,
            "images": {"avatar": {"full": "https://media.trakt.tv/hotlink-ok/placeholders/medium/fry.png"}},
            "vip_og": False,
            "vip_years": 0,
            "vip_cover_image": None,
        },
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
            "watchlist": {"item_count": 1_000},
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


def episode_json(episode: Episode, *, full: bool) -> Json:
    """Return an entry of the calendar of shows."""
    return {
        "first_aired": utc(episode.first_aired),
        "released": _released(episode),
        "episode": _episode(episode, full=full),
        "show": _show(episode, full=full),
    }


def movie_json(movie: Movie, day: date, *, full: bool) -> Json:
    """Return an entry of one of the calendars of films."""
    return {"released": day.isoformat(), "movie": _movie(movie, full=full)}


def utc(moment: datetime) -> str:
    """Return a moment as Trakt writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _released(episode: Episode) -> str | None:
    """Return the broadcaster's own date, which need not be the one in UTC; it is missing until it is announced."""
    if episode.title is None:
        return None
    return episode.first_aired.astimezone(episode.show.zone).date().isoformat()


def _episode(episode: Episode, *, full: bool) -> Json:
    plain: Json = {
        "season": episode.season,
        "number": episode.number,
        "title": episode.title,
        "ids": {
            "trakt": episode.trakt,
            "tvdb": episode.trakt - 3_000_000,
            "imdb": None,
            "tmdb": episode.trakt - 7_000_000,
            "plex": {"guid": None},
        },
    }
    if not full:
        return plain
    overview = f"Something happens in part {episode.number} that nobody in {episode.show.title} had planned for."
    return {
        **plain,
        "number_abs": episode.number if "anime" in episode.show.genres else None,
        "overview": overview if episode.title else None,
        "rating": 6 + episode.trakt % 30 / 10,
        "votes": episode.trakt % 900,
        "comment_count": 3,
        "first_aired": utc(episode.first_aired),
        "released": _released(episode),
        "effective_release_date": utc(episode.first_aired),
        "updated_at": "2026-10-01T12:00:00.000Z",
        "available_translations": _languages(episode.show),
        "runtime": episode.runtime,
        "episode_type": episode.episode_type,
        "original_title": episode.title,
        "after_credits": False,
        "during_credits": False,
        "images": {"screenshot": _at_trakt(episode.show, "episodes", episode.trakt, "screenshots")},
    }


def _show(episode: Episode, *, full: bool) -> Json:
    show = episode.show
    plain: Json = {
        "title": show.title,
        "year": 2024,
        "ids": {
            "trakt": show.ids.trakt,
            "slug": show.slug,
            "tvdb": show.ids.tvdb,
            "imdb": show.ids.imdb,
            "tmdb": show.ids.tmdb,
            "plex": {"guid": f"{show.ids.trakt:024x}", "slug": show.slug},
        },
        "aired_episodes": 12,
    }
    if not full:
        return plain
    return {
        **plain,
        **_work(show),
        "first_aired": "2024-01-07T21:00:00.000Z",
        "airs": _airs(episode),
        "total_runtime": show.runtime * 12,
        "network": show.network,
        "status": "returning series",
        "images": _images(show, "shows"),
    }


def _airs(episode: Episode) -> Json:
    if episode.show.zone is UTC:
        return {"day": "", "time": "", "timezone": ""}
    local = episode.first_aired.astimezone(episode.show.zone)
    return {"day": f"{local:%A}", "time": f"{local:%H:%M}", "timezone": str(episode.show.zone)}


def _movie(movie: Movie, *, full: bool) -> Json:
    plain: Json = {
        "title": movie.title,
        "year": movie.released.year,
        "ids": {
            "trakt": movie.ids.trakt,
            "slug": movie.slug,
            "imdb": movie.ids.imdb,
            "tmdb": movie.ids.tmdb,
            "plex": {"guid": f"{movie.ids.trakt:024x}", "slug": movie.slug},
        },
    }
    if not full:
        return plain
    return {
        **plain,
        **_work(movie),
        "released": movie.released.isoformat(),
        "status": "post production",
        "after_credits": False,
        "during_credits": False,
        "images": _images(movie, "movies"),
    }


def _work(work: Work) -> Json:
    return {
        "tagline": "",
        "overview": work.overview,
        "runtime": work.runtime,
        "certification": work.certification,
        "country": work.country,
        "trailer": f"https://youtube.com/watch?v={slug(work.title)[:11]:x<11}",
        "homepage": None,
        "rating": 6 + work.ids.trakt % 33 / 10,
        "votes": 1_234,
        "comment_count": 12,
        "updated_at": "2026-10-01T12:00:00.000Z",
        "language": "en",
        "languages": ["en"],
        "available_translations": _languages(work),
        "genres": list(work.genres),
        "subgenres": [],
        "original_title": work.title,
        "colors": {"poster": ["#336699", "#112233"]},
        "social_ids": {"twitter": None, "facebook": None, "instagram": None, "wikipedia": None},
    }


def _languages(work: Work) -> list[str]:
    return sorted({"en"} | {language.partition("-")[0] for language in work.translations})


def _images(work: Work, group: str) -> dict[str, list[str]]:
    return {
        "fanart": _at_trakt(work, group, work.ids.trakt, "fanarts"),
        "poster": _at_trakt(work, group, work.ids.trakt, "posters"),
        "logo": [],
        "clearart": [],
        "banner": [],
        "thumb": [],
    }


def _at_trakt(work: Work, group: str, trakt: int, kind: str) -> list[str]:
    return [address(group, trakt, kind)] if work.has_pictures else []
