"""Hosts that are at fault, and what an account makes of it."""

from collections.abc import Iterator
from datetime import timedelta
import json
import logging
import ssl
from typing import Any, Final

import aiohttp
from aiohttp.client_reqrep import ConnectionKey
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH
from scripts.fault_table.faults import FAULTS, Fault, Host, Reaction
from simulator.odd_items import with_odd_items

from .conftest import state_of
from .trakt import FakeTrakt
from .trakt_json import Json

HOUR = timedelta(hours=1, seconds=1)


SHOWN = ("calendar.trakt_demo_episodes", "calendar.trakt_demo_movies", "sensor.trakt_demo_next_episode")


TOKEN_URL = f"{TRAKT_AUTH}/oauth/token"


LARGE = 20_000
"""Bytes."""


NOWHERE = ConnectionKey("trakt.invalid", 443, True, True, None, None, None)


def faults(host: Host, *reactions: Reaction) -> pytest.MarkDecorator:
    """Parametrize a test with the faults that lead to a reaction at a host, or to any."""
    fitting = [
        fault for fault in FAULTS if host in fault.hosts and (not reactions or fault.reaction(host) in reactions)
    ]
    assert fitting
    return pytest.mark.parametrize("fault", fitting, ids=lambda fault: fault.name)


BROKEN: Final[dict[str, Json]] = {
    "hang": {"exc": TimeoutError()},
    "drip": {"exc": TimeoutError()},
    "reset": {"exc": aiohttp.ServerDisconnectedError()},
    "cut": {"exc": aiohttp.ClientPayloadError()},
    "broken_json": {"text": '[{"first_aired": "2026-'},
    "wrong_shape": {"json": {"message": "this is something else", "items": 7}},
    "big": {"text": "[" + " " * LARGE + "]"},
    "gzip_bomb": {"text": "[" + " " * LARGE + "]"},
}


UNREACHABLE: Final[dict[str, Json]] = {
    "name not found": {"exc": aiohttp.ClientConnectorDNSError(NOWHERE, OSError())},
    "certificate that nobody trusts": {
        "exc": aiohttp.ClientConnectorCertificateError(NOWHERE, ssl.SSLCertVerificationError())
    },
}


def answer(fault: Fault, good: Any) -> Json:
    """Return what a fault makes of a good answer."""
    match fault.switch:
        case {"kind": "status", "status": status, **rest}:
            return {"status": status, "headers": rest.get("headers", {}), "text": rest.get("body", "")}
        case {"kind": "wrong_type"}:
            return {"json": good, "headers": {"Content-Type": "text/plain"}}
        case {"kind": "odd_items"}:
            return {"text": json.dumps(with_odd_items(good))}
        case {"kind": kind}:
            return BROKEN[kind]
    return UNREACHABLE[fault.name]


def break_down(trakt: FakeTrakt, host: Host, fault: Fault, token: Json) -> None:
    """Let a host be at fault, and all others be well."""
    trakt.clear()
    tmdb = {"id": 7, "name": "Severance", "poster_path": "/p.jpg"}
    for feed, entries in trakt.feeds.items():
        match host:
            case Host.TRAKT_API:
                trakt.answer_feed(feed, **answer(fault, entries))
            case Host.TRAKT_AUTH:
                trakt.answer_feed(feed, status=401)
            case Host.TMDB_API:
                trakt.answer_feed(feed, json=entries)
    trakt.answer_tmdb(**(answer(fault, tmdb) if host is Host.TMDB_API else {"json": tmdb}))
    trakt.mock.post(TOKEN_URL, **(answer(fault, token) if host is Host.TRAKT_AUTH else {"json": token}))


def issues(hass: HomeAssistant) -> set[str]:
    """Return the kinds of our issues."""
    return {str(issue.translation_key) for (domain, _), issue in ir.async_get(hass).issues.items() if domain == DOMAIN}


def questions(hass: HomeAssistant, entry: MockConfigEntry) -> int:
    """Return how often the user is asked to sign in."""
    return len(list(entry.async_get_active_flows(hass, {SOURCE_REAUTH})))


def shown(hass: HomeAssistant) -> list[str]:
    """Return what some entities say."""
    return [state_of(hass, name).state for name in SHOWN]


def refreshes(trakt: FakeTrakt) -> int:
    """Return how often the feed of episodes was asked for, and not again with another token."""
    asked = sum("/calendars/my/shows" in address for address in trakt.requests)
    return asked - sum(address == TOKEN_URL for address in trakt.requests)


def told(caplog: pytest.LogCaptureFixture) -> Iterator[tuple[int, str]]:
    """Yield what this integration logged, but for debugging."""
    for record in caplog.records:
        if record.name.startswith("custom_components") and record.levelno > logging.DEBUG:
            yield record.levelno, record.getMessage()
