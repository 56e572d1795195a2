"""A whole life of an account, with everything going wrong in it, and no secret said anywhere."""

import logging
import re

from aiohttp import ClientError
from homeassistant.components.application_credentials import ClientCredential, async_import_client_credential
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API

from .life import (
    CLIENT_SECRET,
    EVERYTHING,
    KEY,
    REFUSED_KEY,
    SECRETS,
    Life,
    renew_token,
    sign_in_with_faults,
    use_with_faults,
)
from .trakt import FakeTrakt


@pytest.fixture
async def life(
    hass: HomeAssistant,
    trakt: FakeTrakt,
    without_user_data: None,
    hass_client: ClientSessionGenerator,
    caplog: pytest.LogCaptureFixture,
    current_request_with_host: None,
) -> Life:
    """Return a life that has been lived."""
    caplog.set_level(logging.DEBUG)
    for component in ("application_credentials", "diagnostics", DOMAIN):
        assert await async_setup_component(hass, component, {})
    await async_import_client_credential(hass, DOMAIN, ClientCredential("client-id", CLIENT_SECRET), DOMAIN)
    life = Life(hass, trakt, await hass_client(), caplog)
    for part in (sign_in_with_faults, renew_token, use_with_faults):
        await part(life)
    life.all_is_well(auth={"exc": ClientError(EVERYTHING)})
    await life.remove()
    return life


def secrets(life: Life) -> set[str]:
    """Return everything that nobody may read, with the proof of possession of each sign-in."""
    verifiers = set(re.findall(r"'code_verifier': '([^']+)'", "\n".join(life.sent)))
    assert verifiers
    return SECRETS | verifiers


async def test_no_secret_is_said(life: Life) -> None:
    """Neither in the log, nor in states, errors, issues, ends of flows and diagnostics, nor in addresses."""
    said = {"log": life.log, "shown": "\n".join(life.shown), "sent": "\n".join(life.sent)}
    ours = secrets(life)

    # None of it would mean anything if the secrets had not been used, and nothing had been said.
    assert [secret for secret in ours if secret not in said["sent"]] == []
    for line in (
        "POST auth.trakt.tv/oauth/token: status 200",
        "GET api.themoviedb.org/3/tv/95396: status 401",
        "GET api.trakt.tv/users/settings: no answer in time",
        "A refresh brought episodes: 1",
        "movies: auth host: the app is not accepted",
        "movies: a token without end",
        "movies: a list in which nothing makes sense",
        "The token was not revoked",
        "Traceback",
    ):
        assert line in said["log"], line
    for word in ("account_locked", "Trakt asks you to sign in again", "last_faults", "wrong_account", "app_rejected"):
        assert word in said["shown"], word

    assert [secret for secret in ours if secret in said["log"]] == []
    assert [secret for secret in ours if secret in said["shown"]] == []


async def test_a_v3_key_is_the_only_secret_in_addresses(life: Life) -> None:
    """TMDB takes it nowhere else, and nobody else gets to see it."""
    addresses = [address for address in life.addresses if not address.startswith(f"{TMDB_API}/")]
    at_tmdb = [address for address in life.addresses if address.startswith(f"{TMDB_API}/")]

    assert addresses
    assert [secret for secret in secrets(life) if any(secret in address for address in addresses)] == []
    assert {secret for secret in secrets(life) if any(secret in address for address in at_tmdb)} == {KEY, REFUSED_KEY}
