"""Image files, in a folder that can be deleted at any time; the least recently used are deleted first."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
import os
from pathlib import Path
import re
from secrets import token_bytes
import shutil
from time import time
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..api.images import content_type_of
from ..const import DOMAIN, LOGGER

MOST_BYTES: Final = 200_000_000
"""The limit of all pictures together."""
_LIFETIME: Final = 150 * 86_400
"""Seconds after which a picture is fetched again; TMDB allows six months."""
_SECRET_FILE: Final = "secret"  # noqa: S105 - a name
_SECRET_BYTES: Final = 32
_UNFINISHED: Final = ".new"
_FILE: Final = re.compile(r"(?P<name>[0-9a-f]{32})-(?P<tag>[0-9a-f]{16})")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture; it is on disk unless it could not be written."""

    body: bytes = field(repr=False)
    content_type: str
    tag: str
    """A hash of the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    tag: str
    size: int
    fetched: float
    """Seconds since 1970."""


class PictureStore:
    """Pictures by name, and the secret that their names are made with.

    The name of a file contains the tag of its bytes, so a damaged file is detected and fetched again. Its access time
    is set to the time of the last use, because file systems may not record that.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize the picture store."""
        self._hass = hass
        # Home Assistant leaves this folder out of backups.
        self._folder = Path(hass.config.cache_path(DOMAIN))
        self._files: OrderedDict[str, _File] = OrderedDict()
        self.secret = b""

    async def async_load(self) -> None:
        """Load the secret and the index of the files; without a writable folder, the secret is in memory only."""
        self.secret, self._files = await self._hass.async_add_executor_job(_load, self._folder)

    def tag(self, name: str) -> str | None:
        """Return the tag of a picture, None if it is not on disk."""
        file = self._files.get(name)
        return file.tag if file is not None and time() < file.fetched + _LIFETIME else None

    async def async_read(self, name: str) -> KeptPicture | None:
        """Return a picture, None if there is none, or it is old or damaged."""
        if (tag := self.tag(name)) is None:
            return None
        self._files.move_to_end(name)
        picture = await self._hass.async_add_executor_job(_read, self._path(name, tag), tag, time())
        if picture is None and self.tag(name) == tag:
            del self._files[name]
        return picture

    async def async_write(self, name: str, body: bytes, content_type: str) -> KeptPicture:
        """Store a picture, and delete the least recently used ones above the limit."""
        picture, now = KeptPicture(body=body, content_type=content_type, tag=_tag(body)), time()
        gone = self._make_room(name, len(body))
        try:
            await self._hass.async_add_executor_job(_write, self._path(name, picture.tag), body, gone, now)
        except OSError as error:
            LOGGER.debug("A picture cannot be kept: %s", error)
        else:
            self._files[name] = _File(tag=picture.tag, size=len(body), fetched=now)
        return picture

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return the number of pictures and their total size in bytes."""
        return {"kept": len(self._files), "bytes": sum(file.size for file in self._files.values())}

    async def async_remove(self) -> None:
        """Delete all pictures and the secret."""
        self._files.clear()
        await self._hass.async_add_executor_job(shutil.rmtree, self._folder, True)

    def _make_room(self, name: str, size: int) -> list[Path]:
        """Remove the old picture of this name, and as many others as needed, from the index; return their files."""
        gone = [self._path(name, old.tag)] if (old := self._files.pop(name, None)) is not None else []
        room = MOST_BYTES - size - sum(file.size for file in self._files.values())
        while room < 0 and self._files:
            oldest, file = self._files.popitem(last=False)
            gone.append(self._path(oldest, file.tag))
            room += file.size
        return gone

    def _path(self, name: str, tag: str) -> Path:
        return self._folder / f"{name}-{tag}"


def _tag(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]


def _load(folder: Path) -> tuple[bytes, OrderedDict[str, _File]]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _secret(folder / _SECRET_FILE), _files(folder)
    except OSError as error:
        LOGGER.warning("No pictures can be kept: %s", error)
        return token_bytes(_SECRET_BYTES), OrderedDict()


def _secret(path: Path) -> bytes:
    if path.exists() and len(secret := path.read_bytes()) == _SECRET_BYTES:
        return secret
    secret = token_bytes(_SECRET_BYTES)
    path.touch(mode=0o600)
    path.write_bytes(secret)
    return secret


def _files(folder: Path) -> OrderedDict[str, _File]:
    """Return the files, least recently used first; files that a crash left unfinished are deleted."""
    found = []
    for path in folder.iterdir():
        # Other programs may store files here: a network drive its previews, a desktop its settings.
        with suppress(OSError):
            if (form := _FILE.fullmatch(path.name)) is not None:
                facts = path.stat()
                file = _File(tag=form["tag"], size=facts.st_size, fetched=facts.st_mtime)
                found.append((facts.st_atime, form["name"], file))
            elif path.suffix == _UNFINISHED:
                path.unlink()
    return OrderedDict((name, file) for _, name, file in sorted(found, key=lambda each: each[0]))


def _read(path: Path, tag: str, now: float) -> KeptPicture | None:
    try:
        body = path.read_bytes()
        content_type = content_type_of(body)
        if content_type is None or _tag(body) != tag:
            path.unlink()
            return None
        os.utime(path, (now, path.stat().st_mtime))
    except OSError:
        return None
    return KeptPicture(body=body, content_type=content_type, tag=tag)


def _write(path: Path, body: bytes, gone: list[Path], now: float) -> None:
    """Write a file atomically, and delete others; raises OSError."""
    for each in gone:
        each.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(_UNFINISHED)
    unfinished.write_bytes(body)
    os.utime(unfinished, (now, now))
    unfinished.replace(path)
