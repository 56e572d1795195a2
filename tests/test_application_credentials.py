"""The app with which users sign in: their own, or the one that comes with the integration."""

from unittest.mock import patch

from aiohttp.test_utils import make_mocked_request
from homeassistant.components.application_credentials import ClientCredential
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import (
    OAuth2TokenRequestConnectionError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,
)
from homeassistant.helpers.http import current_request
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from yarl import URL

from custom_components.trakt_upcoming.application_credentials import (
    TraktImplementation,
    async_get_auth_implementation,
    async_get_description_placeholders,
)
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH

from .trakt import FakeTrakt
from .trakt_json import Json

TOKEN_URL = f"{TRAKT_AUTH}/oauth/token"
HTML = {"Content-Type": "text/html"}
NEW = {"access_token": "next", "refresh_token": "next-refresh", "expires_in": 604_800, "token_type": "bearer"}


@pytest.fixture
async def implementation(hass: HomeAssistant, credentials: None, trakt: FakeTrakt) -> TraktImplementation:
    """Return the way to sign in with the user's own app."""
    # The integration has to be loaded, because its version is part of how it introduces itself.
    assert await async_setup_component(hass, DOMAIN, {})
    made = await async_get_auth_implementation(hass, DOMAIN, ClientCredential("client-id", "client-secret"))
    assert isinstance(made, TraktImplementation)
    return made


async def test_a_renewal_says_where_the_sign_in_came_back_to(
    implementation: TraktImplementation, trakt: FakeTrakt, token: Json
) -> None:
    """As JSON, with a name, and with the secret."""
    trakt.mock.post(TOKEN_URL, json=NEW)
    renewed = await implementation.async_refresh_token(token)
    _, _, request, headers = trakt.mock.mock_calls[-1]

    assert request == {
        "grant_type": "refresh_token",
        "refresh_token": "a-refresh-token",
        "redirect_uri": "https://example.com/auth/external/callback",
        "client_id": "client-id",
        "client_secret": "client-secret",
    }
    assert headers["User-Agent"].startswith("TraktUpcoming/")
    assert " HomeAssistant/" in headers["User-Agent"]
    assert (renewed["access_token"], renewed["redirect_uri"]) == ("next", token["redirect_uri"])


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"status": 400, "json": {"error": "invalid_grant"}}, OAuth2TokenRequestReauthError),
        ({"status": 401, "json": {"error": "invalid_client"}}, OAuth2TokenRequestTransientError),
        ({"status": 429, "json": {}}, OAuth2TokenRequestTransientError),
        (
            {"status": 403, "text": "<html>", "headers": {"Content-Type": "text/html"}},
            OAuth2TokenRequestConnectionError,
        ),
        ({"status": 400, "text": ""}, OAuth2TokenRequestConnectionError),
    ],
    ids=["sign in again", "app rejected", "too many requests", "page", "empty"],
)
async def test_home_assistant_hears_its_own_errors(
    implementation: TraktImplementation, trakt: FakeTrakt, token: Json, answer: Json, error: type[Exception]
) -> None:
    """Only a sign-in that ended is one for the user."""
    trakt.mock.post(TOKEN_URL, **answer)

    with pytest.raises(error):
        await implementation.async_refresh_token(token)


async def test_dialog_names_the_addresses(hass: HomeAssistant) -> None:
    """Where to create an app, and what to enter there."""
    hass.config.components.add("my")
    placeholders = await async_get_description_placeholders(hass)

    assert placeholders == {
        "apps_url": "https://app.trakt.tv/settings/apps/api",
        "redirect_url": "https://my.home-assistant.io/redirect/oauth",
    }


