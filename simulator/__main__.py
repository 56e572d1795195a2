"""Runs the simulator until it is stopped; the first line of its output says where everything is."""

import argparse
import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
import json
import signal

from .catalogue import Catalogue
from .demo_diary import demo_diary
from .diary import Diary
from .people import WEEK
from .programme import demo, exact
from .server import Simulator


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of the control interface, 0 for any that is free")
    parser.add_argument("--seed", type=int, default=7, help="of the demo catalogue")
    parser.add_argument("--catalogue", choices=("demo", "exact"), default="demo")
    parser.add_argument("--episodes", type=int, default=40, help="of the exact catalogue")
    parser.add_argument("--movies", type=int, default=10, help="of the exact catalogue")
    parser.add_argument("--token-lifetime", type=int, default=WEEK, help="in seconds")
    arguments = parser.parse_args()
    try:
        asyncio.run(_run(*_beginning(arguments), arguments.token_lifetime, arguments.port))
    except OSError as error:
        parser.error(str(error))


def _beginning(arguments: argparse.Namespace) -> tuple[Catalogue, Diary]:
    """Return what there is, and what the person `demo` has seen of it."""
    now = datetime.now(UTC)
    if arguments.catalogue == "exact":
        return exact(now, arguments.episodes, arguments.movies), Diary()
    catalogue = demo(now, arguments.seed)
    return catalogue, demo_diary(catalogue, now)


async def _run(catalogue: Catalogue, diary: Diary, token_lifetime: int, port: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Simulator(catalogue, diary=diary, token_lifetime=token_lifetime, control_port=port) as simulator:
        print(json.dumps(asdict(simulator.addresses)), flush=True)
        await stopped.wait()


if __name__ == "__main__":
    main()
