"""What is looked up at TMDB, and what comes of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.trakt_upcoming.api.tmdb import TitleDetails

from ..trakt import FakeTrakt

NEXT_EPISODE = "sensor.trakt_demo_next_episode"


HOUR = timedelta(hours=1, seconds=1)


POSTER = "https://image.tmdb.org/t/p/w500/p.jpg"


@dataclass(slots=True)
class LookUps:
    """What TMDB is asked, which answers when the test says so."""

    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    begun: int = 0
    ended: int = 0
    most: int = 0
    """How many were under way at once."""

    async def details(self, *_: Any) -> TitleDetails:
        """Answer what every title has."""
        self.begun += 1
        self.most = max(self.most, self.begun - self.ended)
        await self.go_on.wait()
        self.ended += 1
        return TitleDetails(poster_path="/p.jpg")


async def pass_time(hass: HomeAssistant, freezer: FrozenDateTimeFactory, time: timedelta) -> None:
    """Let time pass."""
    freezer.tick(time)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


def looked_up(trakt: FakeTrakt) -> list[str]:
    """Return the titles that TMDB was asked for."""
    return sorted(address.partition("/3/")[2] for address in trakt.requests if "themoviedb" in address)


def attributes(hass: HomeAssistant) -> dict[str, Any]:
    """Return the attributes of the next episode."""
    state = hass.states.get(NEXT_EPISODE)
    assert state is not None
    return dict(state.attributes)
