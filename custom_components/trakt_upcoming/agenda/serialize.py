"""Releases as JSON, for the action, the card, and the attributes of sensors."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta, tzinfo
from typing import Any, Final

from ..api.trakt import Feed
from .release import BACKDROP_WIDTHS, POSTER_WIDTHS, EpisodeRelease, MovieRelease, Release, SeasonRelease
from .wording import Wording

TYPES: Final = ("episode", "movie")
"""The types of releases."""

type Json = dict[str, Any]


def type_of(feed: Feed) -> str:
    """Return the type of the releases of a feed."""
    return "episode" if feed is Feed.EPISODES else "movie"


def by_date(by_day: Mapping[date, Iterable[Release]], serialized: Callable[[Release], Json]) -> list[Json]:
    """Return the releases of these days; days without releases are left out."""
    days = {day: [serialized(release) for release in releases] for day, releases in by_day.items()}
    return [{"date": day.isoformat(), "releases": releases} for day, releases in days.items() if releases]


def serialize(
    release: Release,
    *,
    zone: tzinfo,
    wording: Wording,
    poster_width: int = POSTER_WIDTHS[-1],
    backdrop_width: int = BACKDROP_WIDTHS[-1],
) -> Json:
    """Return all that is known of a release; moments are in the time zone, widths in pixels, runtimes in minutes."""
    poster, backdrop = release.pictures.poster_of(poster_width), release.pictures.backdrop_of(backdrop_width)
    work = release.movie if isinstance(release, MovieRelease) else release.show
    return {
        "type": type_of(release.feed),
        "feed": release.feed.value,
        "title": wording.summary(release),
        **(_movie(release) if isinstance(release, MovieRelease) else _episode(release, zone)),
        "overview": release.overview,
        "runtime": release.runtime,
        "rating": rounded(release.rating),
        "genres": list(work.genres),
        "poster": poster.address if poster else None,
        "fanart": backdrop.address if backdrop else None,
        "url": release.url,
        "trailer": work.trailer,
        "ids": release.ids.to_dict(),
    }


def attributes(release: Release) -> Json:
    """Return the attributes of a sensor for a release; the runtime is in minutes."""
    named: Json = {"title": release.title} if isinstance(release, MovieRelease) else _first(release)
    return {
        **named,
        "runtime": release.runtime,
        "rating": rounded(release.rating),
        "poster": release.pictures.poster,
        "fanart": release.pictures.fanart,
        "url": release.url,
        "ids": release.ids.to_dict(),
    }


def rounded(rating: float | None) -> float | None:
    """Return a rating with one decimal, None for 0, which Trakt sends while there are no votes."""
    return round(rating, 1) if rating else None


def _first(release: EpisodeRelease | SeasonRelease) -> Json:
    """Return which episode it is, or the first of them."""
    episode = release.episodes[0].episode
    return {
        "show": release.title,
        "season": release.season,
        "episode": episode.number,
        "episode_title": episode.title,
        "episode_type": episode.episode_type,
        "network": release.show.network,
    }


def _movie(release: MovieRelease) -> Json:
    # As in every calendar, the end of a whole day is the day after.
    return {"start": release.day.isoformat(), "end": (release.day + timedelta(days=1)).isoformat()}


def _episode(release: EpisodeRelease | SeasonRelease, zone: tzinfo) -> Json:
    drop = {"episodes": [_episode_of_drop(each) for each in release.episodes]}
    return {
        **_first(release),
        "start": release.start_in(zone).astimezone(zone).isoformat(),
        "end": release.end_in(zone).astimezone(zone).isoformat(),
        "episode_ids": release.episodes[0].episode.ids.to_dict(),
        **(drop if isinstance(release, SeasonRelease) else {}),
    }


def _episode_of_drop(release: EpisodeRelease) -> Json:
    return {
        "episode": release.episode.number,
        "episode_title": release.episode.title,
        "episode_type": release.episode.episode_type,
        "overview": release.episode.overview,
        "runtime": release.runtime,
        "url": release.url,
        "episode_ids": release.episode.ids.to_dict(),
    }
