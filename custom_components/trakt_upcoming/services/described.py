"""Works as the actions answer them: under the names that get_upcoming has for the same things."""

from datetime import datetime
from typing import Any

from homeassistant.util import dt as dt_util

from ..agenda.serialize import rounded
from ..api.trakt import EpisodeDetails, EpisodeRef, Found, MovieDetails, Ref, SeasonDetails, SeasonRef, ShowDetails
from ..artwork.account import AccountArtwork

type Described = dict[str, Any]


def named(ref: Ref) -> Described:
    """Return what a movie, a show, a season or an episode is called, and its ids at all services."""
    said = {"type": ref.type, "title": ref.title}
    shared = {"year": ref.work.year, "runtime": ref.runtime, "ids": ref.work.ids.to_dict()}
    match ref:
        case EpisodeRef():
            return {
                **said,
                "show": ref.show.title,
                "season": ref.episode.season,
                "episode": ref.episode.number,
                "episode_title": ref.episode.title,
                **shared,
                "episode_ids": ref.episode.ids.to_dict(),
                "url": ref.url,
            }
        case SeasonRef():
            return {**said, "show": ref.show.title, "season": ref.season.number, **shared, "url": ref.url}
    return {**said, **shared, "url": ref.url}


def described(found: Found, artwork: AccountArtwork) -> Described:
    """Return the same with what it is about, and its poster."""
    work = found.work
    part = found.episode or found.season or work
    return {
        **named(found.ref),
        "overview": part.overview or work.overview,
        "rating": rounded(part.rating or work.rating),
        "genres": list(work.genres),
        "poster": artwork.async_poster(work),
        "trailer": work.trailer,
        **_when(part),
        **({"network": work.network} if isinstance(work, ShowDetails) else {}),
    }


def local(moment: datetime | None) -> str | None:
    """Return a moment in the home's time zone."""
    return dt_util.as_local(moment).isoformat() if moment is not None else None


def _when(part: MovieDetails | ShowDetails | SeasonDetails | EpisodeDetails) -> Described:
    if isinstance(part, MovieDetails):
        return {"released": part.released.isoformat() if part.released is not None else None}
    return {"first_aired": local(part.first_aired)}
