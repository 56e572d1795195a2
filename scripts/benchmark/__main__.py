"""Measures what the integration costs. Usage: scripts/bench [--json] [--check]."""

import argparse
import json
import subprocess
import sys

from rich.console import Console

from scripts.benchmark import imports
from scripts.benchmark.fact import BOTH, Fact
from scripts.benchmark.table import print_table
from scripts.home_folder import REPOSITORY

GROWTH = (10, 100, 10_000)
GROWTH_ROUNDS = 7
WIDTH = 140
"""The width of the table in characters without a terminal."""
DAYS = 45
"""By then, every title has been looked up a second time."""


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the facts as JSON")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a target is missed")
    parser.add_argument("--sizes", type=int, nargs="+", default=BOTH, help="numbers of releases to measure")
    parser.add_argument("--growth", type=int, nargs="*", default=GROWTH, help="more numbers, to show how costs grow")
    parser.add_argument("--rounds", type=int, default=30, help="how often a time is measured; the median counts")
    parser.add_argument("--days", type=int, default=DAYS, help="days for which requests are counted, at least 2")
    arguments = parser.parse_args()
    facts = _measure(arguments)
    if arguments.json:
        print(json.dumps([fact.as_json() for fact in facts], indent=2))
    else:
        print_table(facts, Console() if sys.stdout.isatty() else Console(width=WIDTH))
    missed = any(fact.reached is False for fact in facts)
    return 1 if arguments.check and missed else 0


def _measure(arguments: argparse.Namespace) -> list[Fact]:
    sizes, rounds, days = sorted({*arguments.sizes, *arguments.growth}), arguments.rounds, arguments.days
    facts = []
    for part in ("speed", "memory"):
        for size in sizes:
            facts += _part(part, size, rounds if size in arguments.sizes else min(rounds, GROWTH_ROUNDS), days)
    for part in ("images", "pages", "card", "days", "recorded"):
        for size in arguments.sizes:
            facts += _part(part, size, rounds, days)
    for part in ("user-data", "user-data-memory"):
        facts += _part(part, min(arguments.sizes), rounds, days)
    return [*facts, *imports.facts(min(rounds, GROWTH_ROUNDS))]


def _part(part: str, releases: int, rounds: int, days: int) -> list[Fact]:
    print(f"{part} with {releases:,} releases", file=sys.stderr, flush=True)
    command = (sys.executable, "-m", "scripts.benchmark.worker", part, "--releases", str(releases))
    result = subprocess.run(
        (*command, "--rounds", str(rounds), "--days", str(days)),
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        raise SystemExit(f"Measuring {part} with {releases:,} releases failed:\n{result.stderr}")
    return [Fact.from_json(fact) for fact in json.loads(result.stdout)]


if __name__ == "__main__":
    sys.exit(main())
