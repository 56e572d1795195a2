"""Trakt and TMDB with canned answers: for what they say, and for each fault; what keeps its state is the simulator."""

from dataclasses import dataclass, field
import json
import re
from typing import Any

from aiolimiter import AsyncLimiter
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.clients import limits_of
from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API, TRAKT_API, TRAKT_IMAGES

from .records_json import last_activities, settings, statistics
from .trakt_json import Json, episode_entry, movie_entry
from .user_data.readings import watching

WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 and so on"
LATER = "2026-11-20T12:30:00.000Z"
ACTIVITIES = "/sync/last_activities"
SECTIONS = [section for section in Section if section is not Section.STATISTICS]
"""Those that are read whoever looks."""
_CALENDARS = f"{TRAKT_API}/calendars/"
_USER_DATA = {f"{TRAKT_API}{path}" for path in (ACTIVITIES, *(section.path for section in Section))}


@dataclass
class FakeTrakt:
    """Trakt and TMDB: what they answer, and what they were asked. The user has done nothing yet."""

    mock: AiohttpClientMocker
    feeds: dict[str, list[Json]] = field(
        default_factory=lambda: {"shows": [episode_entry()], "movies": [movie_entry()], "streaming": [], "dvd": []}
    )
    activities: Json = field(default_factory=last_activities)
    sections: dict[Section, list[Json]] = field(default_factory=lambda: {section: [] for section in Section})
    vip: bool = False
    episodes: int = 3
    """How many the user has watched, as the statistics say."""

    def answer(self, **odd: Json) -> None:
        """Answer everything as it stands, but some sections in another way; call it again after a change."""
        self.answer_feeds(**odd)
        self.answer_tmdb(
            json={"id": 7, "name": "Severance", "title": "Dune", "poster_path": "/p.jpg", "backdrop_path": "/b.jpg"}
        )

    def answer_feeds(self, **odd: Json) -> None:
        """Answer the feeds and the user data as they stand, and nothing else yet."""
        self.clear(**odd)
        for feed, entries in self.feeds.items():
            self.answer_feed(feed, json=entries)

    def clear(self, **odd: Json) -> None:
        """Answer nothing any more but the user data, and forget what was asked for."""
        self.mock.clear_requests()
        self.answer_user_data(**odd)

    def answer_feed(self, feed: str, **answer: Any) -> None:
        """Answer a feed in another way: `status`, `json`, `text`, `headers` or `exc`. Before `answer`'s, it wins."""
        self.mock.get(re.compile(f"{re.escape(TRAKT_API)}/calendars/my/{feed}/.*"), **answer)

    def answer_user_data(self, **odd: Json) -> None:
        """Answer the user data as it stands, but some sections, `activities` or `seasons` in another way."""
        self.mock.get(f"{TRAKT_API}{ACTIVITIES}", **odd.get("activities", {"json": self.activities}))
        single = {Section.SETTINGS: settings(vip=self.vip), Section.STATISTICS: statistics(self.episodes)}
        for section, answer in {**self.sections, **single}.items():
            self.mock.get(f"{TRAKT_API}{section.path}", **odd.get(section, {"json": answer}))
        if self.sections[Section.UP_NEXT]:
            seasons = re.compile(rf"{re.escape(TRAKT_API)}/shows/\d+/seasons/\d+")
            self.mock.get(seasons, **odd.get("seasons", {"json": []}))

    def answer_tmdb(self, **answer: Any) -> None:
        """Answer every title at TMDB in the same way."""
        self.mock.get(re.compile(f"{re.escape(TMDB_API)}/3/(tv|movie)/.*"), **answer)

    def answer_pictures(self, address: str = TRAKT_IMAGES, **answer: Any) -> None:
        """Answer all pictures of a host, or below an address, in the same way; without more with a small one."""
        good = {"content": WEBP, "headers": {"Content-Type": "image/webp"}}
        self.mock.get(re.compile(f"{re.escape(address)}/.*"), **(answer or good))

    def fail(self, **answer: Any) -> None:
        """Answer every feed, and what is asked about the user, in the same bad way."""
        self.mock.clear_requests()
        for feed in self.feeds:
            self.answer_feed(feed, **answer)
        self.answer_user_data(**dict.fromkeys(("activities", *Section), answer))

    def happen(self, *names: str, at: str = LATER) -> None:
        """Let the user have done something."""
        self.activities = last_activities(**{name.replace(".", "__"): at for name in names})

    @property
    def requests(self) -> list[str]:
        """The addresses asked for since the last `answer` or `fail`, without queries and those of the user data."""
        return [address for address in self._addresses if address not in _USER_DATA]

    @property
    def user_requests(self) -> list[str]:
        """The paths at Trakt that were asked for since then, without those of the feeds."""
        asked = (address for address in self._addresses if address.startswith(TRAKT_API))
        return [address.removeprefix(TRAKT_API) for address in asked if not address.startswith(_CALENDARS)]

    @property
    def _addresses(self) -> list[str]:
        return [str(url.with_query(None)) for _, url, _, _ in self.mock.mock_calls]


def posts_of(mock: AiohttpClientMocker) -> list[tuple[str, Json]]:
    """Return what was sent to be changed, with its path."""
    return [
        (url.path, data if isinstance(data, dict) else json.loads(data))
        for method, url, data, _ in mock.mock_calls
        if method.upper() == "POST"
    ]


def sent(trakt: FakeTrakt) -> list[tuple[str, Json]]:
    """Return the changes that were sent, with their paths."""
    return posts_of(trakt.mock)


def take(hass: HomeAssistant, trakt: FakeTrakt, **answer: Any) -> None:
    """Let Trakt answer every change in this way, as many in a second as it gets."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        limits_of(hass, entry.entry_id).budget.writes = AsyncLimiter(1_000, 1)
    usual = {"status": 201, "json": {"added": {"movies": 1}}}
    trakt.mock.post(re.compile(re.escape(TRAKT_API)), **(answer or usual))


async def know(hass: HomeAssistant, entry: MockConfigEntry, **sections: list[Json]) -> None:
    """Let this be what Trakt has said, and nothing of the other sections, as of an account that has read no more."""
    sync = entry.runtime_data.user_data
    sync.confirmed = watching(**sections)
    sync.async_set_pending(())
    await hass.async_block_till_done()


async def refresh(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let the account refresh, and wait for what it brings."""
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
