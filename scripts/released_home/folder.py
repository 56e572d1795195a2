"""The folder of a released version's home: what is in it, and how it is filled and used."""

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
_PICTURES: Final = Path(".cache") / DOMAIN
_STORED: Final = (
    "application_credentials",
    "core.config_entries",
    "core.device_registry",
    "core.entity_registry",
    "core.restore_state",
    "repairs.issue_registry",
    f"{DOMAIN}.*",
)
"""The files that belong to the integration, or say something of it; who may log in to the home is for each home."""
_WIDTH: Final = 120


class LeakError(Exception):
    """Something of this machine is in what was to be kept."""


@dataclass(frozen=True, slots=True)
class ReleasedFolder:
    """What one version left behind."""

    path: Path

    @property
    def simulator(self) -> Path:
        """The file with which a simulator goes on where the last one ended."""
        return self.path / "simulator.json"

    @property
    def expected(self) -> dict[str, Any]:
        """What people had."""
        expected: dict[str, Any] = json.loads((self.path / "expected.json").read_bytes())
        return expected

    def fill(self, home: Path, *, simulator: object, expected: object) -> None:
        """Take over what a home that has ended left in its folder, and write down what belongs to it.

        Raises LeakError, and FileExistsError where there is something already.
        """
        self.path.mkdir(parents=True)
        shutil.copytree(home / _PICTURES, self._home / _PICTURES)
        (self._home / _STORAGE).mkdir()
        for pattern in _STORED:
            for file in (home / _STORAGE).glob(pattern):
                shutil.copy(file, self._home / _STORAGE)
        (self.path / "recorder.sql").write_text(recorded.dump(home / recorded.DATABASE))
        self.simulator.write_text(as_text(simulator) + "\n")
        (self.path / "expected.json").write_text(as_text(expected) + "\n")
        self._refuse(str(home.parent), str(Path.home()), str(REPOSITORY))

    def move_in(self, home: Path) -> None:
        """Make a home's folder of it, without what only Home Assistant itself needs."""
        shutil.copytree(self._home, home)
        recorded.restore((self.path / "recorder.sql").read_text(), home / recorded.DATABASE)
        now = time.time()
        for picture in (home / _PICTURES).iterdir():
            # The time of a file is when it was fetched, and a repository keeps no times.
            os.utime(picture, (now, now))

    @property
    def _home(self) -> Path:
        return self.path / "home"

    def _refuse(self, *places: str) -> None:
        for file in self.path.rglob("*"):
            if file.is_file() and any(place.encode() in file.read_bytes() for place in places):
                raise LeakError(f"{file} names a place on this machine")


def as_text(value: object, margin: str = "") -> str:
    """Return JSON in which everything that is short enough stands in one line."""
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
