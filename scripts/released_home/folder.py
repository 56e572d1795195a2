"""The stored home of a released version: its files, and how they are saved and restored."""

from dataclasses import dataclass
import json
import os
from pathlib import Path
import shutil
import time
from typing import Any, Final

from scripts.home_api import DOMAIN
from scripts.home_folder import REPOSITORY
from scripts.released_home import recorded

RELEASED: Final = REPOSITORY / "tests" / "released"
_STORAGE: Final = ".storage"
_IMAGES: Final = Path(".cache") / DOMAIN
_STORED: Final = (
    "application_credentials",
    "core.config_entries",
    "core.device_registry",
    "core.entity_registry",
    "core.restore_state",
    "repairs.issue_registry",
    f"{DOMAIN}.*",
)
"""The files with data of the integration. Users and logins are not stored, because each home has its own."""
_WIDTH: Final = 120


class LeakError(Exception):
    """A file contains a path of this machine."""


@dataclass(frozen=True, slots=True)
class ReleasedFolder:
    """The stored home of one version."""

    path: Path

    @property
    def simulator(self) -> Path:
        """The file with the saved state of the simulator."""
        return self.path / "simulator.json"

    @property
    def expected(self) -> dict[str, Any]:
        """What users had in this home."""
        expected: dict[str, Any] = json.loads((self.path / "expected.json").read_bytes())
        return expected

    def fill(self, home: Path, *, simulator: object, expected: object) -> None:
        """Copy the files of a home that was stopped, and write the state of the simulator and what is expected.

        Raises LeakError, and FileExistsError if the folder exists.
        """
        self.path.mkdir(parents=True)
        shutil.copytree(home / _IMAGES, self._home / _IMAGES)
        (self._home / _STORAGE).mkdir()
        for pattern in _STORED:
            for file in (home / _STORAGE).glob(pattern):
                shutil.copy(file, self._home / _STORAGE)
        (self.path / "recorder.sql").write_text(recorded.dump(home / recorded.DATABASE))
        self.simulator.write_text(as_text(simulator) + "\n")
        (self.path / "expected.json").write_text(as_text(expected) + "\n")
        self._refuse_paths(str(home.parent), str(Path.home()), str(REPOSITORY))

    def restore(self, home: Path) -> None:
        """Write the stored files to the folder of a home."""
        shutil.copytree(self._home, home)
        recorded.restore((self.path / "recorder.sql").read_text(), home / recorded.DATABASE)
        now = time.time()
        for image in (home / _IMAGES).iterdir():
            # The integration reads from the file time when an image was fetched, and Git stores no file times.
            os.utime(image, (now, now))

    @property
    def _home(self) -> Path:
        return self.path / "home"

    def _refuse_paths(self, *paths: str) -> None:
        for file in self.path.rglob("*"):
            if file.is_file() and any(path.encode() in file.read_bytes() for path in paths):
                raise LeakError(f"{file} contains a path of this machine")


def as_text(value: object, margin: str = "") -> str:
    """Return JSON in which every value that fits is on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = f"{margin} "
    if isinstance(value, dict):
        parts = [f"{json.dumps(name, ensure_ascii=False)}: {as_text(each, inner)}" for name, each in value.items()]
        opening, closing = "{}"
    else:
        parts = [as_text(each, inner) for each in value]
        opening, closing = "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(parts) + f"\n{margin}{closing}"
