"""A host of pictures that answers when a test says so."""

import asyncio
import re

from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.const import TRAKT_IMAGES

from ..trakt import WEBP, FakeTrakt
from ..trakt_json import Json

BASE = f"{TRAKT_IMAGES}/images/shows/000/000/001"


POSTER = f"{BASE}/posters/medium/0a.jpg.webp"


OTHERS = [f"{BASE}/posters/medium/{number}.jpg.webp" for number in range(10)]


LIGHT: Json = {"headers": {"Content-Type": "image/webp"}, "content": WEBP}


async def a_moment() -> None:
    """Let everything go on that can; the clock stands still."""
    for _ in range(20):
        await asyncio.sleep(0)


class Slow:
    """A host that answers when it is told to, and counts how many wait."""

    def __init__(self, trakt: FakeTrakt) -> None:
        """Take over all pictures."""
        self.go_on = asyncio.Event()
        self.most = self._waiting = 0
        trakt.mock.get(re.compile(re.escape(TRAKT_IMAGES)), side_effect=self._answer)

    async def _answer(self, method: str, url: URL, data: object) -> AiohttpClientMockResponse:
        self._waiting += 1
        self.most = max(self.most, self._waiting)
        await self.go_on.wait()
        self._waiting -= 1
        return AiohttpClientMockResponse(method, url, response=WEBP, headers=LIGHT["headers"])
