"""Movies, shows, seasons and episodes as JSON, with the keys that get_upcoming has for the same facts."""

from datetime import datetime
from typing import Any

from homeassistant.util import dt as dt_util

from ..agenda.serialize import rounded
from ..api.trakt import EpisodeDetails, EpisodeRef, Found, MovieDetails, Ref, SeasonDetails, SeasonRef, ShowDetails
from ..artwork.account import AccountArtwork

type JsonObject = dict[str, Any]


def serialize_reference(ref: Ref) -> JsonObject:
    """Return titles, numbers, runtime in minutes, the address of the Trakt page, and ids of all services."""
    named = {"type": ref.type, "title": ref.title}
    shared = {"year": ref.work.year, "runtime": ref.runtime, "ids": ref.work.ids.to_dict()}
    match ref:
        case EpisodeRef():
            return {
                **named,
                "show": ref.show.title,
                "season": ref.episode.season,
                "episode": ref.episode.number,
                "episode_title": ref.episode.title,
                **shared,
                "episode_ids": ref.episode.ids.to_dict(),
                "url": ref.url,
            }
        case SeasonRef():
            return {**named, "show": ref.show.title, "season": ref.season.number, **shared, "url": ref.url}
    return {**named, **shared, "url": ref.url}


def serialize_details(found: Found, artwork: AccountArtwork) -> JsonObject:
    """Return also overview, rating from 0 to 10, genres, addresses of poster and trailer, and release date."""
    work = found.work
    part = found.episode or found.season or work
    return {
        **serialize_reference(found.ref),
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
