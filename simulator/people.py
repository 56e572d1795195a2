"""Users and apps, with the codes and tokens that they have, and the locked accounts."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
import hashlib
import secrets
import time

CLIENT_ID = "simulated-client"
CLIENT_SECRET = "simulated-secret"  # noqa: S105 - of nothing
PUBLIC_CLIENT_ID = "simulated-public-client"
WEEK = 604_800
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user of Trakt."""

    username: str
    name: str
    uuid: str
    trakt: int
    vip: bool = False
    follows_half: bool = False
    """Whether the calendars contain only half of the catalogue."""


@dataclass(slots=True, kw_only=True)
class App:
    """An API app. A public one has no secret."""

    client_id: str
    client_secret: str | None
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An authorisation code that was not exchanged yet."""

    client_id: str
    redirect_uri: str
    challenge: str | None
    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in of a user to an app. `expires` is the end of the access token, in seconds of the monotonic clock."""

    client_id: str
    redirect_uri: str
    username: str
    expires: float


class OAuthError(Exception):
    """The auth host refuses a request."""

    def __init__(self, error: str, description: str) -> None:
        """Initialize with `error` and `error_description` of the answer."""
        super().__init__(description)
        self.error = error
        self.description = description


@dataclass(slots=True)
class People:
    """The state of the auth host: users, apps, codes and tokens."""

    lifetime: int = WEEK
    """The lifetime of new access tokens, in seconds."""
    next_person: str = "demo"
    refuse: bool = False
    locked: set[str] = field(default_factory=set)
    persons: dict[str, Person] = field(
        default_factory=lambda: {
            "demo": Person(username="demo", name="Demo", uuid="5d0a7d5e-1f0e-4b53-9a52-2f5f7a1c0001", trakt=1),
            "second": Person(
                username="second",
                name="Second",
                uuid="5d0a7d5e-1f0e-4b53-9a52-2f5f7a1c0002",
                trakt=2,
                vip=True,
                follows_half=True,
            ),
        }
    )
    apps: dict[str, App] = field(
        default_factory=lambda: {
            app.client_id: app
            for app in (
                App(client_id=CLIENT_ID, client_secret=CLIENT_SECRET),
                App(client_id=PUBLIC_CLIENT_ID, client_secret=None),
            )
        }
    )
    _codes: dict[str, Code] = field(default_factory=dict)
    _access: dict[str, Session] = field(default_factory=dict)
    _refresh: dict[str, Session] = field(default_factory=dict)

    def authorize(self, client_id: str, redirect_uri: str, challenge: str | None) -> str:
        """Return a code for the user who signs in next.

        Raises OAuthError.
        """
        if self._app(client_id).client_secret is None and challenge is None:
            raise OAuthError("invalid_request", "an app without a secret needs a code challenge")
        code = secrets.token_hex(16)
        self._codes[code] = Code(
            client_id=client_id, redirect_uri=redirect_uri, challenge=challenge, username=self.next_person
        )
        return code

    def exchange(self, request: Mapping[str, str]) -> dict[str, object]:
        """Exchange a code for a token. A code works once.

        Raises OAuthError.
        """
        app = self._authenticated_app(request)
        code = self._codes.pop(request.get("code", ""), None)
        if code is None or code.client_id != app.client_id or code.redirect_uri != request.get("redirect_uri"):
            raise OAuthError("invalid_grant", "the code is unknown, used, or for another address")
        if code.challenge != _challenge(request.get("code_verifier")):
            raise OAuthError("invalid_grant", "the code verifier does not fit")
        return self._issue(app.client_id, code.redirect_uri, code.username)

    def renew(self, request: Mapping[str, str]) -> dict[str, object]:
        """Exchange a refresh token for a new token. A refresh token works once.

        Raises OAuthError.
        """
        app = self._authenticated_app(request)
        if "redirect_uri" not in request:
            raise OAuthError("invalid_request", "redirect_uri is required")
        old = request.get("refresh_token", "")
        session = self._refresh.get(old)
        if session is None or (session.client_id, session.redirect_uri) != (app.client_id, request["redirect_uri"]):
            raise OAuthError("invalid_grant", "session not found")
        del self._refresh[old]
        return self._issue(app.client_id, session.redirect_uri, session.username)

    def revoke(self, request: Mapping[str, str]) -> None:
        """End the sign-in to which an access token belongs.

        Raises OAuthError.
        """
        self._authenticated_app(request)
        ended = self._access.pop(request.get("token", ""), None)
        self._refresh = {token: session for token, session in self._refresh.items() if session is not ended}

    def revoke_all(self) -> None:
        """End every sign-in, as a user can do in Trakt's settings."""
        self._access.clear()
        self._refresh.clear()

    def expire_all(self) -> None:
        """Expire all access tokens. Refresh tokens stay valid."""
        self._access.clear()

    def person(self, client_id: str, access_token: str) -> Person | None:
        """Return the user of an access token of an app, None if the token is not valid."""
        session = self._access.get(access_token)
        if session is None or session.client_id != client_id or session.expires <= time.monotonic():
            return None
        return self.persons[session.username]

    def accepts(self, client_id: str) -> bool:
        """Return whether the app exists and is enabled."""
        return client_id in self.apps and self.apps[client_id].enabled

    @property
    def sessions(self) -> int:
        """The number of sign-ins that can be renewed."""
        return len(self._refresh)

    @property
    def refresh_tokens(self) -> Mapping[str, Session]:
        """The sign-ins by the refresh tokens with which they can be renewed."""
        return dict(self._refresh)

    def admit(self, refresh_token: str, session: Session) -> None:
        """Add an earlier sign-in, which can be renewed."""
        self._refresh[refresh_token] = session

    def _app(self, client_id: str) -> App:
        if not self.accepts(client_id):
            raise OAuthError("invalid_client", "the client is unknown")
        return self.apps[client_id]

    def _authenticated_app(self, request: Mapping[str, str]) -> App:
        app = self._app(request.get("client_id", ""))
        # An app with a secret has to send it, even if it also sends a code verifier.
        if app.client_secret is not None and request.get("client_secret") != app.client_secret:
            raise OAuthError("invalid_client", "the client secret is wrong")
        return app

    def _issue(self, client_id: str, redirect_uri: str, username: str) -> dict[str, object]:
        session = Session(
            client_id=client_id,
            redirect_uri=redirect_uri,
            username=username,
            expires=time.monotonic() + self.lifetime,
        )
        access, refresh = secrets.token_hex(32), secrets.token_hex(32)
        self._access[access] = self._refresh[refresh] = session
        return {
            "access_token": access,
            "token_type": "bearer",
            "expires_in": self.lifetime,
            "refresh_token": refresh,
            "scope": "public",
            "created_at": int(time.time()),
        }


def _challenge(verifier: str | None) -> str | None:
    if verifier is None:
        return None
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
