"""What Trakt keeps of a person, and what was asked about it."""

from dataclasses import dataclass, field
import re
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.const import TRAKT_API

from .records_json import last_activities, settings, statistics
from .trakt_json import Json

if TYPE_CHECKING:
    from .conftest import FakeTrakt

LATER = "2026-11-20T12:30:00.000Z"
ACTIVITIES = "/sync/last_activities"
SECTIONS = [section for section in Section if section is not Section.STATISTICS]
"""Those that are read whoever looks."""


@dataclass
class Person:
    """What Trakt keeps of a person, and what was asked about it."""

    trakt: FakeTrakt
    activities: Json = field(default_factory=last_activities)
    sections: dict[Section, list[Json]] = field(default_factory=lambda: {section: [] for section in Section})
    vip: bool = False
    episodes: int = 3
    """How many were watched, as the statistics say."""

    def answer(self, **odd: Json) -> None:
        """Answer everything as it stands, but some sections in another way."""
        self.trakt.answer()
        self.answer_sections(**odd)

    def answer_sections(self, **odd: Json) -> None:
        """Answer the same, but not the calendars."""
        self.trakt.mock.get(f"{TRAKT_API}{ACTIVITIES}", **odd.pop("activities", {"json": self.activities}))
        single = {Section.SETTINGS: settings(vip=self.vip), Section.STATISTICS: statistics(self.episodes)}
        for section, answer in {**self.sections, **single}.items():
            self.trakt.mock.get(f"{TRAKT_API}{section.path}", **odd.get(section, {"json": answer}))
        self.trakt.mock.get(re.compile(rf"{re.escape(TRAKT_API)}/shows/\d+/seasons/\d+"), json=[])

    def happen(self, *names: str, at: str = LATER) -> None:
        """Let some activities have happened."""
        self.activities = last_activities(**{name.replace(".", "__"): at for name in names})

    @property
    def requests(self) -> list[str]:
        """The paths that were asked for since the last answer."""
        asked = (address.removeprefix(TRAKT_API) for address in self.trakt.requests)
        return [path for path in asked if not path.startswith("/calendars/")]


async def turn(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let the account take a turn, and wait for what it brings."""
    await entry.runtime_data.agenda.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
