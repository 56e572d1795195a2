"""The configuration folder of an onboarded Home Assistant, with a known login and port."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import secrets
import socket
from typing import Any
import uuid

import bcrypt
import jwt

HOST = "127.0.0.1"
USER = "demo"
PASSWORD = "demo"  # noqa: S105 - the demo prints it
DASHBOARD = "lovelace-trakt"
DASHBOARD_FILE = "trakt.yaml"
AUTOMATIONS_FILE = "automations.yaml"
INCLUDED_AUTOMATIONS = f"!include {AUTOMATIONS_FILE}"
"""The value of `automation` with which automations can be written later, by a script or in the interface."""
REPOSITORY = Path(__file__).resolve().parent.parent
# Below the kernel's range for outgoing connections, which therefore cannot use the port before Home Assistant does.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """Return a free loopback port."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as candidate:
            if candidate.connect_ex((HOST, port)) != 0:
                return port


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A refresh token of the owner, with the key that signs its access tokens."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    token: str = field(default_factory=lambda: secrets.token_hex(64))
    jwt_key: str = field(default_factory=lambda: secrets.token_hex(64))

    def access_token(self, lifetime: timedelta) -> str:
        """Return an access token that Home Assistant accepts."""
        now = datetime.now(UTC)
        return jwt.encode({"iss": self.id, "iat": now, "exp": now + lifetime}, self.jwt_key, algorithm="HS256")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFolder:
    """A configuration folder, which `write` fills before the first start."""

    path: Path
    time_zone: str
    with_integration: bool = True
    configuration: Mapping[str, Any] = field(default_factory=dict)
    """Additional configuration by domain."""
    port: int = field(default_factory=free_port)
    browser_key: Key = field(default_factory=Key)
    script_key: Key = field(default_factory=Key)

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def write(self) -> None:
        """Write the configuration, the login and a link to the integration."""
        self.path.mkdir(parents=True, exist_ok=True)
        # Home Assistant reads YAML, and JSON is valid YAML.
        configuration = json.dumps(self._configuration(), indent=2)
        configuration = configuration.replace(f'"{INCLUDED_AUTOMATIONS}"', INCLUDED_AUTOMATIONS)
        (self.path / "configuration.yaml").write_text(configuration)
        self.write_automations([])
        self.write_dashboard([])
        if self.with_integration:
            (self.path / "custom_components").symlink_to(REPOSITORY / "custom_components")
        self._store("http", self._http(), version=2, minor_version=2)
        self._store("onboarding", {"done": ["user", "core_config", "analytics", "integration"]}, version=4)
        self._store("auth", self._auth())
        password = base64.b64encode(bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(rounds=4))).decode()
        self._store("auth_provider.homeassistant", {"users": [{"username": USER, "password": password}]})

    def write_dashboard(self, views: list[dict[str, Any]]) -> None:
        """Write the views of the dashboard. Home Assistant reads them each time the page is opened."""
        (self.path / DASHBOARD_FILE).write_text(json.dumps({"title": "Trakt", "views": views}, indent=2))

    def write_automations(self, automations: list[dict[str, Any]]) -> None:
        """Write the automations. Home Assistant reads them when it starts or reloads automations."""
        (self.path / AUTOMATIONS_FILE).write_text(json.dumps(automations, indent=2))

    def _configuration(self) -> dict[str, Any]:
        dashboard = {
            "mode": "yaml",
            "title": "Trakt",
            "icon": "mdi:television-guide",
            "show_in_sidebar": True,
            "filename": DASHBOARD_FILE,
        }
        return {
            "homeassistant": {"name": "Demo home", "time_zone": self.time_zone, "language": "en", "country": "GB"},
            "logger": {"default": "warning", "logs": {"custom_components.trakt_upcoming": "debug"}},
            "lovelace": {"dashboards": {DASHBOARD: dashboard}},
            **self.configuration,
        }

    def _store(self, key: str, data: dict[str, Any], *, version: int = 1, minor_version: int = 1) -> None:
        folder = self.path / ".storage"
        folder.mkdir(exist_ok=True)
        content = {"version": version, "minor_version": minor_version, "key": key, "data": data}
        (folder / key).write_text(json.dumps(content))

    def _http(self) -> dict[str, Any]:
        # Not in YAML, because Home Assistant tries such settings for five minutes only.
        stable = {
            "server_host": [HOST],
            "server_port": self.port,
            "cors_allowed_origins": [],
            "login_attempts_threshold": -1,
            "ip_ban_enabled": False,
            "ssl_profile": "modern",
            "use_x_frame_options": True,
        }
        return {"stable": stable, "pending": None, "yaml_migration_done": True}

    def _auth(self) -> dict[str, Any]:
        user, credential = uuid.uuid4().hex, uuid.uuid4().hex
        owner = {
            "id": user,
            "group_ids": ["system-admin"],
            "is_owner": True,
            "is_active": True,
            "name": USER,
            "system_generated": False,
            "local_only": False,
        }
        login = {
            "id": credential,
            "user_id": user,
            "auth_provider_type": "homeassistant",
            "auth_provider_id": None,
            "data": {"username": USER},
        }
        common = {
            "user_id": user,
            "credential_id": credential,
            "created_at": datetime.now(UTC).isoformat(),
            "last_used_at": None,
            "last_used_ip": None,
            "expire_at": None,
            "version": None,
            "client_icon": None,
        }
        browser = {
            "id": self.browser_key.id,
            "token": self.browser_key.token,
            "jwt_key": self.browser_key.jwt_key,
            "client_id": f"{self.url}/",
            "client_name": None,
            "token_type": "normal",
            "access_token_expiration": timedelta(minutes=30).total_seconds(),
        }
        script = {
            "id": self.script_key.id,
            "token": self.script_key.token,
            "jwt_key": self.script_key.jwt_key,
            "client_id": None,
            "client_name": "scripts",
            "token_type": "long_lived_access_token",
            "access_token_expiration": timedelta(days=3650).total_seconds(),
        }
        return {
            "users": [owner],
            "groups": [{"id": group, "name": group} for group in ("system-admin", "system-users", "system-read-only")],
            "credentials": [login],
            "refresh_tokens": [common | browser, common | script],
        }
