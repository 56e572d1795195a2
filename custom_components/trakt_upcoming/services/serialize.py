"""Movies, shows, seasons and episodes as JSON, with the keys that get_upcoming has for the same facts."""

from datetime import datetime
from typing import Any

from homeassistant.util import dt as dt_util

from ..agenda.links import episode_page, movie_page, season_page, show_page
from ..agenda.serialize import rounded
from ..agenda.wording import episode_number
from ..api.trakt import EpisodeDetails, Found, Item, MovieDetails, SeasonDetails, ShowDetails
from ..artwork.account import AccountArtwork

type JsonObject = dict[str, Any]


def serialize_reference(item: Item) -> JsonObject:
    """Return titles, numbers, runtime in minutes, the address of the Trakt page, and ids of all services."""
    work = item.work
    assert work is not None  # noqa: S101 - an item always has a movie or a show
    shared = {"year": work.year, "runtime": work.runtime, "ids": work.ids.to_dict()}
    if item.episode is not None:
        episode = item.episode
        number = episode_number(episode.season, episode.number)
        return {
            "type": item.type,
            "title": " ".join(word for word in (work.title, number, episode.title) if word),
            "show": work.title,
            "season": episode.season,
            "episode": episode.number,
            "episode_title": episode.title,
            **shared,
            "runtime": episode.runtime or work.runtime,
            "episode_ids": episode.ids.to_dict(),
            "url": episode_page(work.ids, episode.season, episode.number),
        }
    if item.season is not None:
        return {
            "type": item.type,
            "title": f"{work.title} S{item.season.number:02}",
            "show": work.title,
            "season": item.season.number,
            **shared,
            "url": season_page(work.ids, item.season.number),
        }
    page = movie_page if item.type == "movie" else show_page
    return {"type": item.type, "title": work.title, **shared, "url": page(work.ids)}


def serialize_details(found: Found, artwork: AccountArtwork) -> JsonObject:
    """Return the same with overview, rating from 0 to 10, genres, addresses of poster and trailer, and release date."""
    work = found.work
    part = found.episode or found.season or work
    return {
        **serialize_reference(found.item),
        "overview": part.overview or work.overview,
        "rating": rounded(part.rating or work.rating),
        "genres": list(work.genres),
        "poster": artwork.async_poster(work),
        "trailer": work.trailer,
        **_release_date(part),
        **({"network": work.network} if isinstance(work, ShowDetails) else {}),
    }


def local_isoformat(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in the home's time zone."""
    return dt_util.as_local(moment).isoformat() if moment is not None else None


def _release_date(part: MovieDetails | ShowDetails | SeasonDetails | EpisodeDetails) -> JsonObject:
    if isinstance(part, MovieDetails):
        return {"released": part.released.isoformat() if part.released is not None else None}
    return {"first_aired": local_isoformat(part.first_aired)}
