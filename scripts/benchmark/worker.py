"""Measures one part for one size in a process of its own, because what one leaves behind would blur the next."""

import argparse
import asyncio
import json
from pathlib import Path
import sys
import tempfile

from scripts.benchmark import card, days, memory, pages, pictures, recorded, refresh, start, watching
from scripts.benchmark.clock import TravelLoop, following
from scripts.benchmark.fact import Fact
from scripts.benchmark.home import account

PARTS = ("speed", "days", "recorded", "memory", "pictures", "pages", "card", "watching", "watching-memory")

RECORDED = ("recorded", "watching")
"""Those with a recorder."""


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
                case "pictures":
                    return await pictures.facts(home, loop, folder, releases, rounds)
                case "pages":
                    return await pages.facts(home, releases, rounds)
                case "card":
                    return await card.facts(home, loop, releases, rounds)
                case "watching":
                    return await watching.facts(home)
                case "watching-memory":
                    return await watching.memory_facts(home)
            await home.set_up()
            return [*await refresh.facts(home, releases, rounds), *await start.facts(home, releases, rounds)]


if __name__ == "__main__":
    main()
