"""What Trakt keeps of a person is read behind a turn, when something happened, and decides what is shown."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import batched
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import get_diagnostics_for_config_entry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMockResponse
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from custom_components.trakt_upcoming.api.trakt import Section
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_API, TRAKT_AUTH

from .conftest import ENTRY_ID, FakeTrakt, SetUp, sensor
from .records_json import episode_play, hidden_movie, hidden_show, last_activities, movie_play, up_next
from .trakt_json import Json

LATER = "2026-11-20T12:30:00.000Z"
ACTIVITIES = "/sync/last_activities"


@pytest.fixture(autouse=True)
def _behind() -> None:
    """Let everything be read."""


@dataclass
class Person:
    """What Trakt keeps of a person, and what was asked about it."""

    trakt: FakeTrakt
    activities: Json = field(default_factory=last_activities)
    sections: dict[Section, list[Json]] = field(default_factory=lambda: {section: [] for section in Section})

    def answer(self, **odd: Json) -> None:
        """Answer everything as it stands, but some sections in another way."""
        self.trakt.answer()
        self.trakt.mock.get(f"{TRAKT_API}{ACTIVITIES}", **odd.pop("activities", {"json": self.activities}))
        for section, records in self.sections.items():
            self.trakt.mock.get(f"{TRAKT_API}{section.path}", **odd.get(section, {"json": records}))

    def happen(self, *names: str, at: str = LATER) -> None:
        """Let some activities have happened."""
        self.activities = last_activities(**{name.replace(".", "__"): at for name in names})

    @property
    def requests(self) -> list[str]:
        """The paths that were asked for since the last answer."""
        asked = (address.removeprefix(TRAKT_API) for address in self.trakt.requests)
        return [path for path in asked if not path.startswith("/calendars/")]


@pytest.fixture
def person(trakt: FakeTrakt) -> Person:
    """Return a person who has done nothing yet."""
    person = Person(trakt)
    person.answer()
    return person


async def turn(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let the account take a turn, and wait for what it brings."""
    await entry.runtime_data.coordinator.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_everything_is_read_once(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """At first all sections; while nothing happens, a turn costs one request beside the calendars."""
    await set_up()
    assert person.requests == [ACTIVITIES, *(section.path for section in Section)]

    person.answer()
    await turn(hass, entry)
    assert person.requests == [ACTIVITIES]
    assert len(person.trakt.requests) == 3


async def test_nothing_is_read_again_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """What was read is on disk."""
    person.sections[Section.HISTORY] = [episode_play(), movie_play()]
    person.answer()
    await set_up()
    before = entry.runtime_data.sync.watching
    await hass.config_entries.async_reload(entry.entry_id)
    person.answer()
    await turn(hass, entry)

    assert person.requests == [ACTIVITIES]
    assert entry.runtime_data.sync.watching == before
    assert len(before.plays) == 2


@pytest.mark.parametrize("name", sorted({name for section in Section for name in section.stamps}))
async def test_only_what_happened_is_read(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, name: str
) -> None:
    """Each activity concerns some sections."""
    await set_up()
    person.happen(name)
    person.answer()
    await turn(hass, entry)

    assert person.requests == [ACTIVITIES, *(section.path for section in Section if name in section.stamps)]


@pytest.mark.parametrize("section", [Section.HIDDEN_IN_CALENDAR, Section.HIDDEN_IN_PROGRESS, Section.DROPPED])
async def test_what_is_hidden_leaves_the_agenda(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, section: Section
) -> None:
    """At once when it is known, and it comes back when it is no longer hidden."""
    await set_up()
    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("1", "1")

    person.sections[section] = [hidden_show(1), hidden_movie(501)]
    person.happen("shows.hidden_at")
    person.answer()
    await turn(hass, entry)
    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("0", "0")

    person.sections[section] = []
    person.happen("shows.hidden_at", at="2026-11-20T12:40:00.000Z")
    person.answer()
    await turn(hass, entry)
    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("1", "1")


async def test_what_is_hidden_is_never_shown_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """It is known before the first agenda is."""
    person.sections[Section.DROPPED] = [hidden_show(1)]
    person.answer()
    await set_up()
    person.trakt.fail(status=503)
    await hass.config_entries.async_reload(entry.entry_id)

    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == ("0", "1")


@pytest.mark.parametrize(
    ("options", "shown"), [({}, ("1", "1")), ({"hide_watched": True}, ("0", "0"))], ids=["shown", "hidden"]
)
async def test_what_was_seen(hass: HomeAssistant, set_up: SetUp, person: Person, shown: tuple[str, str]) -> None:
    """It is left out where the person wants that."""
    person.sections[Section.HISTORY] = [episode_play(trakt=101), movie_play(movie=501)]
    person.answer()
    await set_up()

    assert (sensor(hass, "upcoming_episodes"), sensor(hass, "upcoming_movies")) == shown


async def test_the_agenda_stays_when_nothing_is_hidden(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """What somebody has seen elsewhere makes no new agenda."""
    await set_up()
    agenda = entry.runtime_data.coordinator.data
    person.sections[Section.HISTORY] = [movie_play(movie=7)]
    person.sections[Section.DROPPED] = [hidden_show(7)]
    person.happen("movies.watched_at", "shows.dropped_at")
    person.answer()
    await turn(hass, entry)

    assert entry.runtime_data.coordinator.data is agenda
    assert len(entry.runtime_data.sync.watching.plays) == 1


async def test_the_end_of_the_history(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """Only what was watched since some days before the last play is asked for."""
    old, last, new = (
        movie_play(1, "2026-01-01T20:00:00.000Z"),
        movie_play(2, "2026-11-18T20:00:00.000Z"),
        movie_play(3, "2026-11-20T11:00:00.000Z"),
    )
    person.sections[Section.HISTORY] = [last, old]
    person.answer()
    await set_up()
    person.sections[Section.HISTORY] = [new, last]
    person.happen("movies.watched_at")
    person.answer()
    await turn(hass, entry)

    asked = [url.query.get("start_at") for _, url, _, _ in person.trakt.mock.mock_calls if "history" in url.path]
    assert asked == ["2026-11-11T20:00:00.000Z"]
    assert [play.id for play in entry.runtime_data.sync.watching.plays] == [3, 2, 1]


async def test_a_change_farther_back(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """When the end does not tell what happened, the whole is read."""
    last = movie_play(2, "2026-11-18T20:00:00.000Z")
    person.sections[Section.HISTORY] = [last, movie_play(1, "2026-01-01T20:00:00.000Z")]
    person.answer()
    await set_up()
    person.sections[Section.HISTORY] = [last]
    person.happen("movies.watched_at")
    person.answer()
    await turn(hass, entry)

    asked = [url.query.get("start_at") for _, url, _, _ in person.trakt.mock.mock_calls if "history" in url.path]
    assert asked == ["2026-11-11T20:00:00.000Z", None]
    assert [play.id for play in entry.runtime_data.sync.watching.plays] == [2]


@pytest.mark.parametrize("section", Section)
async def test_a_bad_section_costs_itself(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, section: Section
) -> None:
    """The others are read, and it is asked for again at the next turn."""
    person.answer(**{section: {"status": 500}})
    await set_up()
    assert entry.runtime_data.sync.watching.readings.keys() == set(Section) - {section}
    assert entry.runtime_data.sync.errors.keys() == {section}

    person.answer()
    await turn(hass, entry)
    assert person.requests == [ACTIVITIES, section.path]
    assert entry.runtime_data.sync.watching.readings.keys() == set(Section)
    assert not entry.runtime_data.sync.errors


async def test_what_was_read_stays_through_a_fault(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """What is hidden stays hidden while Trakt does not say otherwise."""
    person.sections[Section.DROPPED] = [hidden_show(1)]
    person.answer()
    await set_up()
    person.happen("shows.dropped_at")
    person.answer(dropped={"status": 500})
    await turn(hass, entry)

    assert sensor(hass, "upcoming_episodes") == "0"


async def test_no_activities(entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """Then nothing more is asked."""
    person.answer(activities={"status": 503})
    await set_up()

    assert person.requests == [ACTIVITIES]
    assert entry.state is ConfigEntryState.LOADED


async def test_a_turn_without_an_answer(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person
) -> None:
    """Whoever does not give the calendars is asked nothing more."""
    await set_up()
    person.trakt.fail(status=503)
    await turn(hass, entry)

    assert person.requests == []


async def test_a_wait(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """Where Trakt asks for a pause nothing more is sent, and what was read until then is kept."""
    person.answer(up_next={"status": 429, "headers": {"Retry-After": "600"}})
    await set_up()

    assert person.requests[-1] == Section.UP_NEXT.path
    assert Section.DROPPED in entry.runtime_data.sync.watching.readings
    assert entry.runtime_data.coordinator.waiting == timedelta(minutes=10)


async def test_a_refused_sign_in(hass: HomeAssistant, set_up: SetUp, person: Person) -> None:
    """The person is asked once, and nothing more is sent."""
    person.answer(dropped={"status": 401})
    person.trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})
    await set_up()
    await hass.async_block_till_done()

    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]
    assert Section.UP_NEXT.path not in person.requests


async def test_a_locked_account(hass: HomeAssistant, set_up: SetUp, person: Person) -> None:
    """The person is told."""
    person.answer(dropped={"status": 423})
    await set_up()

    assert ir.async_get(hass).async_get_issue(DOMAIN, f"account_locked_{ENTRY_ID}")


async def test_vip(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """A section for VIP accounts costs itself, and is nothing to mend."""
    person.answer(up_next={"status": 426})
    await set_up()

    assert entry.runtime_data.sync.watching.readings.keys() == set(Section) - {Section.UP_NEXT}
    assert not ir.async_get(hass).issues


async def test_odd_records(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """They are left out, and it is said once for each cause."""
    person.sections[Section.UP_NEXT] = [up_next(), {**up_next(2), "show": {}}, {**up_next(3), "show": {}}]
    person.answer()
    await set_up()
    person.happen("episodes.watched_at")
    person.answer()
    await turn(hass, entry)

    [warning] = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert warning.endswith("of up_next (2)")
    assert len(entry.runtime_data.sync.watching.readings[Section.UP_NEXT].records) == 1


async def test_diagnostics(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    person: Person,
    hass_client: ClientSessionGenerator,
) -> None:
    """They say how much was read and when, without saying what."""
    person.sections[Section.HISTORY] = [episode_play(), movie_play()]
    person.answer(dropped={"status": 500})
    await set_up()
    facts: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    read = {"at": "2026-11-20T12:00:00+00:00", "error": None}
    assert facts["watching"][Section.HISTORY] == {"records": 2, **read}
    assert facts["watching"][Section.UP_NEXT] == {"records": 0, **read}
    assert facts["watching"][Section.DROPPED] == {
        "records": None,
        "at": None,
        "error": "UnavailableError: Trakt answered with status 500",
    }


async def test_nothing_stays_of_an_account_that_leaves(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person, hass_storage: Json
) -> None:
    """Its files go with it."""
    person.trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await set_up()
    assert {f"{DOMAIN}.{ENTRY_ID}.history", f"{DOMAIN}.{ENTRY_ID}.watching"} <= hass_storage.keys()

    await hass.config_entries.async_remove(entry.entry_id)
    assert not [name for name in hass_storage if ENTRY_ID in name]


async def test_ten_thousand_plays(hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, person: Person) -> None:
    """They come in 41 requests, the last of which brings nothing, and then cost none."""
    plays = [episode_play(each, show=1 + each % 200, trakt=each) for each in range(10_000, 0, -1)]
    pages = [list(page) for page in batched(plays, 250, strict=True)]

    async def page(method: str, url: URL, _data: object) -> AiohttpClientMockResponse:
        number = int(url.query["page"])
        return AiohttpClientMockResponse(method, url, json=pages[number - 1] if number <= len(pages) else [])

    person.answer(history={"side_effect": page})
    await set_up()
    assert person.requests.count(Section.HISTORY.path) == 41
    assert len(entry.runtime_data.sync.watching.plays) == 10_000

    person.answer()
    await turn(hass, entry)
    assert person.requests == [ACTIVITIES]
