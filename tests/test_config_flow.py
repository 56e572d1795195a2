"""Signing in, signing in again, and starting over with another app."""

import base64
from collections.abc import Awaitable, Callable
import hashlib
from http import HTTPStatus
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import config_entry_oauth2_flow
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from custom_components.trakt_upcoming.clients import limits_of
from custom_components.trakt_upcoming.const import CONF_TMDB_API_KEY, DOMAIN, TRAKT_AUTH
from custom_components.trakt_upcoming.storage import TokenStore

from .conftest import TMDB_KEY
from .sign_in import CONFIGURATION_URL, REDIRECT, TOKEN, TOKEN_URL, begin, token_request
from .trakt import FakeTrakt
from .trakt_json import settings

type Visit = Callable[[Any], Awaitable[Any]]


pytestmark = pytest.mark.usefixtures("current_request_with_host", "credentials", "trakt")


@pytest.fixture(autouse=True)
def _trakt_accepts(aioclient_mock: AiohttpClientMocker, trakt: FakeTrakt) -> None:
    """Let Trakt and TMDB accept everything."""
    trakt.answer(settings={"json": settings()})
    aioclient_mock.post(TOKEN_URL, json=TOKEN)
    aioclient_mock.get(CONFIGURATION_URL, json={"images": {}})


@pytest.fixture
def visit(hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator) -> Visit:
    """Return the function that does what the user's browser does: it comes back from Trakt with a code."""

    async def visit(flow: Any, answer: str = "code=abcd") -> Any:
        state = config_entry_oauth2_flow._encode_jwt(hass, {"flow_id": flow["flow_id"], "redirect_uri": REDIRECT})
        client = await hass_client_no_auth()
        response = await client.get(f"/auth/external/callback?{answer}&state={state}")
        assert response.status == HTTPStatus.OK
        return await hass.config_entries.flow.async_configure(flow["flow_id"])

    return visit


async def test_sign_in(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, visit: Visit) -> None:
    """From the dialog to Trakt, back, and to an account."""
    flow = await begin(hass)
    assert flow["type"] is FlowResultType.EXTERNAL_STEP
    query = URL(flow["url"]).query

    form = await visit(flow)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "tmdb")
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Trakt Demo"
    assert result["options"] == {}
    assert result["result"].unique_id == settings()["user"]["ids"]["uuid"]
    assert result["data"]["token"]["redirect_uri"] == REDIRECT
    request = token_request(aioclient_mock)
    assert request == {
        "grant_type": "authorization_code",
        "code": "abcd",
        "redirect_uri": REDIRECT,
        "client_id": "client-id",
        "client_secret": "client-secret",
        "code_verifier": request["code_verifier"],
    }
    assert URL(flow["url"]).with_query(None) == URL(f"{TRAKT_AUTH}/oauth/authorize")
    assert query["code_challenge_method"] == "S256"
    assert query["code_challenge"] == _challenge(request["code_verifier"])
    assert "prompt" not in query


async def test_an_account_without_uuid_is_known_by_its_slug(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, visit: Visit, trakt: FakeTrakt
) -> None:
    """Trakt does not give every id to everybody."""
    user = {"username": "demo", "name": "", "ids": {"slug": "demo-slug"}}
    trakt.answer(settings={"json": {"user": user}})
    aioclient_mock.post(TOKEN_URL, json=TOKEN)
    form = await visit(await begin(hass))
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {})

    assert result["result"].unique_id == "demo-slug"
    assert result["title"] == "Trakt demo"


async def test_a_good_tmdb_key_is_kept(hass: HomeAssistant, visit: Visit) -> None:
    """Without the blanks that come with copying."""
    form = await visit(await begin(hass))
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_TMDB_API_KEY: f" {TMDB_KEY} "})

    assert result["options"] == {CONF_TMDB_API_KEY: TMDB_KEY}


@pytest.mark.parametrize("key", [TMDB_KEY, "two words", "schlüssel"])
async def test_a_refused_tmdb_key_brings_the_form_back(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, visit: Visit, trakt: FakeTrakt, key: str
) -> None:
    """With what was typed, and once it is corrected the account is there."""
    form = await visit(await begin(hass))
    trakt.answer()
    aioclient_mock.get(CONFIGURATION_URL, status=401, json={"status_code": 7})
    form = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_TMDB_API_KEY: key})

    assert form["errors"] == {CONF_TMDB_API_KEY: "invalid_tmdb_key"}
    schema: Any = form["data_schema"]
    assert [field.description for field in schema.schema] == [{"suggested_value": key}]

    trakt.answer()
    aioclient_mock.get(CONFIGURATION_URL, json={})
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_TMDB_API_KEY: TMDB_KEY})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_tmdb_key_that_cannot_be_checked_is_kept(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, visit: Visit, trakt: FakeTrakt
) -> None:
    """TMDB being down is no reason to stop."""
    form = await visit(await begin(hass))
    trakt.answer()
    aioclient_mock.get(CONFIGURATION_URL, status=503)
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {CONF_TMDB_API_KEY: TMDB_KEY})

    assert result["options"] == {CONF_TMDB_API_KEY: TMDB_KEY}


async def test_the_same_account_twice(hass: HomeAssistant, entry: MockConfigEntry, visit: Visit) -> None:
    """It is refused."""
    result = await visit(await begin(hass))

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")


