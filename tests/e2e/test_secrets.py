"""The promises of `SECURITY.md`: secrets are only in Home Assistant's storage."""

from collections.abc import Iterable
import json
from typing import Any

import pytest

from scripts.home_api import HomeApiError

from .account import ConnectedAccount, asked, until

HOSTS = ("trakt_api", "trakt_auth", "tmdb_api")
STORED = ("core.config_entries", "application_credentials")


async def test_secrets_are_in_the_storage_only(account: ConnectedAccount) -> None:
    """Also with debug logging, and after errors of the services."""
    home, simulator = account.home, account.simulator

    async def tmdb_has_failed() -> bool:
        return "TMDB answered with status 500" in home.log

    await simulator.break_down(host="tmdb_api", kind="status", status=500)
    await account.choose(language="fr")
    await until(tmdb_has_failed)
    await simulator.break_down(host="trakt_api", kind="status", status=401, times=1)
    await simulator.break_down(host="trakt_api", kind="status", status=500)
    with pytest.raises(HomeApiError, match="not answer properly"):
        await account.refresh()
    diagnostics = await home.api.request("GET", f"diagnostics/config_entry/{account.entry_id}")
    assert diagnostics["data"]["requests"]
    shown = json.dumps([diagnostics, await home.api.states(), await home.api.entries(), await account.releases()])
    assert "status 401, " in home.log
    assert "status 500, " in home.log
    await home.stop()

    secrets = _secrets(account, simulator.addresses.client_secret, simulator.addresses.tmdb_api_key)

    files = (path for path in home.folder.path.rglob("*") if path.is_file() and "custom_components" not in path.parts)
    stored = {
        path.relative_to(home.folder.path).as_posix() for path in files if _in(path.read_text("latin-1"), secrets)
    }
    names = (*STORED, f"trakt_upcoming.{account.entry_id}.token")
    assert stored == {f".storage/{name}" for name in names}
    assert not _in(shown, secrets)


async def test_secrets_are_not_in_addresses(account: ConnectedAccount) -> None:
    """A read access token is sent in a header. The only exception is a short key, which the simulator does not log."""
    addresses = account.simulator.addresses
    before = (await asked(account.simulator))["tmdb_api"]

    async def tmdb_was_asked() -> bool:
        return (await asked(account.simulator))["tmdb_api"] > before

    await account.choose(tmdb_api_key=addresses.tmdb_token, language="fr")
    await until(tmdb_was_asked)
    requests = await account.simulator.requests()
    await account.home.stop()

    secrets = _secrets(account, addresses.client_secret, addresses.tmdb_token)

    assert {request["host"] for request in requests} == set(HOSTS)
    assert not _in(json.dumps(requests), secrets)


def _secrets(account: ConnectedAccount, *others: str) -> set[str]:
    """Return the tokens of the account of a stopped home, and other secrets."""
    path = account.home.folder.path / ".storage" / "core.config_entries"
    (entry,) = json.loads(path.read_text())["data"]["entries"]
    token: dict[str, Any] = entry["data"]["token"]
    secrets = {token["access_token"], token["refresh_token"], *others}
    assert all(len(secret) >= 8 for secret in secrets)
    return secrets


def _in(text: str, secrets: Iterable[str]) -> set[str]:
    return {secret for secret in secrets if secret in text}
