"""What the recorder writes in a day: the growth of its compacted database, and the largest attributes in it."""

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
import sqlite3
from typing import Any, Final, Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance

from scripts.benchmark.clock import TravelLoop
from scripts.benchmark.fact import Fact, fact
from scripts.benchmark.home import BenchHome

DATABASE: Final = "benchmark.db"
HOUR: Final = timedelta(hours=1)
_SOONER: Final = timedelta(minutes=20)


def configuration(folder: Path) -> dict[str, Any]:
    """Return a configuration with a recorder that commits rarely, because its clock runs fast."""
    return {
        "recorder": {"db_url": f"sqlite:///{folder / DATABASE}", "commit_interval": 600, "auto_purge": False},
        "history": {},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The size of the compacted database in bytes, and the number of its states."""

    size: int
    states: int
    largest_attributes: int
    """Bytes."""

    @classmethod
    def of(cls, path: Path) -> Self:
        """Return the contents of a compacted copy of the database."""
        copy = path.with_suffix(".copy")
        copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as database:
            database.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy)) as database:
            (states,) = database.execute("SELECT count(*) FROM states").fetchone()
            lengths = "SELECT max(length(CAST(shared_attrs AS BLOB))) FROM state_attributes"
            (largest,) = database.execute(lengths).fetchone()
        return cls(size=copy.stat().st_size, states=states, largest_attributes=largest)


async def facts(home: BenchHome, loop: TravelLoop, folder: Path, releases: int, hours: int) -> list[Fact]:
    """Measure a number of hours without a change, and as many hours with a new episode each."""
    await home.set_up()
    # In the first hour, everything is written for the first time.
    await loop.travel(home.hass, HOUR)
    before = await _written(home.hass, folder)
    for _ in range(hours):
        await loop.travel(home.hass, HOUR)
    unchanged = await _written(home.hass, folder)
    for hour in range(hours):
        await loop.travel(home.hass, _SOONER)
        await home.announce(f"Announced Show {hour}", in_hours=30 + hour)
        await loop.travel(home.hass, HOUR - _SOONER)
    changed = await _written(home.hass, folder)
    return [
        fact("recorded in a day, nothing new", unchanged.size - before.size, "bytes", releases),
        fact("states in a day, nothing new", unchanged.states - before.states, "rows", releases),
        fact("recorded in a day, a change an hour", changed.size - unchanged.size, "bytes", releases),
        fact("states in a day, a change an hour", changed.states - unchanged.states, "rows", releases),
        fact("largest recorded attributes", changed.largest_attributes, "bytes", releases),
    ]


async def _written(hass: HomeAssistant, folder: Path) -> Written:
    await get_instance(hass).async_block_till_done()
    return await hass.async_add_executor_job(Written.of, folder / DATABASE)