@pytest.mark.parametrize("with_my", [True, False], ids=["my", "without my"])
@pytest.mark.usefixtures("trakt", "credentials", "socket_enabled")
async def test_dialog_and_sign_in_use_the_same_address(
    hass: HomeAssistant, aiohttp_client: ClientSessionGenerator, hass_access_token: str, *, with_my: bool
) -> None:
    """The dialog asks by a websocket, the sign-in by a flow; both are open at one address, as in a browser."""
    for component in (DOMAIN, "config", "websocket_api"):
        assert await async_setup_component(hass, component, {})
    if with_my:
        hass.config.components.add("my")
    client = await aiohttp_client(hass.http.app)
    async with client.ws_connect("/api/websocket", origin="https://home.example:8123") as websocket:
        await websocket.receive_json()
        await websocket.send_json({"type": "auth", "access_token": hass_access_token})
        await websocket.receive_json()
        await websocket.send_json({"id": 1, "type": "application_credentials/config"})
        config = (await websocket.receive_json())["result"]["integrations"][DOMAIN]
    headers = {"Authorization": f"Bearer {hass_access_token}", "HA-Frontend-Base": "https://home.example:8123"}
    flow = await client.post("/api/config/config_entries/flow", json={"handler": DOMAIN}, headers=headers)
    sent = URL((await flow.json())["url"]).query["redirect_uri"]

    assert config["description_placeholders"]["redirect_url"] == sent
    assert sent.startswith("https://my." if with_my else "https://home.example:8123/")


@pytest.mark.parametrize(
    ("headers", "urls", "expected"),
    [
        pytest.param({"HA-Frontend-Base": "https://a.example"}, {}, "https://a.example", id="in a flow"),
        pytest.param({"Origin": "http://10.0.0.5:8123"}, {}, "http://10.0.0.5:8123", id="in a browser"),
        pytest.param({}, {"external_url": "https://b.example"}, "https://b.example", id="without a browser"),
        pytest.param(
            None,
            {"external_url": "https://b.example", "internal_url": "http://10.0.0.2:8123"},
            "https://b.example",
            id="from outside",
        ),
        pytest.param(None, {"internal_url": "http://10.0.0.2:8123"}, "http://10.0.0.2:8123", id="from inside only"),
        pytest.param(None, {}, "https://<Home Assistant>", id="nothing is known"),
    ],
)
async def test_address_without_my_home_assistant(
    hass: HomeAssistant, headers: dict[str, str] | None, urls: dict[str, str], expected: str
) -> None:
    """It is the one at which Home Assistant is open, else the one at which it most likely will be."""
    await hass.config.async_update(**urls)
    request = make_mocked_request("GET", "/", headers=headers) if headers is not None else None
    reset = current_request.set(request)
    placeholders = await async_get_description_placeholders(hass)
    current_request.reset(reset)

    assert placeholders["redirect_url"] == f"{expected}/auth/external/callback"


@pytest.mark.usefixtures("current_request_with_host", "trakt")
async def test_app_of_the_integration(hass: HomeAssistant) -> None:
    """Users without one of their own sign in with it."""
    assert await async_setup_component(hass, "application_credentials", {})
    with patch("custom_components.trakt_upcoming.config_flow.CLIENT_ID", "shipped-id"):
        flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    assert flow["type"] is FlowResultType.EXTERNAL_STEP
    assert URL(flow["url"]).query["client_id"] == "shipped-id"


@pytest.mark.usefixtures("current_request_with_host", "trakt")
async def test_no_app_comes_with_the_integration(hass: HomeAssistant) -> None:
    """Then the user is asked for their own."""
    assert await async_setup_component(hass, "application_credentials", {})
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})

    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "missing_credentials")


async def test_an_app_without_secret_proves_itself_by_pkce(
    hass: HomeAssistant, implementation: TraktImplementation, trakt: FakeTrakt
) -> None:
    """No secret is sent, not even an empty one."""
    public = await async_get_auth_implementation(hass, DOMAIN, ClientCredential("shipped-id", ""))
    trakt.mock.post(TOKEN_URL, json=NEW)
    await public.async_resolve_external_data({"code": "c", "state": {"redirect_uri": "https://example.com/back"}})
    request = trakt.mock.mock_calls[-1][2]

    assert "client_secret" not in request
    assert len(request["code_verifier"]) == 128
