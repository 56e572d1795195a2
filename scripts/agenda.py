"""The agenda as the demo prints it: a table on a terminal, otherwise lines for programs."""

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
    """One release. `day` and `time` are in the time zone of the home."""

    day: date
    time: str
    title: str
    feed: str
    poster: str

    @classmethod
    def from_release(cls, day: str, release: dict[str, Any], home: str) -> Self:
        """Return the line of one release of `get_upcoming`. `home` is the address of Home Assistant."""
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
        """Return day, time, title and poster, separated by tabs."""
        return "\t".join((self.day.isoformat(), self.time, self.title, self.poster))


def lines(answer: dict[str, Any], home: str) -> list[Line]:
    """Return the releases in the response of `get_upcoming`, in its order. `home` is the address of Home Assistant."""
    return [Line.from_release(day["date"], release, home) for day in answer["days"] for release in day["releases"]]


def print_agenda(agenda: list[Line], console: Console) -> None:
    """Print a table on a terminal, otherwise plain lines."""
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
    for day, day_lines in groupby(agenda, key=lambda line: line.day):
        table.add_row("", f"[bold]{day:%A %-d %B %Y}[/bold]")
        for row in _rows(day_lines):
            table.add_row(*row)
        table.add_section()
    return table


def _rows(day_lines: Iterator[Line]) -> Iterator[tuple[str, str, str, str]]:
    for line in day_lines:
        name = line.poster.rpartition("/")[2]
        poster = f"[link={line.poster}]{escape(name)}[/link]" if name else "[dim]none[/dim]"
        yield line.time, escape(line.title), line.feed, poster