async def test_another_account(hass: HomeAssistant, entry: MockConfigEntry, visit: Visit, trakt: FakeTrakt) -> None:
    """Trakt is told to ask who it is, and both are there."""
    flow = await begin(hass)
    assert URL(flow["url"]).query["prompt"] == "login"

    trakt.answer(settings={"json": settings("Second", "99999999-2222-3333-4444-555555555555")})
    trakt.mock.post(TOKEN_URL, json=TOKEN)
    form = await visit(flow)
    result = await hass.config_entries.flow.async_configure(form["flow_id"], {})

    assert result["title"] == "Trakt Second"
    assert len(hass.config_entries.async_entries(DOMAIN)) == 2


async def test_trakt_names_another_error(hass: HomeAssistant, visit: Any) -> None:
    """Home Assistant tells it in its own words."""
    result = await visit(await begin(hass), "error=server_error")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "user_rejected_authorize")
    assert result["description_placeholders"] == {"error": "server_error"}


async def test_the_user_refuses(hass: HomeAssistant, visit: Any) -> None:
    """Nothing is kept."""
    result = await visit(await begin(hass), "error=access_denied")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "sign_in_cancelled")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"status": 401, "json": {"error": "invalid_client"}}, "app_rejected", id="unknown app"),
        pytest.param({"status": 400, "json": {"error": "invalid_grant"}}, "oauth_unauthorized", id="used code"),
        pytest.param(
            {"status": 403, "text": "<html>", "headers": {"Content-Type": "text/html"}}, "oauth_failed", id="page"
        ),
        pytest.param({"status": 429, "headers": {"Retry-After": "7"}}, "oauth_failed", id="too many requests"),
        pytest.param({"status": 500}, "oauth_failed", id="server error"),
        pytest.param({"json": {"access_token": "x"}}, "oauth_failed", id="half a token"),
        pytest.param({"exc": TimeoutError}, "oauth_failed", id="no answer"),
    ],
)
async def test_the_code_is_not_exchanged(
    hass: HomeAssistant, visit: Visit, trakt: FakeTrakt, answer: dict[str, Any], reason: str
) -> None:
    """Each cause has words of its own."""
    trakt.answer()
    trakt.mock.post(TOKEN_URL, **answer)
    result = await visit(await begin(hass))

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, reason)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"status": 403}, "app_rejected", id="app rejected"),
        pytest.param({"status": 423}, "account_locked", id="locked"),
        pytest.param({"status": 401}, "oauth_unauthorized", id="token rejected"),
        pytest.param({"status": 429}, "cannot_connect", id="too many requests"),
        pytest.param({"status": 502}, "cannot_connect", id="server error"),
        pytest.param({"json": {"user": {"username": "demo", "ids": {}}}}, "cannot_connect", id="no id"),
        pytest.param({"json": []}, "cannot_connect", id="nobody"),
    ],
)
async def test_nobody_knows_who_signed_in(
    hass: HomeAssistant, visit: Visit, trakt: FakeTrakt, answer: dict[str, Any], reason: str
) -> None:
    """The token is good, and yet there is no account."""
    trakt.answer(settings=answer)
    trakt.mock.post(TOKEN_URL, json=TOKEN)
    result = await visit(await begin(hass))

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, reason)


async def test_sign_in_again(hass: HomeAssistant, entry: MockConfigEntry, visit: Visit) -> None:
    """The account goes on with the new token, and with what Trakt held against the old one forgotten."""
    form: Any = await entry.start_reauth_flow(hass)
    assert form["step_id"] == "reauth_confirm"
    assert form["description_placeholders"]["account"] == "Trakt Demo"
    flow = await hass.config_entries.flow.async_configure(form["flow_id"], {})
    waits = limits_of(hass, entry.entry_id).waits
    with patch.object(waits, "clear") as clear:
        result = await visit(flow)
        await hass.async_block_till_done(wait_background_tasks=True)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reauth_successful")
    assert entry.data["token"]["access_token"] == "new-access-token"
    clear.assert_called_once_with()


async def test_sign_in_again_after_the_clock_was_ahead(
    hass: HomeAssistant, entry: MockConfigEntry, visit: Visit, hass_storage: dict[str, Any]
) -> None:
    """The new token is the one in use from now on, also after a power cut a moment later."""
    tokens = TokenStore(hass, entry.entry_id)
    old = entry.data["token"]
    await tokens.async_save(old | {"expires_at": old["expires_at"] + 365 * 86_400})
    form = await entry.start_reauth_flow(hass)
    await visit(await hass.config_entries.flow.async_configure(form["flow_id"], {}))
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (await tokens.async_younger(old))["access_token"] == "new-access-token"
    assert (await tokens.async_younger(entry.data["token"]))["access_token"] == "new-access-token"


async def test_sign_in_again_with_another_account(
    hass: HomeAssistant, entry: MockConfigEntry, visit: Visit, trakt: FakeTrakt
) -> None:
    """The account keeps its token."""
    trakt.answer(settings={"json": settings("Second", "99999999-2222-3333-4444-555555555555")})
    trakt.mock.post(TOKEN_URL, json=TOKEN)
    form = await entry.start_reauth_flow(hass)
    result = await visit(await hass.config_entries.flow.async_configure(form["flow_id"], {}))

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "wrong_account")
    assert result["description_placeholders"]["account"] == "Trakt Demo"
    assert entry.data["token"]["access_token"] == "an-access-token"


async def test_reconfigure(hass: HomeAssistant, entry: MockConfigEntry, visit: Visit) -> None:
    """The same account, perhaps with another app."""
    result = await visit(await entry.start_reconfigure_flow(hass))
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    assert entry.data["token"]["access_token"] == "new-access-token"


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
