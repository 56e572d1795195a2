"""The token on disk and the one of the account: the younger is used."""

from pathlib import Path

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.storage import TokenStore
from custom_components.trakt_upcoming.storage.store import ResilientStore

from ..trakt_json import Json
from .common import ENTRY, GOOD, TOKEN, set_aside, warnings


async def test_a_token_of_a_newer_version(
    hass: HomeAssistant, store: ResilientStore, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant keeps a copy in the account, and the user reads what may come of it."""
    Path(f"{store.path}.token").write_text(GOOD.replace('"version": 1', '"version": 2'))

    assert await TokenStore(hass, ENTRY).async_younger(TOKEN) == TOKEN
    assert warnings(caplog) == [
        "trakt_upcoming.entry.token cannot be used (it was written by a newer version of Trakt Upcoming): "
        "it is kept with the ending .unreadable, and the sign-in kept in the account is used; "
        "should Trakt refuse it, you are asked to sign in again"
    ]


async def test_the_younger_token(hass: HomeAssistant, store: ResilientStore) -> None:
    """The one on disk, as far as it is younger."""
    tokens = TokenStore(hass, ENTRY)
    younger = TOKEN | {"access_token": "b", "expires_at": 101.0}
    await tokens.async_save(younger)

    assert await tokens.async_younger(TOKEN) == younger
    assert await tokens.async_younger(TOKEN | {"expires_at": 102.0}) == TOKEN | {"expires_at": 102.0}


@pytest.mark.parametrize("other", [{}, TOKEN | {"expires_at": None}, TOKEN | {"expires_in": "soon"}])
async def test_an_account_whose_token_makes_no_sense(hass: HomeAssistant, store: ResilientStore, other: Json) -> None:
    """The one on disk is taken."""
    tokens = TokenStore(hass, ENTRY)
    await tokens.async_save(TOKEN)

    assert await tokens.async_younger(other) == TOKEN


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"expires_at": 1e9, "expires_in": 1},
        *({**TOKEN, "expires_at": 1e9, name: None} for name in ("access_token", "refresh_token", "redirect_uri")),
        TOKEN | {"expires_at": "1000000000"},
        TOKEN | {"expires_at": 1e9, "expires_in": None},
    ],
)
async def test_a_token_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore, stored: Json) -> None:
    """The one of the account is taken."""
    tokens = TokenStore(hass, ENTRY)
    await tokens.async_save(stored)

    assert await tokens.async_younger(TOKEN) == TOKEN
    assert set_aside(store) == {"trakt_upcoming.entry.token.unreadable"}
