"""Finds the film, show, season or episode that somebody means."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from homeassistant.exceptions import ServiceValidationError

from .api.errors import NotFoundError
from .api.trakt import Found, Item, ShowDetails, TraktClient, Works
from .const import DOMAIN
from .refusals import in_words
from .watching import Choice, Wanted, choose, differing, has_title

__all__ = ["Wanted", "async_find", "async_find_details"]

_SEARCHED: Final = 30
"""Films or shows among which one of a title is looked for."""
_SERVICES: Final = ("trakt", "slug", "imdb", "tmdb", "tvdb")
"""Where ids come from, the surest first."""


async def async_find(client: TraktClient, wanted: Wanted) -> Item:
    """Return what is meant, with the ids and the title that Trakt has for it.

    Raises ServiceValidationError when Trakt knows nothing of the kind, or when several works may be meant, and
    HomeAssistantError when Trakt gives no answer.
    """
    with in_words(client), _in_words_about(wanted):
        return (await _async_found(client.works, wanted)).item


async def async_find_details(client: TraktClient, wanted: Wanted) -> Found:
    """Return what is meant with everything about it.

    Raises the same.
    """
    with in_words(client), _in_words_about(wanted):
        found = await _async_found(client.works, wanted)
        # What a search finds is a copy that may be old.
        match found.type:
            case "movie":
                return replace(found, movie=await client.works.movie(found.work.ids.trakt))
            case "show":
                return replace(found, show=await client.works.show(found.work.ids.trakt))
        return found


@contextmanager
def _in_words_about(wanted: Wanted) -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise _not_found(wanted) from error


async def _async_found(works: Works, wanted: Wanted) -> Found:
    work = await (_async_by_ids(works, wanted) if wanted.ids else _async_by_title(works, wanted))
    if work.show is None or wanted.season is None:
        return work
    if wanted.episode is None:
        return await _async_season(works, wanted, work.show, wanted.season)
    episode = await works.episode(work.show.ids.trakt, wanted.season, wanted.episode)
    return Found(type="episode", show=work.show, episode=episode)


async def _async_season(works: Works, wanted: Wanted, show: ShowDetails, number: int) -> Found:
    seasons = await works.seasons(show.ids.trakt)
    season = next((each for each in seasons if each.number == number), None)
    if season is None:
        raise _not_found(wanted)
    return Found(type="season", show=show, season=season)


async def _async_by_title(works: Works, wanted: Wanted) -> Found:
    title, types = wanted.plain_title, (wanted.work_type,)
    found = await works.search(title, types, _SEARCHED)
    if not has_title(wanted, found):
        # It may be a title in another language, or lost among many with the same words.
        found = await works.search_exactly(title, types, _SEARCHED) or found
    choice = choose(wanted, found)
    if choice.work is None:
        raise _ambiguous(wanted, choice) if choice.candidates else _not_found(wanted)
    return choice.work


async def _async_by_ids(works: Works, wanted: Wanted) -> Found:
    service = next(service for service in _SERVICES if service in wanted.ids)
    found = [each for each in await _async_known(works, wanted, service) if each.type == wanted.work_type]
    if not found:
        raise _not_found(wanted)
    if services := differing(wanted, found[0]):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="ids_differ",
            translation_placeholders={"first": service, "others": ", ".join(services)},
        )
    return found[0]


async def _async_known(works: Works, wanted: Wanted, service: str) -> tuple[Found, ...]:
    """Return what a service knows by the id that is wanted."""
    value = wanted.ids[service]
    if service != "slug":
        return await works.by_id(service, value, wanted.work_type)
    if str(value).isdecimal():
        # Where Trakt wants a slug, it takes a number for its own id.
        found = await works.search(str(value), (wanted.work_type,), _SEARCHED)
        return tuple(each for each in found if each.work.ids.slug == value)
    if wanted.work_type == "movie":
        return (Found(type="movie", movie=await works.movie(value)),)
    return (Found(type="show", show=await works.show(value)),)


def _not_found(wanted: Wanted) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="work_not_found",
        translation_placeholders={"work": wanted.name},
    )


def _ambiguous(wanted: Wanted, choice: Choice) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="work_ambiguous",
        translation_placeholders={"work": wanted.name, "candidates": choice.names},
    )
