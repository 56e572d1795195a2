"""What is coming, with everything that is known of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType
import probatio

from ..agenda import Agenda, EpisodeRelease, MovieRelease, Release, SeasonRelease
from ..agenda.release import BACKDROP_WIDTHS, POSTER_WIDTHS
from ..agenda.wording import Wording
from ..api.trakt import Feed
from ..const import CONF_DAYS, DOMAIN, MOST_DAYS
from ..coordinator import AgendaCoordinator
from .accounts import ACCOUNT_FIELD, async_entry
from .fields import ATTR_TYPE, between
from .schema import ActionSchema

ATTR_EPISODE_TYPE: Final = "episode_type"
SERVICE_GET_UPCOMING: Final = "get_upcoming"

TYPES: Final = ("episode", "movie")
EPISODE_TYPES: Final = (
    "standard",
    "series_premiere",
    "season_premiere",
    "mid_season_premiere",
    "mid_season_finale",
    "season_finale",
    "series_finale",
)


DAYS: Final = between(1, MOST_DAYS)
WANTED_TYPES: Final = probatio.All(cv.ensure_list, [probatio.In(TYPES)])

GET_UPCOMING_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(CONF_DAYS): DAYS,
        probatio.Optional(ATTR_TYPE, default=list(TYPES)): WANTED_TYPES,
        probatio.Optional(ATTR_EPISODE_TYPE): probatio.All(cv.ensure_list, [probatio.In(EPISODE_TYPES)]),
    }
)


@callback
def async_setup_upcoming(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_UPCOMING,
        _async_get_upcoming,
        schema=GET_UPCOMING_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_get_upcoming(call: ServiceCall) -> ServiceResponse:
    coordinator = (await async_entry(call)).runtime_data.coordinator
    days = call.data.get(CONF_DAYS, coordinator.presentation.options.days)
    return {"days": answered(coordinator, call.data, coordinator.data.by_day(dt_util.utcnow(), days))}


def answered(
    coordinator: AgendaCoordinator,
    wanted: Mapping[str, Any],
    by_day: Mapping[date, tuple[Release, ...]],
    *,
    poster_width: int = POSTER_WIDTHS[-1],
    backdrop_width: int = BACKDROP_WIDTHS[-1],
) -> list[JsonValueType]:
    """Return what is wanted of these days, with everything that is known of it; no day is empty.

    Raises HomeAssistantError when nothing is known.
    """
    feeds = _feeds(coordinator, wanted)
    chosen = {
        day: [each for each in releases if each.feed in feeds and _has_wanted_type(each, wanted)]
        for day, releases in by_day.items()
    }
    described = partial(
        _release,
        agenda=coordinator.data,
        wording=coordinator.presentation.wording,
        poster_width=poster_width,
        backdrop_width=backdrop_width,
    )
    return [
        {"date": day.isoformat(), "releases": [described(release) for release in releases]}
        for day, releases in chosen.items()
        if releases
    ]


def _feeds(coordinator: AgendaCoordinator, wanted: Mapping[str, Any]) -> set[Feed]:
    """Return the feeds that are asked for and available, as their entities are.

    Raises HomeAssistantError when none is available: an empty list would say that nothing is coming.
    """
    asked = {feed for feed in coordinator.presentation.options.feeds if _is_asked_for(feed, wanted)}
    available = {feed for feed in asked if coordinator.is_available(feed)}
    if asked and not available:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="nothing_known")
    return available


def _is_asked_for(feed: Feed, wanted: Mapping[str, Any]) -> bool:
    if feed is Feed.EPISODES:
        return "episode" in wanted[ATTR_TYPE]
    return "movie" in wanted[ATTR_TYPE] and ATTR_EPISODE_TYPE not in wanted


def _has_wanted_type(release: Release, wanted: Mapping[str, Any]) -> bool:
    episode_types = wanted.get(ATTR_EPISODE_TYPE)
    if episode_types is None or isinstance(release, MovieRelease):
        return True
    return any(each.episode.episode_type in episode_types for each in release.episodes)


def _release(
    release: Release, *, agenda: Agenda, wording: Wording, poster_width: int, backdrop_width: int
) -> dict[str, Any]:
    poster, backdrop = release.pictures.poster_of(poster_width), release.pictures.backdrop_of(backdrop_width)
    work = release.movie if isinstance(release, MovieRelease) else release.show
    return {
        "type": "movie" if isinstance(release, MovieRelease) else "episode",
        "feed": release.feed.value,
        "title": wording.summary(release),
        **(_movie(release) if isinstance(release, MovieRelease) else _episode(release, agenda)),
        "overview": release.overview,
        "runtime": release.runtime,
        "rating": round(release.rating, 1) if release.rating else None,
        "genres": list(work.genres),
        "poster": poster.address if poster else None,
        "fanart": backdrop.address if backdrop else None,
        "url": release.url,
        "trailer": work.trailer,
        "ids": release.ids.to_dict(),
    }


def _movie(release: MovieRelease) -> dict[str, Any]:
    # As in every calendar, the end of a whole day is the day after.
    return {"start": release.day.isoformat(), "end": (release.day + timedelta(days=1)).isoformat()}


def _episode(release: EpisodeRelease | SeasonRelease, agenda: Agenda) -> dict[str, Any]:
    first = release.episodes[0]
    drop = {"episodes": [_episode_of_drop(each) for each in release.episodes]}
    return {
        "show": release.title,
        "season": release.season,
        "episode": first.episode.number,
        "episode_title": first.episode.title,
        "episode_type": first.episode.episode_type,
        "start": release.start_in(agenda.zone).astimezone(agenda.zone).isoformat(),
        "end": release.end_in(agenda.zone).astimezone(agenda.zone).isoformat(),
        "network": release.show.network,
        "episode_ids": first.episode.ids.to_dict(),
        **(drop if isinstance(release, SeasonRelease) else {}),
    }


def _episode_of_drop(release: EpisodeRelease) -> dict[str, Any]:
    return {
        "episode": release.episode.number,
        "episode_title": release.episode.title,
        "episode_type": release.episode.episode_type,
        "overview": release.episode.overview,
        "runtime": release.runtime,
        "url": release.url,
        "episode_ids": release.episode.ids.to_dict(),
    }
