"""Actions that are performed, and what they answer."""

from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API

from ..trakt import FakeTrakt
from ..trakt_json import Json


async def ask(hass: HomeAssistant, action: str, **data: Any) -> Any:
    """Return the response of an action."""
    return await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True)


def answer(trakt: FakeTrakt, path: str, json: object = None, **more: Any) -> None:
    """Let Trakt answer what is asked at a path; nothing else is answered any more."""
    trakt.mock.get(f"{TRAKT_API}{path}", **({} if json is None else {"json": json}), **more)


def requests(trakt: FakeTrakt) -> list[str]:
    """Return the paths that were asked for."""
    return [address.removeprefix(TRAKT_API) for address in trakt.requests]


async def get_upcoming(hass: HomeAssistant, **data: Any) -> list[Json]:
    """Return the days of the action's response."""
    response: Any = await hass.services.async_call(DOMAIN, "get_upcoming", data, blocking=True, return_response=True)
    assert list(response) == ["days"]
    return list(response["days"])


async def titles(hass: HomeAssistant, **data: Any) -> list[str]:
    """Return the titles of all releases in the action's response."""
    return [release["title"] for day in await get_upcoming(hass, **data) for release in day["releases"]]
