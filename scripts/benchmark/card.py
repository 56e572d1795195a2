"""The messages to the card: the first one, and those of an hour without a change."""

from datetime import timedelta
import logging
from statistics import median
from time import perf_counter
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.http import WebSocketAdapter
from homeassistant.components.websocket_api.messages import message_to_json_bytes
from homeassistant.util import dt as dt_util

from scripts.benchmark.clock import TravelLoop
from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome
from scripts.home_api import DOMAIN

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


class Card:
    """A stand-in for a browser that shows the card, connected to Home Assistant."""

    def __init__(self, home: BenchHome, owner: User) -> None:
        """Initialize with a connection of the owner."""
        self.messages: list[bytes] = []
        adapter = WebSocketAdapter(logging.getLogger(__name__), {"connid": id(self)})
        self._connection = ActiveConnection(adapter, home.hass, self._receive, owner, None, None)

    def open(self) -> None:
        """Subscribe to the agenda. The first message has arrived when this returns."""
        self._connection.async_handle({"id": 1, "type": f"{DOMAIN}/agenda/subscribe"})

    def close(self) -> None:
        """Disconnect."""
        self._connection.async_handle_close()

    def _receive(self, message: bytes | str | dict[str, Any]) -> None:
        match message:
            case bytes():
                self.messages.append(message)
            case str():
                self.messages.append(message.encode())
            case _:
                self.messages.append(message_to_json_bytes(message))


async def facts(home: BenchHome, loop: TravelLoop, releases: int, rounds: int) -> list[Fact]:
    """Measure the time until the bytes of the message are ready, without compressing and sending them."""
    await home.set_up()
    if (owner := await home.hass.auth.async_get_owner()) is None:
        raise RuntimeError("This home has no owner")
    seconds = [_opening(home, owner) for _ in range(rounds)]
    # Begin after midnight, because a card gets a message when the day changes.
    await loop.travel(home.hass, dt_util.start_of_local_day() + DAY - dt_util.now())
    card = Card(home, owner)
    card.open()
    _, first = card.messages
    await loop.travel(home.hass, HOUR)
    card.close()
    return [
        fact("card's first message, size", len(first), "bytes", releases),
        fact("card's first message", median(seconds) * 1_000, "ms", releases),
        fact("card's messages, an hour without a change", len(card.messages) - 2, "", releases),
    ]


def _opening(home: BenchHome, owner: User) -> float:
    card = Card(home, owner)
    began = perf_counter()
    card.open()
    seconds = perf_counter() - began
    card.close()
    return seconds
