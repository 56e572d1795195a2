"""OAuth with Trakt, for Application Credentials."""

from typing import Any, NoReturn, override

from aiohttp import RequestInfo
from aiohttp.hdrs import ORIGIN
from homeassistant.components.application_credentials import AuthImplementation, AuthorizationServer, ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.exceptions import (
    OAuth2TokenRequestConnectionError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,
)
from homeassistant.helpers.config_entry_oauth2_flow import (
    AUTH_CALLBACK_PATH,
    HEADER_FRONTEND_BASE,
    MY_AUTH_CALLBACK_PATH,
    AbstractOAuth2Implementation,
    LocalOAuth2ImplementationWithPkce,
)
from homeassistant.helpers.http import current_request
from homeassistant.helpers.network import NoURLAvailableError, get_url
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from .api.errors import ApiError, AppRejectedError, AuthenticationError, RateLimitedError
from .api.trakt import TraktAuth
from .clients import trakt_auth
from .const import DOMAIN, TRAKT_APPS

_UNKNOWN_ADDRESS = "https://<Home Assistant>"
_VERIFIER_LENGTH = 128


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AbstractOAuth2Implementation:
    """Return the way to sign in with a credential."""
    return TraktImplementation(hass, auth_domain, credential, trakt_auth(hass))


async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return the addresses for the dialog in which credentials are entered."""
    return {"apps_url": TRAKT_APPS, "redirect_url": _redirect_url(hass)}


def _redirect_url(hass: HomeAssistant) -> str:
    """Return the address to which Trakt is to send the browser back, as Home Assistant sends it at the sign-in."""
    if "my" in hass.config.components:
        return MY_AUTH_CALLBACK_PATH
    return f"{_frontend_base() or _address(hass)}{AUTH_CALLBACK_PATH}"


def _frontend_base() -> str | None:
    """Return the base address of the frontend in the requesting browser, None if there is no request.

    Flows send it in a header of their own; the dialog of credentials uses the websocket, for which every browser sends
    the same address as the origin.
    """
    if (request := current_request.get()) is None:
        return None
    return request.headers.get(HEADER_FRONTEND_BASE) or request.headers.get(ORIGIN)


def _address(hass: HomeAssistant) -> str:
    """Return the most likely address of Home Assistant, the external one first, or an example if none is known."""
    try:
        return get_url(hass, prefer_external=True)
    except NoURLAvailableError:
        return _UNKNOWN_ADDRESS


class TraktImplementation(AuthImplementation):
    """OAuth with PKCE, token requests as JSON, and Trakt's error responses."""

    def __init__(self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential, auth: TraktAuth) -> None:
        """Initialize the Trakt implementation."""
        super().__init__(hass, auth_domain, credential, AuthorizationServer(auth.authorize_url, auth.token_url))
        self._auth = auth
        self._verifier = LocalOAuth2ImplementationWithPkce.generate_code_verifier(_VERIFIER_LENGTH)

    @property
    @override
    def extra_authorize_data(self) -> dict[str, str]:
        """The PKCE challenge of this sign-in."""
        challenge = LocalOAuth2ImplementationWithPkce.compute_code_challenge(self._verifier)
        return {"code_challenge": challenge, "code_challenge_method": "S256"}

    @override
    async def async_resolve_external_data(self, external_data: Any) -> dict[str, Any]:
        """Return the token for the code that the browser returned, with the redirect URI of the sign-in."""
        redirect_uri = external_data["state"]["redirect_uri"]
        try:
            token = await self._token_request(
                {
                    "grant_type": "authorization_code",
                    "code": external_data["code"],
                    "redirect_uri": redirect_uri,
                    "code_verifier": self._verifier,
                }
            )
        except OAuth2TokenRequestTransientError as error:
            if isinstance(error.__cause__, AppRejectedError):
                raise AbortFlow("app_rejected", {"apps_url": TRAKT_APPS}) from error
            raise
        return {**token, "redirect_uri": redirect_uri}

    @override
    async def _async_refresh_token(self, token: dict[str, Any]) -> dict[str, Any]:
        """Return a new token; Trakt requires the redirect URI of the sign-in again."""
        new_token = await self._token_request(
            {
                "grant_type": "refresh_token",
                "refresh_token": token["refresh_token"],
                "redirect_uri": token["redirect_uri"],
            }
        )
        return {**token, **new_token}

    async def async_revoke(self, access_token: str) -> None:
        """Revoke a token.

        Raises UnavailableError when Trakt does not answer.
        """
        await self._auth.revoke({"token": access_token, **self._app})

    @override
    async def _token_request(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return a token.

        Raises Home Assistant's OAuth2 errors, each caused by the error of the API.
        """
        try:
            return await self._auth.token({**data, **self._app})
        except ApiError as error:
            self._raise_for(error)

    @property
    def _app(self) -> dict[str, str]:
        """The id of the app, and its secret if it has one. Trakt accepts them only as these fields."""
        return {
            "client_id": self.client_id,
            **({"client_secret": self.client_secret} if self.client_secret else {}),
        }

    def _raise_for(self, error: ApiError) -> NoReturn:
        url = URL(self.token_url)
        request = RequestInfo(url, "POST", CIMultiDictProxy(CIMultiDict()), url)
        match error:
            case AuthenticationError():
                raise OAuth2TokenRequestReauthError(domain=DOMAIN, request_info=request, message=str(error)) from error
            case AppRejectedError() | RateLimitedError():
                raise OAuth2TokenRequestTransientError(
                    domain=DOMAIN, request_info=request, message=str(error)
                ) from error
            case _:
                raise OAuth2TokenRequestConnectionError(domain=DOMAIN) from error
