"""Tries all faults and prints the fault table, or what was seen as JSON."""

import argparse
import asyncio
from dataclasses import asdict
from pathlib import Path
import sys
import tempfile

import orjson
from rich.console import Console
from rich.progress import Progress

from scripts.fault_table.report import matrix, page
from scripts.fault_table.runner import TrialError, run, trials
from scripts.fault_table.sight import Sight
from scripts.fork_server import fork_server
from scripts.home import python
from scripts.home_folder import REPOSITORY

PAGE = REPOSITORY / "docs" / "faults.md"


def main() -> int:
    """Run the trials, print the result and return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print what was seen as JSON, do not write the page")
    parser.add_argument("--only", metavar="NAME", default="", help="only faults with this in their name, no page")
    options = parser.parse_args()
    try:
        sights = _seen(options.only)
    except TrialError as error:
        print(f"This trial failed: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(orjson.dumps({"sights": [asdict(sight) for sight in sights], "page": page(sights)}).decode())
        return 0
    print(matrix(sights))
    if not options.only:
        PAGE.write_text(page(sights))
    return 0


def _seen(name: str) -> list[Sight]:
    wanted = [trial for trial in trials() if name in trial[2].name]
    with (
        tempfile.TemporaryDirectory(prefix="trakt-upcoming-faults-", ignore_cleanup_errors=True) as folder,
        fork_server(python(), {}),
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        task = progress.add_task("Trying", total=len(wanted))
        return asyncio.run(run(Path(folder), wanted, lambda _: progress.advance(task)))


if __name__ == "__main__":
    sys.exit(main())
