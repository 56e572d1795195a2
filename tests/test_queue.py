"""Each write is on disk before it is promised, sent in order, and done once, whatever happens in between."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
import re
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Item
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API
from custom_components.trakt_upcoming.queue import WriteQueue
from custom_components.trakt_upcoming.watching import Change, Write

from .conftest import ENTRY_ID, FakeTrakt, SetUp
from .records_json import work
from .trakt_json import Json

AT = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)


def film(movie: int = 501) -> Item:
    """Return a film."""
    return Item.from_dict({"type": "movie", "movie": work(movie, "Dune")})


def mark(number: int = 1, movie: int = 501) -> Write:
    """Return that a film was watched."""
    return Write(id=f"write-{number}", change=Change.MARK_WATCHED, item=film(movie), at=AT, watched_at=AT)


@dataclass
class Diary:
    """What was written at Trakt, and how it answers."""

    trakt: FakeTrakt
    answers: list[Json] = field(default_factory=list)
    """The next answers to writes; without one, each is done."""
    posts: list[Json] = field(default_factory=list)

    def answer(self) -> None:
        """Take writes from now on."""
        self.trakt.answer()
        self.trakt.mock.post(re.compile(re.escape(TRAKT_API)), side_effect=self._take)

    async def _take(self, method: str, url: URL, data: Any) -> AiohttpClientMockResponse:
        self.posts.append({"path": url.path, **(data if isinstance(data, dict) else json.loads(data))})
        answer = self.answers.pop(0) if self.answers else {"status": 201, "json": {"added": {"movies": 1}}}
        return AiohttpClientMockResponse(method, url, **answer)


@pytest.fixture
def diary(trakt: FakeTrakt) -> Diary:
    """Return a Trakt that takes writes."""
    diary = Diary(trakt)
    diary.answer()
    return diary


@pytest.fixture
async def queue(entry: MockConfigEntry, set_up: SetUp, diary: Diary) -> WriteQueue:
    """Return the queue of an account."""
    await set_up()
    queue: WriteQueue = entry.runtime_data.queue
    return queue


async def test_a_write(hass: HomeAssistant, queue: WriteQueue, diary: Diary, hass_storage: Json) -> None:
    """It is on disk at once, and then done."""
    await queue.async_put(mark())
    [kept] = hass_storage[f"{DOMAIN}.{ENTRY_ID}.queue"]["data"]["queue"]
    assert (kept["id"], kept["tries"]) == ("write-1", 0)
    assert queue.waiting == (mark(),)

    await hass.async_block_till_done(wait_background_tasks=True)
    outcome = await queue.async_outcome(mark(), 0)
    assert outcome is not None
    assert outcome.answer is not None
    assert outcome.answer.added == {"movies": 1}
    assert not queue.waiting
    assert diary.posts == [
        {"path": "/sync/history", "movies": [{"ids": {"trakt": 501}, "watched_at": "2026-11-20T11:30:00.000Z"}]}
    ]
