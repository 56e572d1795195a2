"""The agenda as the demo prints it: a table for people, lines for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Self

from rich.console import Console
from rich.markup import escape
from rich.table import Table

ALL_DAY = "all-day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One release."""

    day: date
    time: str
    title: str
    feed: str
    poster: str

    @classmethod
    def from_release(cls, day: str, release: dict[str, Any], home: str) -> Self:
        """Read one release of the action's answer; `time` is local, as Home Assistant answers it."""
        start: str = release["start"]
        poster: str = release["poster"] or ""
        return cls(
            day=date.fromisoformat(day),
            time=f"{datetime.fromisoformat(start):%H:%M}" if "T" in start else ALL_DAY,
            title=release["title"],
            feed=release["feed"],
            poster=f"{home}{poster}" if poster.startswith("/") else poster,
        )

    def __str__(self) -> str:
        """Return the release as tab-separated fields."""
        return "\t".join((self.day.isoformat(), self.time, self.title, self.poster))


def lines(answer: dict[str, Any], home: str) -> list[Line]:
    """Return the releases that the action `get_upcoming` answered at a home's address, in its order."""
    return [Line.from_release(day["date"], release, home) for day in answer["days"] for release in day["releases"]]


def print_agenda(agenda: list[Line], console: Console) -> None:
    """Print a table on a terminal, and plain lines anywhere else."""
    if console.is_terminal:
        console.print(_table(agenda))
        return
    for line in agenda:
        console.file.write(f"{line}\n")
    console.file.flush()


def _table(agenda: list[Line]) -> Table:
    table = Table(title=f"{len(agenda)} releases", title_justify="left", box=None, pad_edge=False)
    table.add_column("time", style="cyan", no_wrap=True)
    table.add_column("title", ratio=1)
    table.add_column("feed", style="dim")
    table.add_column("poster", no_wrap=True)
    for day, of_day in groupby(agenda, key=lambda line: line.day):
        table.add_row("", f"[bold]{day:%A %-d %B %Y}[/bold]")
        for row in _rows(of_day):
            table.add_row(*row)
        table.add_section()
    return table


def _rows(of_day: Iterator[Line]) -> Iterator[tuple[str, str, str, str]]:
    for line in of_day:
        name = line.poster.rpartition("/")[2]
        poster = f"[link={line.poster}]{escape(name)}[/link]" if name else "[dim]none[/dim]"
        yield line.time, escape(line.title), line.feed, poster
