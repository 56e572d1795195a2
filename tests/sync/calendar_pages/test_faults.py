"""Pages beyond the window while Trakt fails, refuses or is slow."""

import asyncio
from datetime import timedelta
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import CoreState, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.trakt_upcoming.const import TRAKT_AUTH

from ...conftest import Pass, SetUp
from ...trakt import FakeTrakt
from ...trakt_json import Json
from .common import BEYOND, EPISODES, HTML, JUNE, MAY, answer_ranges, issues, titles


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 503, "text": "<html>", "headers": HTML}, id="page"),
        pytest.param({"text": "[{"}, id="broken"),
        pytest.param({"exc": TimeoutError}, id="no answer"),
        pytest.param({"status": 429, "headers": {"Retry-After": "60"}}, id="429"),
        pytest.param({"status": 426}, id="VIP"),
    ],
)
async def test_trakt_fails(
    hass: HomeAssistant,
    trakt: FakeTrakt,
    pass_: Pass,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
    fault: Json,
) -> None:
    """What is known is shown, old or not, with one line for the maintainer, and Trakt is left alone for a minute."""
    await titles(hass, JUNE)
    await pass_(timedelta(days=1))
    trakt.fail(**fault)
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        seen = [await titles(hass, page) for page in (JUNE, MAY, JUNE)]
    failed = len(trakt.requests)
    answer_ranges(trakt)
    freezer.tick(timedelta(minutes=1))
    said = [record for record in caplog.records if "is not known" in record.getMessage()]

    assert seen == [["Andor S03E01 June"], [], ["Andor S03E01 June"]]
    assert failed == 1
    assert [record.levelno for record in said] == [logging.DEBUG]
    assert issues(hass) == set()
    assert await titles(hass, MAY) == (["Andor S03E01 May"] if fault.get("status") != 426 else [])


@pytest.mark.usefixtures("_set_up")
async def test_vip_for_the_past_costs_the_past_only(hass: HomeAssistant, trakt: FakeTrakt, pass_: Pass) -> None:
    """The hourly refresh of the same feed goes on, and nobody is told to do something about it."""
    trakt.fail(status=426)
    await titles(hass, JUNE)
    answer_ranges(trakt)
    await pass_(timedelta(hours=1, seconds=1))
    await titles(hass, JUNE)

    assert sorted(url.split("/")[-3] for url in trakt.requests) == ["movies", "shows"]
    assert issues(hass) == set()


@pytest.mark.usefixtures("_set_up")
@pytest.mark.parametrize(
    ("status", "issue"), [pytest.param(403, "app_rejected", id="403"), pytest.param(423, "account_locked", id="423")]
)
async def test_issue_is_created_at_once(
    hass: HomeAssistant, trakt: FakeTrakt, freezer: FrozenDateTimeFactory, status: int, issue: str
) -> None:
    """And nothing is sent while the wait runs."""
    trakt.fail(status=status)
    shown = await titles(hass, JUNE)
    asked = len(trakt.requests)
    answer_ranges(trakt)
    freezer.tick(timedelta(hours=5))

    assert (shown, asked) == ([], 1)
    assert await titles(hass, JUNE) == []
    assert trakt.requests == []
    assert issues(hass) == {issue}


@pytest.mark.usefixtures("_set_up")
async def test_sign_in_is_rejected(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """The user is asked to sign in again, and the page shows what is known."""
    trakt.fail(status=401)
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", status=400, json={"error": "invalid_grant"})

    assert await titles(hass, ("2026-10-04T00:00:00+00:00", "2026-12-01T00:00:00+00:00")) == [
        "Severance S03E01 Goodbye, Mrs. Selvig"
    ]
    assert len(list(entry.async_get_active_flows(hass, {SOURCE_REAUTH}))) == 1


async def subscribe(websocket: Any, page: tuple[str, str]) -> None:
    """Open a page as the calendar card does."""
    start, end = page
    await websocket.send_json_auto_id(
        {"type": "calendar/event/subscribe", "entity_id": EPISODES, "start": start, "end": end}
    )
    assert (await websocket.receive_json())["success"]


@pytest.mark.parametrize("starting", [True, False], ids=["while Home Assistant starts", "too slow"])
async def test_known_events_are_shown_while_trakt_is_slow(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    hass_ws_client: WebSocketGenerator,
    monkeypatch: pytest.MonkeyPatch,
    *,
    starting: bool,
) -> None:
    """The page shows at once what is known, and the rest as soon as Trakt has said it."""
    await set_up()
    trakt.feeds["shows"] += BEYOND
    may_answer = asyncio.Event()

    async def wait() -> None:
        await may_answer.wait()

    answer_ranges(trakt, after=wait)
    if starting:
        hass.set_state(CoreState.starting)
    else:
        monkeypatch.setattr("custom_components.trakt_upcoming.sync.calendar_pages.LONGEST_LOOK", timedelta())
    websocket = await hass_ws_client(hass)
    await subscribe(websocket, JUNE)
    first = (await websocket.receive_json())["event"]["events"]
    may_answer.set()
    second = (await websocket.receive_json())["event"]["events"]

    assert first == []
    assert [event["summary"] for event in second] == ["Andor S03E01 June"]
    assert len(trakt.requests) == 1


async def test_an_answer_that_never_comes(
    hass: HomeAssistant, set_up: SetUp, entry: MockConfigEntry, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question has a limit of its own, whoever waits for it; and a feed without an answer rests."""
    await set_up()
    monkeypatch.setattr("custom_components.trakt_upcoming.sync.calendar_pages.REFRESH_LIMIT", timedelta())
    answer_ranges(trakt, after=asyncio.Event().wait)  # type: ignore[arg-type]

    assert await titles(hass, JUNE) == []
    assert entry.runtime_data.calendar_pages.diagnostics()["resting"] == ["episodes"]


async def test_an_account_that_is_put_to_rest_meanwhile(
    hass: HomeAssistant, set_up: SetUp, entry: MockConfigEntry, trakt: FakeTrakt
) -> None:
    """Whoever waits is let go."""
    await set_up()
    answer_ranges(trakt, after=asyncio.Event().wait)  # type: ignore[arg-type]
    looking = asyncio.create_task(titles(hass, JUNE))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await hass.config_entries.async_unload(entry.entry_id)

    assert await looking == []
