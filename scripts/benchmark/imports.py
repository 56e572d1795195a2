"""The import time of this integration, without its dependencies, as Python's `-X importtime` reports it."""

from collections.abc import Iterable
import re
from statistics import median
import subprocess
import sys

from scripts.benchmark.fact import Fact, fact
from scripts.home_folder import REPOSITORY

PLATFORMS = ("button", "calendar", "sensor", "config_flow", "application_credentials", "repairs")
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def facts(rounds: int) -> list[Fact]:
    """Measure in new interpreters. The number of releases is 0, because it makes no difference."""
    own, dependencies = zip(*(_microseconds() for _ in range(rounds)), strict=True)
    return [
        fact("import", median(own) / 1_000, "ms", 0),
        fact("import of mashumaro and aiolimiter", median(dependencies) / 1_000, "ms", 0),
    ]


def _microseconds() -> tuple[int, int]:
    modules = ", ".join(f"custom_components.trakt_upcoming.{name}" for name in ("", *PLATFORMS)).replace("., ", ", ", 1)
    command = (sys.executable, "-X", "importtime", "-c", f"import {modules}")
    report = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stderr
    times = [(match[2], int(match[1])) for line in report.splitlines() if (match := _LINE.match(line))]
    return _sum(times, ["custom_components"]), _sum(times, ["mashumaro", "aiolimiter"])


def _sum(times: Iterable[tuple[str, int]], packages: list[str]) -> int:
    return sum(time for name, time in times if name.partition(".")[0] in packages)
