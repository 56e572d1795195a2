"""What Trakt knows, for scripts and templates: searched for, recommended, and on a user's lists."""

import asyncio
from collections.abc import Mapping
from itertools import batched
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import probatio

from ..account import TraktConfigEntry
from ..api.errors import VipRequiredError
from ..api.trakt import Entry, Found, PersonalList
from ..artwork.account import AccountArtwork
from ..const import DOMAIN
from ..user_data.matching import plain
from .accounts import ACCOUNT_FIELD
from .asking import async_register_reading
from .described import Described, described, local
from .fields import ATTR_LIMIT, ATTR_TYPE, ATTR_YEAR, TITLE, YEAR, between, some_of
from .schema import ActionSchema

ATTR_LIST: Final = "list"
ATTR_QUERY: Final = "query"
SERVICE_SEARCH: Final = "search"
SERVICE_GET_LISTS: Final = "get_lists"
SERVICE_GET_RECOMMENDATIONS: Final = "get_recommendations"

SEARCHED_TYPES: Final = ("movie", "show", "episode")
RECOMMENDED_TYPES: Final = ("movie", "show")
_MOST: Final = 100
_AT_ONCE: Final = 250
_SEARCHED: Final = 100
"""Results among which those of one year are looked for; Trakt's search knows no years."""

SEARCH_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Required(ATTR_QUERY): TITLE,
        probatio.Optional(ATTR_TYPE, default=["movie", "show"]): some_of(SEARCHED_TYPES),
        probatio.Optional(ATTR_YEAR): YEAR,
        probatio.Optional(ATTR_LIMIT, default=10): between(1, _MOST),
    }
)
GET_LISTS_SCHEMA: Final = ActionSchema({**ACCOUNT_FIELD, probatio.Optional(ATTR_LIST): TITLE})
GET_RECOMMENDATIONS_SCHEMA: Final = ActionSchema(
    {
        **ACCOUNT_FIELD,
        probatio.Optional(ATTR_TYPE, default=list(RECOMMENDED_TYPES)): some_of(RECOMMENDED_TYPES),
        probatio.Optional(ATTR_LIMIT, default=10): between(1, _MOST),
    }
)


@callback
def async_setup_reading(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_register_reading(hass, SERVICE_SEARCH, _async_search, SEARCH_SCHEMA)
    async_register_reading(hass, SERVICE_GET_LISTS, _async_get_lists, GET_LISTS_SCHEMA)
    async_register_reading(hass, SERVICE_GET_RECOMMENDATIONS, _async_get_recommendations, GET_RECOMMENDATIONS_SCHEMA)


async def _async_search(entry: TraktConfigEntry, wanted: Mapping[str, Any]) -> Described:
    year, limit = wanted.get(ATTR_YEAR), wanted[ATTR_LIMIT]
    types = dict.fromkeys(wanted[ATTR_TYPE])
    account = entry.runtime_data
    found = await account.client.works.search(wanted[ATTR_QUERY], types, limit if year is None else _SEARCHED)
    chosen = [each for each in found if year in {None, each.work.year}][:limit]
    return {"results": [described(each, account.artwork) for each in chosen]}


async def _async_get_recommendations(entry: TraktConfigEntry, wanted: Mapping[str, Any]) -> Described:
    works, types, limit = entry.runtime_data.client.works, wanted[ATTR_TYPE], wanted[ATTR_LIMIT]
    try:
        movies = await works.recommended_movies(limit) if "movie" in types else ()
        shows = await works.recommended_shows(limit) if "show" in types else ()
    except VipRequiredError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="recommendations_vip_required",
            translation_placeholders={"limit": str(_MOST)},
        ) from error
    found = [
        *(Found(type="movie", movie=movie) for movie in movies),
        *(Found(type="show", show=show) for show in shows),
    ]
    artwork = entry.runtime_data.artwork
    return {"recommendations": [described(each, artwork) for each in found]}


async def _async_get_lists(entry: TraktConfigEntry, wanted: Mapping[str, Any]) -> Described:
    works = entry.runtime_data.client.works
    lists = await works.lists()
    if ATTR_LIST not in wanted:
        return {"lists": [_list(each) for each in lists]}
    personal = _list_named(wanted[ATTR_LIST], lists)
    artwork = entry.runtime_data.artwork
    items: list[Described] = []
    for some in batched(await works.entries(personal.ids.trakt), _AT_ONCE, strict=False):
        items += [_entry(each, artwork) for each in some]
        # VIP members have lists of thousands.
        await asyncio.sleep(0)
    return {"lists": [{**_list(personal), "items": items}]}


def _list_named(name: str, lists: tuple[PersonalList, ...]) -> PersonalList:
    """Return the list of a name, a slug or an id.

    Raises ServiceValidationError when there is none.
    """
    for personal in lists:
        if name in {str(personal.ids.trakt), personal.ids.slug} or plain(name) == plain(personal.name):
            return personal
    raise ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="list_not_found",
        translation_placeholders={"list": name, "lists": ", ".join(each.name for each in lists) or "-"},
    )


def _list(personal: PersonalList) -> Described:
    return {
        "name": personal.name,
        "description": personal.description,
        "privacy": personal.privacy,
        "item_count": personal.item_count,
        "updated_at": local(personal.updated_at),
        "url": personal.share_link,
        "ids": personal.ids.to_dict(),
    }


def _entry(entry: Entry, artwork: AccountArtwork) -> Described:
    return {
        "rank": entry.rank,
        "listed_at": local(entry.listed_at),
        "notes": entry.notes,
        **described(entry, artwork),
    }
