"""The files and the log of a home that was killed."""

from collections.abc import Mapping
from dataclasses import dataclass
import json
import os
from pathlib import Path
import re
from typing import Any

from scripts.home import Home
from scripts.home_api import DOMAIN

UNFINISHED = "tmp"
COMPLAINT = re.compile(rf"^\S+ \S+ (WARNING|ERROR|CRITICAL) .*\[custom_components\.{DOMAIN}.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """The files of one account."""

    home: Home
    entry_id: str

    @property
    def folder(self) -> Path:
        """Home Assistant's storage folder."""
        return self.home.folder.path / ".storage"

    @property
    def has_account(self) -> bool:
        """Whether Home Assistant has written the account to its own files, which takes some seconds."""
        stores = {name: self.folder / f"core.{name}" for name in ("config_entries", "entity_registry")}
        return all(path.exists() and self.entry_id in path.read_text() for path in stores.values())

    @property
    def entry(self) -> Mapping[str, Any]:
        """The config entry of the account on disk."""
        (entry,) = (
            entry for entry in self._read("core.config_entries")["entries"] if entry["entry_id"] == self.entry_id
        )
        return dict(entry)

    @property
    def refresh_token(self) -> str:
        """The single-use token that the account uses after the next start."""
        tokens = [self.entry["data"]["token"]]
        if (self.folder / self._token_name).exists():
            tokens.append(self._read(self._token_name))
        return str(max(tokens, key=lambda token: token["expires_at"] - token["expires_in"])["refresh_token"])

    @property
    def is_ahead(self) -> bool:
        """Whether the integration has saved a token that is not in Home Assistant's config entry yet."""
        return bool(self.refresh_token != self.entry["data"]["token"]["refresh_token"])

    @property
    def files(self) -> set[tuple[str, int]]:
        """The files of the integration and the unfinished ones, with their inodes, which change with each write."""
        with os.scandir(self.folder) as found:
            return {(file.name, file.inode()) for file in found if file.name.startswith((DOMAIN, UNFINISHED))}

    @property
    def unfinished(self) -> int:
        """The number of files that were not written completely."""
        return sum(name.startswith(UNFINISHED) for name, _ in self.files)

    def assert_whole(self) -> None:
        """Assert that every file can be parsed, and none was set aside as unreadable."""
        names = [path.name for path in self.folder.iterdir() if path.name.startswith((DOMAIN, "core.config_entries"))]
        assert {f"{DOMAIN}.{self.entry_id}", f"{DOMAIN}.{self.entry_id}.asked", "core.config_entries"} <= {*names}
        assert not [name for name in names if name.endswith(".unreadable") or ".corrupt" in name]
        for name in names:
            assert self._read(name)

    def complaints(self) -> list[str]:
        """Return the warnings and errors of the integration since the last start."""
        return [found.group() for found in COMPLAINT.finditer(self.home.log)]

    @property
    def _token_name(self) -> str:
        return f"{DOMAIN}.{self.entry_id}.token"

    def _read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_bytes())["data"]
