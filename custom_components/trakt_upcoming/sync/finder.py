"""Finds the movie, show, season or episode that somebody means."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from ..agenda.release import SingleRelease
from ..api.errors import NotFoundError, UnavailableError
from ..api.trakt import Found, Ref, ShowDetails, TraktClient, Works
from ..refusals import ambiguous, ids_differ, in_words, of_other_type, unknown_id, unknown_part, unknown_title
from ..user_data import Meaning, UserData, Wanted, differing, remembered

__all__ = ["Wanted", "async_find", "async_find_details", "async_find_item"]

WAIT_LIMIT: Final = 5
"""Seconds in which Trakt has to say what a title means, before what is known has to do."""
_SEARCHED: Final = 30
"""Movies or shows among which one of a title is looked for."""
_SERVICES: Final = ("trakt", "slug", "imdb", "tmdb", "tvdb")
"""Where ids come from, the surest first."""

type _Search = Callable[[str, Iterable[str], int], Awaitable[tuple[Found, ...]]]


async def async_find_item(
    client: TraktClient, wanted: Wanted, user_data: UserData, releases: Iterable[SingleRelease]
) -> Ref:
    """Return what somebody means who wants something done with it, also while Trakt does not answer.

    What is known by an id is not asked for. What a title means only Trakt knows, because it may know others of that
    title; where it does not say so within `WAIT_LIMIT`, what is known has to do.

    Raises what `async_find` raises.
    """
    known = remembered(wanted, user_data, releases)
    if known is not None and wanted.any_ids:
        return known
    try:
        return await _async_find_soon(client, wanted)
    except ServiceValidationError:
        raise
    except HomeAssistantError:
        if known is None:
            raise
        return known


async def async_find(client: TraktClient, wanted: Wanted) -> Ref:
    """Return what is meant, with the ids and the title that Trakt has for it.

    Raises SpeakableValidationError when Trakt knows nothing of the kind, or when several may be meant, and
    SpeakableError when Trakt gives no answer.
    """
    with in_words(client):
        return (await _async_found(client.works, wanted)).ref


async def async_find_details(client: TraktClient, wanted: Wanted) -> Found:
    """Return what is meant with everything about it.

    Raises the same.
    """
    with in_words(client):
        found = await _async_found(client.works, wanted)
        try:
            return await _async_anew(client.works, found)
        except NotFoundError as error:
            raise (unknown_id(wanted) if wanted.any_ids else unknown_title(wanted, ())) from error


async def _async_find_soon(client: TraktClient, wanted: Wanted) -> Ref:
    with in_words(client):
        try:
            async with asyncio.timeout(WAIT_LIMIT):
                return await async_find(client, wanted)
        except TimeoutError as error:
            raise UnavailableError("no answer in time") from error


async def _async_found(works: Works, wanted: Wanted) -> Found:
    found = await (_async_by_ids(works, wanted) if wanted.any_ids else _async_by_title(works, wanted))
    if found.show is None or wanted.season is None:
        return found
    if wanted.episode is None:
        return await _async_season(works, found.show, wanted.season)
    return await _async_episode(works, found.show, wanted.season, wanted.episode)


async def _async_season(works: Works, show: ShowDetails, number: int) -> Found:
    seasons = await works.seasons(show.ids.trakt)
    season = next((each for each in seasons if each.number == number), None)
    if season is None:
        raise unknown_part(show, f"S{number:02}")
    return Found(type="season", show=show, season=season)


async def _async_episode(works: Works, show: ShowDetails, season: int, number: int) -> Found:
    try:
        return Found(type="episode", show=show, episode=await works.episode(show.ids.trakt, season, number))
    except NotFoundError as error:
        raise unknown_part(show, f"S{season:02}E{number:02}") from error


async def _async_anew(works: Works, found: Found) -> Found:
    """Return what was found as it is now; what a search finds is a copy that may be old."""
    match found.type:
        case "movie":
            return replace(found, movie=await works.movie(found.work.ids.trakt))
        case "show":
            return replace(found, show=await works.show(found.work.ids.trakt))
    return found


async def _async_by_title(works: Works, wanted: Wanted) -> Found:
    """Return the only one that has the title, has it in any language, or has it with an article more or less.

    Where there is none, what was found by other words is meant if it is alone.
    """
    searched = []
    for meaning in wanted.meanings:
        found = await _async_searched(works.search, meaning, wanted.work_type)
        if titled := meaning.of_title(found):
            return _only(wanted, titled)
        searched.append((meaning, found))
    for meaning in wanted.meanings:
        in_any_language = await _async_searched(works.search_exactly, meaning, wanted.work_type)
        if titled := _of_year(meaning, in_any_language):
            return _only(wanted, titled)
    for meaning, found in searched:
        if titled := meaning.but_for_the_article(found):
            return _only(wanted, titled)
    if await _async_is_of_other_type(works, wanted):
        raise of_other_type(wanted)
    of_other_years = tuple(each for meaning, found in searched for each in meaning.in_any_year.of_title(found))
    as_said, found = searched[0]
    if len(alone := _of_year(as_said, found)) == 1 and not of_other_years:
        return alone[0]
    raise unknown_title(wanted, of_other_years or found)


async def _async_searched(search: _Search, meaning: Meaning, work_type: str) -> tuple[Found, ...]:
    """Return what is found by the title of a meaning, whatever its year; Trakt's search knows none."""
    found = await search(meaning.title, (work_type,), _SEARCHED)
    return tuple({each.work.ids.trakt: each for each in found if each.type == work_type}.values())


async def _async_is_of_other_type(works: Works, wanted: Wanted) -> bool:
    """Return whether a show has the very title that was said of a movie, or the other way round."""
    other = "show" if wanted.work_type == "movie" else "movie"
    for meaning in wanted.meanings:
        if meaning.of_title(await _async_searched(works.search, meaning, other)):
            return True
    return False


def _of_year(meaning: Meaning, found: tuple[Found, ...]) -> tuple[Found, ...]:
    return tuple(each for each in found if meaning.is_year(each.work.year))


def _only(wanted: Wanted, found: tuple[Found, ...]) -> Found:
    if len(found) > 1:
        raise ambiguous(wanted, found)
    return found[0]


async def _async_by_ids(works: Works, wanted: Wanted) -> Found:
    service = next(service for service in _SERVICES if service in wanted.any_ids)
    found = [each for each in await _async_known(works, wanted, service) if each.type == wanted.work_type]
    if not found:
        raise unknown_id(wanted)
    if services := differing(wanted, found[0]):
        raise ids_differ(service, services)
    return found[0]


async def _async_known(works: Works, wanted: Wanted, service: str) -> tuple[Found, ...]:
    """Return what a service knows by the id that is wanted."""
    value = wanted.any_ids[service]
    if service != "slug":
        return await works.by_id(service, value, wanted.work_type)
    if str(value).isdecimal():
        # Where Trakt wants a slug, it takes a number for its own id.
        found = await works.search(str(value), (wanted.work_type,), _SEARCHED)
        return tuple(each for each in found if each.work.ids.slug == value)
    try:
        if wanted.work_type == "movie":
            return (Found(type="movie", movie=await works.movie(value)),)
        return (Found(type="show", show=await works.show(value)),)
    except NotFoundError:
        return ()
