"""An access token that is good, whatever it takes, and a refresh token that is never lost."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
import gc
import logging
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import (
    ApiError,
    AppRejectedError,
    AuthenticationError,
    RateLimitedError,
    UnavailableError,
)
from custom_components.trakt_upcoming.application_credentials import TraktImplementation
from custom_components.trakt_upcoming.auth import TraktSession
from custom_components.trakt_upcoming.clients import trakt_auth
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.storage import TokenStore

from .conftest import ENTRY_ID
from .trakt import FakeTrakt
from .trakt_json import Json

TOKEN_URL = f"{TRAKT_AUTH}/oauth/token"
NEW = {"access_token": "next", "refresh_token": "next-refresh", "expires_in": 604_800, "token_type": "bearer"}
A_WEEK = 7 * 86_400


@pytest.fixture
async def session(hass: HomeAssistant, credentials: None, entry: MockConfigEntry, trakt: FakeTrakt) -> TraktSession:
    """Return the sign-in of the account."""
    await async_get_integration(hass, DOMAIN)
    credential = ClientCredential("client-id", "client-secret")
    session = TraktSession(hass, entry, TraktImplementation(hass, DOMAIN, credential, trakt_auth(hass)))
    await session.async_load()
    return session


def renewals(trakt: FakeTrakt) -> int:
    """Return how often a token was asked for."""
    return trakt.requests.count(TOKEN_URL)


@asynccontextmanager
async def begun_and_left(session: TraktSession) -> AsyncGenerator[None]:
    """Let a renewal begin, and let its caller be gone when the auth host answers."""
    answered = asyncio.Event()
    refresh = TraktImplementation.async_refresh_token

    async def slow(implementation: TraktImplementation, token: Json) -> Json:
        await answered.wait()
        return await refresh(implementation, token)

    with patch.object(TraktImplementation, "async_refresh_token", slow):
        impatient = asyncio.create_task(session.renew("an-access-token"))
        await asyncio.sleep(0)
        impatient.cancel()
        with pytest.raises(asyncio.CancelledError):
            await impatient
        answered.set()
        yield


async def begin_and_leave(session: TraktSession) -> None:
    """Begin a renewal that nobody waits for, and let it come to its end."""
    async with begun_and_left(session):
        for _ in range(100):
            await asyncio.sleep(0)


async def test_a_good_token_is_used(session: TraktSession, trakt: FakeTrakt) -> None:
    """Nobody is asked."""
    assert await session.access_token() == "an-access-token"
    assert renewals(trakt) == 0


async def test_an_old_token_is_renewed_once_for_all(
    session: TraktSession, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """Both feeds want one at the same time."""
    trakt.mock.post(TOKEN_URL, json=NEW)
    freezer.tick(A_WEEK)

    assert list(await asyncio.gather(session.access_token(), session.access_token())) == ["next", "next"]
    assert renewals(trakt) == 1


async def test_a_rejected_token_is_renewed_once_for_all(session: TraktSession, trakt: FakeTrakt) -> None:
    """Whoever comes later gets the new one."""
    trakt.mock.post(TOKEN_URL, json=NEW)
    tokens = await asyncio.gather(session.renew("an-access-token"), session.renew("an-access-token"))

    assert set(tokens) == {"next"}
    assert await session.renew("an-access-token") == "next"
    assert renewals(trakt) == 1


async def test_a_new_token_is_on_disk_before_it_is_used(
    hass: HomeAssistant, session: TraktSession, entry: MockConfigEntry, trakt: FakeTrakt, hass_storage: dict[str, Any]
) -> None:
    """At the moment of writing the old one is still in use."""
    in_use: list[str] = []
    save = TokenStore.async_save

    async def observed(store: TokenStore, token: Json) -> None:
        in_use.append(session.token["access_token"])
        await save(store, token)

    trakt.mock.post(TOKEN_URL, json=NEW)
    with patch.object(TokenStore, "async_save", observed):
        await session.renew("an-access-token")

    assert in_use == ["an-access-token"]
    assert hass_storage[f"{DOMAIN}.{entry.entry_id}.token"]["data"]["access_token"] == "next"
    assert entry.data["token"]["access_token"] == "next"
    assert entry.data["token"]["redirect_uri"] == "https://example.com/auth/external/callback"


async def test_a_renewal_that_was_begun_is_finished(
    hass: HomeAssistant, session: TraktSession, trakt: FakeTrakt
) -> None:
    """Even when whoever wanted it has gone."""
    trakt.mock.post(TOKEN_URL, json=NEW)
    async with begun_and_left(session):
        assert await session.renew("an-access-token") == "next"

    assert renewals(trakt) == 1


async def test_a_renewal_that_nobody_waits_for_any_more_is_kept(
    hass: HomeAssistant, session: TraktSession, trakt: FakeTrakt, hass_storage: dict[str, Any]
) -> None:
    """The refresh token is used up, so the new one has to be on disk."""
    trakt.mock.post(TOKEN_URL, json=NEW)
    await begin_and_leave(session)

    assert session.token["access_token"] == "next"
    assert hass_storage[f"{DOMAIN}.{ENTRY_ID}.token"]["data"]["refresh_token"] == "next-refresh"


async def test_a_renewal_that_nobody_waits_for_any_more_fails_quietly(
    hass: HomeAssistant, session: TraktSession, trakt: FakeTrakt, caplog: pytest.LogCaptureFixture
) -> None:
    """A passing fault is no alarm in the log; whoever comes next tries again."""
    trakt.mock.post(TOKEN_URL, status=503)
    await begin_and_leave(session)
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []

    trakt.answer()
    trakt.mock.post(TOKEN_URL, json=NEW)
    assert await session.renew("an-access-token") == "next"


async def test_a_renewal_does_not_take_for_ever(session: TraktSession) -> None:
    """It has a limit of its own."""

    async def hang(implementation: TraktImplementation, token: Json) -> Json:
        await asyncio.Event().wait()
        return token

    with (
        patch.object(TraktImplementation, "async_refresh_token", hang),
        patch("custom_components.trakt_upcoming.auth._RENEWAL_LIMIT", timedelta()),
        pytest.raises(UnavailableError),
    ):
        await session.renew("an-access-token")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"status": 400, "json": {"error": "invalid_grant"}}, AuthenticationError),
        ({"status": 401, "json": {"error": "invalid_client"}}, AppRejectedError),
        ({"status": 429, "json": {}, "headers": {"Retry-After": "60"}}, RateLimitedError),
        ({"status": 403, "text": "<html>", "headers": {"Content-Type": "text/html"}}, UnavailableError),
        ({"status": 503}, UnavailableError),
        ({"json": {}}, UnavailableError),
        ({"exc": TimeoutError}, UnavailableError),
    ],
    ids=["sign in again", "app rejected", "too many requests", "page", "down", "half a token", "no answer"],
)
async def test_a_renewal_fails_in_the_words_of_the_api(
    session: TraktSession, trakt: FakeTrakt, answer: Json, error: type[ApiError]
) -> None:
    """The token in use stays."""
    trakt.mock.post(TOKEN_URL, **answer)

    with pytest.raises(error):
        await session.renew("an-access-token")
    assert session.token["access_token"] == "an-access-token"


async def test_younger_token_is_used(
    hass: HomeAssistant, session: TraktSession, entry: MockConfigEntry, hass_storage: Json
) -> None:
    """The one on disk after a power cut, the one in the entry after signing in again."""
    older = entry.data["token"]
    younger = {**older, "access_token": "younger", "expires_at": older["expires_at"] + 60}
    await TokenStore(hass, entry.entry_id).async_save(younger)
    await session.async_load()
    assert session.token["access_token"] == "younger"

    youngest = {**older, "access_token": "youngest", "expires_at": older["expires_at"] + 120}
    hass.config_entries.async_update_entry(entry, data={**entry.data, "token": youngest})
    await session.async_load()
    assert session.token["access_token"] == "youngest"
