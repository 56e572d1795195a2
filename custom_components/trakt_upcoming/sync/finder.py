"""Finds the movie, show, season or episode that a query names."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from ..agenda.release import SingleRelease
from ..api.errors import NotFoundError, UnavailableError
from ..api.trakt import Found, Ref, ShowDetails, TraktClient, Works
from ..exceptions import (
    ambiguous_title_error,
    conflicting_ids_error,
    translated_errors,
    unknown_id_error,
    unknown_part_error,
    unknown_title_error,
    wrong_type_error,
)
from ..user_data import MediaQuery, ParsedTitle, UserData, conflicting_services, find_known

WAIT_LIMIT: Final = 5
"""Seconds for which an answer of Trakt is awaited where user data or the agenda can answer as well."""
_SEARCH_LIMIT: Final = 30
"""Search results that are requested to find those with a title."""
_ID_SERVICES: Final = ("trakt", "slug", "imdb", "tmdb", "tvdb")
"""The services that give ids, the most reliable first."""

type _Search = Callable[[str, Iterable[str], int], Awaitable[tuple[Found, ...]]]


async def async_find_ref(
    client: TraktClient, query: MediaQuery, user_data: UserData, releases: Iterable[SingleRelease]
) -> Ref:
    """Return what a query names, also while Trakt does not answer.

    An id that is known from user data or the agenda is not requested. A title is: Trakt may know others with the same
    title. If Trakt does not answer within `WAIT_LIMIT`, what is known with this title is returned.

    Raises what `async_find` raises.
    """
    known = find_known(query, user_data, releases)
    if known is not None and query.effective_ids:
        return known
    try:
        return await _async_find_in_time(client, query)
    except ServiceValidationError:
        raise
    except HomeAssistantError:
        if known is None:
            raise
        return known


async def async_find(client: TraktClient, query: MediaQuery) -> Ref:
    """Return what a query names, with Trakt's ids and title.

    Raises SpeakableValidationError if Trakt knows nothing that matches, or several that match equally well, and
    SpeakableError if Trakt does not answer.
    """
    with translated_errors(client):
        return (await _async_find(client.works, query)).ref


async def async_find_details(client: TraktClient, query: MediaQuery) -> Found:
    """Return what a query names, with all details.

    Raises what `async_find` raises.
    """
    with translated_errors(client):
        found = await _async_find(client.works, query)
        try:
            return await _async_refresh(client.works, found)
        except NotFoundError as error:
            raise (unknown_id_error(query) if query.effective_ids else unknown_title_error(query, ())) from error


async def _async_find_in_time(client: TraktClient, query: MediaQuery) -> Ref:
    with translated_errors(client):
        try:
            async with asyncio.timeout(WAIT_LIMIT):
                return await async_find(client, query)
        except TimeoutError as error:
            raise UnavailableError("no answer in time") from error


async def _async_find(works: Works, query: MediaQuery) -> Found:
    found = await (_async_find_by_ids(works, query) if query.effective_ids else _async_find_by_title(works, query))
    if found.show is None or query.season is None:
        return found
    if query.episode is None:
        return await _async_season(works, found.show, query.season)
    return await _async_episode(works, found.show, query.season, query.episode)


async def _async_season(works: Works, show: ShowDetails, number: int) -> Found:
    seasons = await works.seasons(show.ids.trakt)
    season = next((each for each in seasons if each.number == number), None)
    if season is None:
        raise unknown_part_error(show, f"S{number:02}")
    return Found(type="season", show=show, season=season)


async def _async_episode(works: Works, show: ShowDetails, season: int, number: int) -> Found:
    try:
        return Found(type="episode", show=show, episode=await works.episode(show.ids.trakt, season, number))
    except NotFoundError as error:
        raise unknown_part_error(show, f"S{season:02}E{number:02}") from error


async def _async_refresh(works: Works, found: Found) -> Found:
    """Return a movie or show with its current details; Trakt's search index may be outdated."""
    match found.type:
        case "movie":
            return replace(found, movie=await works.movie(found.work.ids.trakt))
        case "show":
            return replace(found, show=await works.show(found.work.ids.trakt))
    return found


async def _async_find_by_title(works: Works, query: MediaQuery) -> Found:
    """Return the only movie or show that has the title, has it in any language, or differs only by an article.

    If there is none, a search result with another title is accepted if it is the only one of the year.
    """
    searches: list[tuple[ParsedTitle, tuple[Found, ...]]] = []
    for title in query.parsed_titles:
        found = await _async_search(works.search, title, query.search_type)
        if matches := title.exact_matches(found):
            return _only(query, matches)
        searches.append((title, found))
    for title in query.parsed_titles:
        in_any_language = await _async_search(works.search_exactly, title, query.search_type)
        if matches := title.of_year(in_any_language):
            return _only(query, matches)
    for title, found in searches:
        if matches := title.matches_ignoring_article(found):
            return _only(query, matches)
    if await _async_is_other_type(works, query):
        raise wrong_type_error(query)
    of_other_years = tuple(each for title, found in searches for each in title.without_year().exact_matches(found))
    title, found = searches[0]
    if len(of_year := title.of_year(found)) == 1 and not of_other_years:
        return of_year[0]
    raise unknown_title_error(query, of_other_years or found)


async def _async_search(search: _Search, title: ParsedTitle, search_type: str) -> tuple[Found, ...]:
    """Return the search results for a title, of any year; Trakt's search cannot filter by year."""
    found = await search(title.title, (search_type,), _SEARCH_LIMIT)
    return tuple({each.work.ids.trakt: each for each in found if each.type == search_type}.values())


async def _async_is_other_type(works: Works, query: MediaQuery) -> bool:
    """Return whether a show has the exact title of a query for a movie, or the other way round."""
    other_type = "show" if query.search_type == "movie" else "movie"
    for title in query.parsed_titles:
        if title.exact_matches(await _async_search(works.search, title, other_type)):
            return True
    return False


def _only(query: MediaQuery, matches: tuple[Found, ...]) -> Found:
    """Return the only match.

    Raises SpeakableValidationError if there are several.
    """
    if len(matches) > 1:
        raise ambiguous_title_error(query, matches)
    return matches[0]


async def _async_find_by_ids(works: Works, query: MediaQuery) -> Found:
    service = next(service for service in _ID_SERVICES if service in query.effective_ids)
    found = [each for each in await _async_lookup(works, query, service) if each.type == query.search_type]
    if not found:
        raise unknown_id_error(query)
    if services := conflicting_services(query, found[0]):
        raise conflicting_ids_error(service, services)
    return found[0]


async def _async_lookup(works: Works, query: MediaQuery, service: str) -> tuple[Found, ...]:
    """Return the movie or show with the id that the query has for a service, nothing if there is none."""
    value = query.effective_ids[service]
    if service != "slug":
        return await works.by_id(service, value, query.search_type)
    if str(value).isdecimal():
        # In place of a slug, Trakt reads a number as its own id.
        found = await works.search(str(value), (query.search_type,), _SEARCH_LIMIT)
        return tuple(each for each in found if each.work.ids.slug == value)
    try:
        if query.search_type == "movie":
            return (Found(type="movie", movie=await works.movie(value)),)
        return (Found(type="show", show=await works.show(value)),)
    except NotFoundError:
        return ()
