"""Measures one part for one size in its own process, so that an earlier measurement has no influence."""

import argparse
import asyncio
import json
from pathlib import Path
import sys
import tempfile

from scripts.benchmark import card, days, images, memory, pages, recorded, refresh, start, user_data
from scripts.benchmark.clock import TravelLoop, following
from scripts.benchmark.fact import Fact
from scripts.benchmark.home import account

PARTS = ("speed", "days", "recorded", "memory", "images", "pages", "card", "user-data", "user-data-memory")

RECORDED = ("recorded", "user-data")
"""The parts with a recorder."""


def main() -> None:
    """Print the facts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--releases", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--days", type=int, required=True)
    arguments = parser.parse_args()
    loop = TravelLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner, following(loop):
        facts = runner.run(_facts(loop, arguments))
    json.dump([fact.as_json() for fact in facts], sys.stdout)


async def _facts(loop: TravelLoop, arguments: argparse.Namespace) -> list[Fact]:
    releases, rounds = arguments.releases, arguments.rounds
    with tempfile.TemporaryDirectory(prefix="trakt-upcoming-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        configuration = recorded.configuration(folder) if arguments.part in RECORDED else {}
        async with account(folder, releases, **configuration) as home:
            match arguments.part:
                case "days":
                    return await days.facts(home, loop, releases, arguments.days)
                case "recorded":
                    return await recorded.facts(home, loop, folder, releases, hours=min(24, arguments.days * 24))
                case "memory":
                    return await memory.facts(home, releases)
                case "images":
                    return await images.facts(home, loop, folder, releases, rounds)
                case "pages":
                    return await pages.facts(home, releases, rounds)
                case "card":
                    return await card.facts(home, loop, releases, rounds)
                case "user-data":
                    return await user_data.facts(home)
                case "user-data-memory":
                    return await user_data.memory_facts(home)
            await home.set_up()
            return [*await refresh.facts(home, releases, rounds), *await start.facts(home, releases, rounds)]


if __name__ == "__main__":
    main()
