"""Works as the actions answer them: under the names that get_upcoming has for the same things."""

from datetime import datetime
from typing import Any

from homeassistant.util import dt as dt_util

from ..agenda.links import episode_page, movie_page, season_page, show_page
from ..agenda.serialize import rounded
from ..agenda.wording import episode_number
from ..api.trakt import EpisodeDetails, Found, Item, MovieDetails, SeasonDetails, ShowDetails
from ..artwork.account import AccountArtwork

type Described = dict[str, Any]


def named(item: Item) -> Described:
    """Return what a movie, a show, a season or an episode is called, and its ids at all services."""
    work = item.work
    assert work is not None  # noqa: S101 - what does not name it is no item
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


def described(found: Found, artwork: AccountArtwork) -> Described:
    """Return the same with what it is about, and its poster."""
    work = found.work
    part = found.episode or found.season or work
    return {
        **named(found.item),
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
