"""The action get_upcoming where it cannot answer, or is called in a wrong way."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.trakt_upcoming.const import DOMAIN

from ..conftest import MoveTo, SetUp
from ..trakt import FakeTrakt


async def get_upcoming(hass: HomeAssistant, **data: Any) -> Any:
    """Return the action's response."""
    return await hass.services.async_call(DOMAIN, "get_upcoming", data, blocking=True, return_response=True)


@pytest.mark.parametrize(
    "data",
    [{}, {"type": "movie"}, {"type": "episode"}, {"episode_type": "standard"}],
    ids=["all", "movies", "episodes", "one kind"],
)
async def test_no_releases_are_known(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo, data: dict[str, str]
) -> None:
    """A day after the last answer the entities are unavailable, and an empty list would say that nothing comes."""
    await set_up()
    trakt.fail(status=503)
    await move_to("2026-11-21T12:00:00Z")

    with pytest.raises(HomeAssistantError, match="not answered for 24 hours, so it is not known what is coming"):
        await get_upcoming(hass, **data)


@pytest.mark.parametrize("options", [{"feeds": ["episodes"]}], ids=["episodes only"])
async def test_movies_are_not_chosen(hass: HomeAssistant, set_up: SetUp) -> None:
    """Who wants none gets none; that is no error."""
    await set_up()

    assert await get_upcoming(hass, type="movie") == {"days": []}


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param({"days": 0}, "days must be a whole number from 1 to 90", id="no day"),
        pytest.param({"days": 91}, "days must be a whole number from 1 to 90", id="too many days"),
        pytest.param({"days": "soon"}, "days must be a whole number", id="days in words"),
        pytest.param({"days": 1.5}, "days must be a whole number", id="half a day"),
        pytest.param({"days": "1.5"}, "days must be a whole number", id="half a day as text"),
        pytest.param({"days": True}, "days must be a whole number", id="yes"),
        pytest.param({"days": float("inf")}, "days must be a whole number", id="for ever"),
        pytest.param({"days": None}, "days must be a whole number", id="nothing"),
        pytest.param({"type": "film"}, "type must be one of these: episode, movie", id="unknown type"),
        pytest.param({"type": ["movie", 7]}, "type must be one of these: episode, movie", id="one unknown type of two"),
        pytest.param({"episode_type": "pilot"}, "episode_type must be one of these: .*finale", id="unknown kind"),
        pytest.param({"day": 3}, "no field day here.*: .*days", id="unknown field"),
    ],
)
async def test_bad_input(hass: HomeAssistant, set_up: SetUp, data: dict[str, Any], complaint: str) -> None:
    """The field and what it may be are in the message."""
    await set_up()

    with pytest.raises(ServiceValidationError, match=complaint):
        await get_upcoming(hass, **data)


async def test_call_without_a_response(hass: HomeAssistant, set_up: SetUp) -> None:
    """An action that only answers is of no use without a caller who uses the response."""
    await set_up()

    with pytest.raises(ServiceValidationError, match="response"):
        await hass.services.async_call(DOMAIN, "get_upcoming", {}, blocking=True)
