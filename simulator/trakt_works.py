"""Trakt's JSON of movies, shows, seasons and episodes, with the minimal or with all fields."""

from datetime import UTC
from typing import Any

from .catalogue import Episode, Item, Movie, Season, Show, Work, kind_of, slug
from .trakt_images import address
from .trakt_time import utc

type Json = dict[str, Any]


def item_json(item: Item, *, full: bool = False) -> Json:
    """Return an item under the name of its kind, and the show of a season or an episode."""
    match item:
        case Movie():
            part = movie_json(item, full=full)
        case Show():
            return {"show": show_json(item, full=full)}
        case Season():
            part = season_json(item)
        case Episode():
            part = episode_json(item, full=full)
    show = {} if isinstance(item, Movie) else {"show": show_json(item.show, full=full)}
    return {str(kind_of(item)): part, **show}


def typed_json(item: Item, *, full: bool = False) -> Json:
    """Return an item with its kind as `type`, as lists with several kinds have it."""
    return {"type": str(kind_of(item)), **item_json(item, full=full)}


def released(episode: Episode) -> str | None:
    """Return the date at the broadcaster, which can differ from the one in UTC. Without a title, there is none."""
    if episode.title is None:
        return None
    return episode.first_aired.astimezone(episode.show.zone).date().isoformat()


def episode_json(episode: Episode, *, full: bool) -> Json:
    """Return an episode without its show."""
    minimal: Json = {
        "season": episode.season,
        "number": episode.number,
        "title": episode.title,
        "ids": {**episode.all_ids, "plex": {"guid": None}},
    }
    if not full:
        return minimal
    overview = f"Something unexpected happens in part {episode.number} of {episode.show.title}."
    return {
        **minimal,
        "number_abs": episode.number if "anime" in episode.show.genres else None,
        "overview": overview if episode.title else None,
        "rating": 6 + episode.trakt % 30 / 10,
        "votes": episode.trakt % 900,
        "comment_count": 3,
        "first_aired": utc(episode.first_aired),
        "released": released(episode),
        "effective_release_date": utc(episode.first_aired),
        "updated_at": "2026-10-01T12:00:00.000Z",
        "available_translations": _languages(episode.show),
        "runtime": episode.runtime,
        "episode_type": episode.episode_type,
        "original_title": episode.title,
        "after_credits": False,
        "during_credits": False,
        "images": {"screenshot": _addresses(episode.show, "episodes", episode.trakt, "screenshots")},
    }


def season_json(season: Season) -> Json:
    """Return a season without its show."""
    return {"number": season.number, "ids": season.all_ids, "aired_episodes": 0}


def show_json(show: Show, *, full: bool, episode: Episode | None = None) -> Json:
    """Return a show. The weekday and time at which it airs are taken from an episode."""
    minimal: Json = {
        "title": show.title,
        "year": show.year,
        "ids": {**show.all_ids, "plex": {"guid": f"{show.ids.trakt:024x}", "slug": show.slug}},
        "aired_episodes": 12,
    }
    if not full:
        return minimal
    return {
        **minimal,
        **_work(show),
        "first_aired": utc(show.premiere),
        "airs": _airs(show, episode),
        "total_runtime": show.runtime * 12,
        "network": show.network,
        "status": "returning series",
        "images": _images(show, "shows"),
    }


def movie_json(movie: Movie, *, full: bool) -> Json:
    """Return a movie."""
    minimal: Json = {
        "title": movie.title,
        "year": movie.year,
        "ids": {**movie.all_ids, "plex": {"guid": f"{movie.ids.trakt:024x}", "slug": movie.slug}},
    }
    if not full:
        return minimal
    return {
        **minimal,
        **_work(movie),
        "released": movie.released.isoformat(),
        "status": "post production",
        "after_credits": False,
        "during_credits": False,
        "images": _images(movie, "movies"),
    }


def _airs(show: Show, episode: Episode | None) -> Json:
    if episode is None or show.zone is UTC:
        return {"day": "", "time": "", "timezone": ""}
    local = episode.first_aired.astimezone(show.zone)
    return {"day": f"{local:%A}", "time": f"{local:%H:%M}", "timezone": str(show.zone)}


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
        "fanart": _addresses(work, group, work.ids.trakt, "fanarts"),
        "poster": _addresses(work, group, work.ids.trakt, "posters"),
        "logo": [],
        "clearart": [],
        "banner": [],
        "thumb": [],
    }


def _addresses(work: Work, group: str, trakt: int, kind: str) -> list[str]:
    return [address(group, trakt, kind)] if work.has_pictures else []
