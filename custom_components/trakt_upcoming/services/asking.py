"""Actions for which Trakt is asked: what goes wrong there is said in words, and reacted to."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError
import probatio

from ..account import TraktConfigEntry
from ..api.errors import ApiError
from ..const import DOMAIN
from ..issues import async_react
from ..refusals import in_words
from .accounts import async_entry

type Handler = Callable[[TraktConfigEntry, Mapping[str, Any]], Awaitable[dict[str, Any]]]
"""What an action answers for an account and its fields. It may raise errors of the API."""
type CallHandler = Callable[[TraktConfigEntry, ServiceCall], Awaitable[dict[str, Any]]]
"""The same of one that has to know whether an answer is wanted."""


@callback
def async_register_reading(
    hass: HomeAssistant, name: str, handler: Handler, schema: probatio.Schema | probatio.All[Any]
) -> None:
    """Register an action that only answers."""

    async def answer(entry: TraktConfigEntry, call: ServiceCall) -> dict[str, Any]:
        return await handler(entry, call.data)

    hass.services.async_register(DOMAIN, name, asking(answer), schema=schema, supports_response=SupportsResponse.ONLY)


def asking(handler: CallHandler) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    """Return an action that has an account do something.

    It raises HomeAssistantError for whatever Trakt refuses; what a user has to mend is shown where such things are.
    """

    async def act(call: ServiceCall) -> ServiceResponse:
        entry = await async_entry(call)
        try:
            with in_words(entry.runtime_data.client):
                return await handler(entry, call)
        except HomeAssistantError as error:
            if isinstance(cause := error.__cause__, ApiError):
                async_react(call.hass, entry, cause)
            raise

    return act
