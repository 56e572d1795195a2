"""Trakt's JSON for what the catalogue holds, plain or with everything."""

from datetime import date, datetime
from typing import Any

from .catalogue import Episode, Movie, Show, slug
from .people import Person

type Json = dict[str, Any]
_TRANSLATIONS = ["de", "en", "es", "fr"]


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
        "released": episode.first_aired.date().isoformat(),
        "episode": _episode(episode, full=full),
        "show": _show(episode.show, full=full),
    }


def movie_json(movie: Movie, day: date, *, full: bool) -> Json:
    """Return an entry of one of the calendars of films."""
    return {"released": day.isoformat(), "movie": _movie(movie, full=full)}


def utc(moment: datetime) -> str:
    """Return a moment as Trakt writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _episode(episode: Episode, *, full: bool) -> Json:
    plain: Json = {
        "season": episode.season,
        "number": episode.number,
        "title": episode.title,
        "ids": {
            "trakt": episode.trakt,
            "tvdb": 9_000_000 + episode.trakt,
            "imdb": None,
            "tmdb": 5_000_000 + episode.trakt,
            "plex": {"guid": None},
        },
    }
    if not full:
        return plain
    return {
        **plain,
        "number_abs": None,
        "overview": f"Something happens in part {episode.number} that nobody in {episode.show.title} had planned for.",
        "rating": 6 + episode.trakt % 30 / 10,
        "votes": episode.trakt % 900,
        "comment_count": 3,
        "first_aired": utc(episode.first_aired),
        "released": episode.first_aired.date().isoformat(),
        "effective_release_date": utc(episode.first_aired),
        "updated_at": "2026-10-01T12:00:00.000Z",
        "available_translations": _TRANSLATIONS,
        "runtime": episode.runtime or episode.show.runtime,
        "episode_type": episode.episode_type,
        "original_title": episode.title,
        "after_credits": False,
        "during_credits": False,
        "images": {"screenshot": [f"media.trakt.tv/images/episodes/{episode.trakt}/screenshots/medium/s.jpg.webp"]},
    }


def _show(show: Show, *, full: bool) -> Json:
    plain: Json = {
        "title": show.title,
        "year": 2024,
        "ids": {
            "trakt": show.trakt,
            "slug": show.slug,
            "tvdb": show.tvdb,
            "imdb": show.imdb,
            "tmdb": show.tmdb,
            "plex": {"guid": f"{show.trakt:024x}", "slug": show.slug},
        },
        "aired_episodes": 12,
    }
    if not full:
        return plain
    return {
        **plain,
        **_work(show.title, show.overview, show.genres),
        "first_aired": "2024-01-07T21:00:00.000Z",
        "airs": {"day": "", "time": "", "timezone": "Europe/London"},
        "runtime": show.runtime,
        "total_runtime": show.runtime * 12,
        "network": show.network,
        "status": "returning series",
        "rating": 6.5 + show.trakt % 25 / 10,
        "images": _images("shows", show.trakt),
    }


def _movie(movie: Movie, *, full: bool) -> Json:
    plain: Json = {
        "title": movie.title,
        "year": movie.released.year,
        "ids": {
            "trakt": movie.trakt,
            "slug": movie.slug,
            "imdb": movie.imdb,
            "tmdb": movie.tmdb,
            "plex": {"guid": f"{movie.trakt:024x}", "slug": movie.slug},
        },
    }
    if not full:
        return plain
    return {
        **plain,
        **_work(movie.title, movie.overview, movie.genres),
        "released": movie.released.isoformat(),
        "runtime": movie.runtime,
        "status": "post production",
        "rating": 5.5 + movie.trakt % 35 / 10,
        "after_credits": False,
        "during_credits": False,
        "images": _images("movies", movie.trakt),
    }


def _work(title: str, overview: str, genres: tuple[str, ...]) -> Json:
    return {
        "tagline": "",
        "overview": overview,
        "certification": "TV-14",
        "country": "gb",
        "trailer": f"https://youtube.com/watch?v={(slug(title) + 'xxxxxxxxxxx')[:11]}",
        "homepage": None,
        "votes": 1_234,
        "comment_count": 12,
        "updated_at": "2026-10-01T12:00:00.000Z",
        "language": "en",
        "languages": ["en"],
        "available_translations": _TRANSLATIONS,
        "genres": list(genres),
        "subgenres": [],
        "original_title": title,
        "colors": {"poster": ["#336699", "#112233"]},
        "social_ids": {"twitter": None, "facebook": None, "instagram": None, "wikipedia": None},
    }


def _images(kind: str, trakt: int) -> dict[str, list[str]]:
    base = f"media.trakt.tv/images/{kind}/{trakt:09}"
    return {
        "fanart": [f"{base}/fanarts/medium/f.jpg.webp"],
        "poster": [f"{base}/posters/medium/p.jpg.webp"],
        "logo": [],
        "clearart": [],
        "banner": [],
        "thumb": [],
    }
