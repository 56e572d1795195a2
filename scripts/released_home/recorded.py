"""The long-term statistics of a recorder as SQL, without its other contents."""

from contextlib import closing
from pathlib import Path
import sqlite3
from typing import Final

DATABASE: Final = "home-assistant_v2.db"
_KEPT: Final = ("schema_changes", "migration_changes", "statistics_meta", "statistics")
"""The tables whose rows are kept. All others are kept empty."""


def dump(database: Path) -> str:
    """Return the SQL statements that make a database with the same long-term statistics."""
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in names:
            if name not in _KEPT and not name.startswith("sqlite_"):
                connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 - a name of the database's own
        connection.execute("DELETE FROM statistics_meta WHERE id NOT IN (SELECT metadata_id FROM statistics)")
        return "".join(f"{line}\n" for line in connection.iterdump())


def restore(statements: str, database: Path) -> None:
    """Make a database from the statements of `dump`."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(statements)
