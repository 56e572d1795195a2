"""Runs the simulator until it is stopped. The first line of its output has the addresses of all hosts as JSON."""

import argparse
import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
import json
from pathlib import Path
import signal

from .demo_diary import demo_diary
from .faults import Host
from .people import WEEK
from .programme import demo, exact
from .saved import restored
from .server import Simulator


def main() -> None:
    """Parse the arguments and run the simulator."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of the control interface, 0 for any free port")
    parser.add_argument("--seed", type=int, default=7, help="seed of the demo catalogue")
    parser.add_argument("--catalogue", choices=("demo", "exact"), default="demo")
    parser.add_argument("--episodes", type=int, default=40, help="number of episodes in the exact catalogue")
    parser.add_argument("--movies", type=int, default=10, help="number of movies in the exact catalogue")
    parser.add_argument("--token-lifetime", type=int, default=WEEK, help="lifetime of access tokens, in seconds")
    parser.add_argument("--image-ports", type=int, nargs=2, default=(0, 0), help="ports of TMDB's and Trakt's images")
    parser.add_argument("--saved", type=Path, help="file with an answer of /saved to continue from")
    arguments = parser.parse_args()
    try:
        asyncio.run(_run(_simulator(arguments)))
    except OSError as error:
        parser.error(str(error))


def _simulator(arguments: argparse.Namespace) -> Simulator:
    """Return a simulator with the chosen catalogue, and with the users' data."""
    now = datetime.now(UTC)
    tmdb, trakt = arguments.image_ports
    create = partial(
        Simulator,
        token_lifetime=arguments.token_lifetime,
        control_port=arguments.port,
        ports={Host.TMDB_IMAGES: tmdb, Host.TRAKT_IMAGES: trakt},
    )
    if arguments.saved is not None:
        saved = restored(json.loads(arguments.saved.read_bytes()), now)
        return create(saved.catalogue, diaries=saved.diaries, people=saved.people, ports=saved.ports)
    if arguments.catalogue == "exact":
        return create(exact(now, arguments.episodes, arguments.movies))
    catalogue = demo(now, arguments.seed)
    return create(catalogue, diaries={"demo": demo_diary(catalogue, now)})


async def _run(simulator: Simulator) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with simulator:
        print(json.dumps(asdict(simulator.addresses)), flush=True)
        await stopped.wait()


if __name__ == "__main__":
    main()
