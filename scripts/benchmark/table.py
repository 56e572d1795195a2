"""The facts as a table with a row for each measure and a column for each number of releases."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from scripts.benchmark.fact import Fact

_DECIMALS_BELOW = 10
"""Smaller numbers are printed with two decimals."""


def print_table(facts: Sequence[Fact], console: Console) -> None:
    """Print the facts, green if the target is reached and red if it is missed."""
    sizes = sorted({fact.releases for fact in facts if fact.releases})
    table = Table(box=None, pad_edge=False, title_justify="left", title="What it costs, by number of releases")
    table.add_column("measure", no_wrap=True)
    for size in sizes:
        table.add_column(f"{size:,}", justify="right", no_wrap=True)
    table.add_column("unit")
    table.add_column("target", justify="right", no_wrap=True)
    table.add_column("reached")
    for name in dict.fromkeys(fact.name for fact in facts):
        measured = {fact.releases: fact for fact in facts if fact.name == name}
        # A fact that does not depend on the size is in the first column.
        shown = [measured.get(size) or (measured.get(0) if size == sizes[0] else None) for size in sizes]
        of_all = list(measured.values())
        table.add_row(name, *map(_cell, shown), of_all[0].unit, _targets(of_all), _verdict(of_all))
    console.print(table)


def _cell(fact: Fact | None) -> str:
    if fact is None:
        return ""
    text = _number(fact.value)
    return text if fact.reached is None else f"[{'green' if fact.reached else 'red'}]{text}[/]"


def _number(value: float) -> str:
    return f"{value:,.2f}" if abs(value) < _DECIMALS_BELOW and value != int(value) else f"{value:,.0f}"


def _targets(facts: Sequence[Fact]) -> str:
    targets = dict.fromkeys(fact.target for fact in facts if fact.target is not None)
    return " / ".join(_number(target) for target in targets)


def _verdict(facts: Sequence[Fact]) -> str:
    judged = [fact for fact in facts if fact.reached is not None]
    missed = [f"{fact.releases:,}" for fact in judged if not fact.reached]
    if not judged:
        return ""
    return f"[red]no: {', '.join(missed)}[/]" if missed else "[green]yes[/]"
