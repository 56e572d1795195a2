"""The actions search, get_lists and get_recommendations."""

import asyncio
from itertools import batched
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import probatio

from ..api.errors import VipRequiredError
from ..api.trakt import Entry, Found, PersonalList
from ..artwork.account import AccountArtwork
from ..const import DOMAIN
from ..user_data.matching import fold_title
from .fields import ACCOUNT_FIELD, ATTR_LIMIT, ATTR_TYPE, ATTR_YEAR, TITLE, YEAR, integer_between, list_of
from .handler import async_account
from .schema import ActionSchema
from .serialize import JsonObject, local_isoformat, serialize_details

ATTR_LIST: Final = "list"
ATTR_QUERY: Final = "query"
SERVICE_SEARCH: Final = "search"
SERVICE_GET_LISTS: Final = "get_lists"
SERVICE_GET_RECOMMENDATIONS: Final = "get_recommendations"

SEARCHED_TYPES: Final = ("movie", "show", "episode")
RECOMMENDED_TYPES: Final = ("movie", "show")
_MAX_LIMIT: Final = 100
_SEARCH_LIMIT: Final = 100
"""Results that are requested to find those of a year; Trakt's search cannot filter by year."""
_BATCH_SIZE: Final = 250
"""Items of a list that are serialized before other tasks run."""

SEARCH_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Required(ATTR_QUERY): TITLE,
        probatio.Optional(ATTR_TYPE, default=["movie", "show"]): list_of(SEARCHED_TYPES),
        probatio.Optional(ATTR_YEAR): YEAR,
        probatio.Optional(ATTR_LIMIT, default=10): integer_between(1, _MAX_LIMIT),
    }
)
GET_LISTS_SCHEMA: Final = ActionSchema({**ACCOUNT_FIELD, probatio.Optional(ATTR_LIST): TITLE})
GET_RECOMMENDATIONS_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(ATTR_TYPE, default=list(RECOMMENDED_TYPES)): list_of(RECOMMENDED_TYPES),
        probatio.Optional(ATTR_LIMIT, default=10): integer_between(1, _MAX_LIMIT),
    }
)


@callback
def async_setup_discover(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_SEARCH,
        _async_search,
        schema=SEARCH_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_LISTS,
        _async_get_lists,
        schema=GET_LISTS_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_RECOMMENDATIONS,
        _async_get_recommendations,
        schema=GET_RECOMMENDATIONS_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_search(call: ServiceCall) -> JsonObject:
    """Return the movies, shows and episodes that a search finds, best match first."""
    year, limit = call.data.get(ATTR_YEAR), call.data[ATTR_LIMIT]
    types = dict.fromkeys(call.data[ATTR_TYPE])
    async with async_account(call) as account:
        found = await account.client.works.search(
            call.data[ATTR_QUERY], types, limit if year is None else _SEARCH_LIMIT
        )
        results = [each for each in found if year in {None, each.work.year}][:limit]
        return {"results": [serialize_details(each, account.artwork) for each in results]}


async def _async_get_recommendations(call: ServiceCall) -> JsonObject:
    """Return the movies, then the shows that Trakt recommends, best first."""
    types, limit = call.data[ATTR_TYPE], call.data[ATTR_LIMIT]
    async with async_account(call) as account:
        works = account.client.works
        try:
            movies = await works.recommended_movies(limit) if "movie" in types else ()
            shows = await works.recommended_shows(limit) if "show" in types else ()
        except VipRequiredError as error:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="recommendations_vip_required",
                translation_placeholders={"limit": str(_MAX_LIMIT)},
            ) from error
        found = [
            *(Found(type="movie", movie=movie) for movie in movies),
            *(Found(type="show", show=show) for show in shows),
        ]
        return {"recommendations": [serialize_details(each, account.artwork) for each in found]}


async def _async_get_lists(call: ServiceCall) -> JsonObject:
    """Return the personal lists of the user, or one list with its items."""
    async with async_account(call) as account:
        works = account.client.works
        lists = await works.lists()
        if ATTR_LIST not in call.data:
            return {"lists": [_serialize_list(each) for each in lists]}
        personal = _list_named(call.data[ATTR_LIST], lists)
        items: list[JsonObject] = []
        for batch in batched(await works.entries(personal.ids.trakt), _BATCH_SIZE, strict=False):
            items += [_serialize_entry(each, account.artwork) for each in batch]
            # VIP members have lists of thousands.
            await asyncio.sleep(0)
        return {"lists": [{**_serialize_list(personal), "items": items}]}


def _list_named(name: str, lists: tuple[PersonalList, ...]) -> PersonalList:
    """Return the list with a name, a slug or an id.

    Raises ServiceValidationError if there is none.
    """
    for personal in lists:
        if name in {str(personal.ids.trakt), personal.ids.slug} or fold_title(name) == fold_title(personal.name):
            return personal
    raise ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="list_not_found",
        translation_placeholders={"list": name, "lists": ", ".join(each.name for each in lists) or "-"},
    )


def _serialize_list(personal: PersonalList) -> JsonObject:
    return {
        "name": personal.name,
        "description": personal.description,
        "privacy": personal.privacy,
        "item_count": personal.item_count,
        "updated_at": local_isoformat(personal.updated_at),
        "url": personal.share_link,
        "ids": personal.ids.to_dict(),
    }


def _serialize_entry(entry: Entry, artwork: AccountArtwork) -> JsonObject:
    return {
        "rank": entry.rank,
        "listed_at": local_isoformat(entry.listed_at),
        "notes": entry.notes,
        **serialize_details(entry, artwork),
    }
