"""Makes the folder of a home as a released version writes it: with that version's own code, in a real home."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import subprocess
import sys
import tempfile

import aiohttp

from scripts.home import Home, HomeError
from scripts.home_api import DOMAIN, HomeApiError
from scripts.home_folder import REPOSITORY
from scripts.released_home.folder import RELEASED, LeakError, ReleasedFolder
from scripts.released_home.life import Life, LifeError
from scripts.sign_in import SignInError
from scripts.simulator import Simulator, SimulatorError

PICTURE_PORTS = ("18801", "18802")
"""Homes know pictures by their addresses, so whoever uses the folder needs these ports as well."""
PROBLEMS = (
    aiohttp.ClientError,
    HomeApiError,
    HomeError,
    LeakError,
    LifeError,
    SignInError,
    SimulatorError,
    TimeoutError,
    subprocess.CalledProcessError,
)


def main() -> int:
    """Make the folder and return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/released", description=__doc__)
    parser.add_argument("commit", help="with the code of the version, for example a tag")
    parser.add_argument("--into", type=Path, default=RELEASED, help="where the version gets its folder")
    arguments = parser.parse_args()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="trakt-upcoming-released-", ignore_cleanup_errors=True) as work,
            _checked_out(arguments.commit, Path(work) / "code") as code,
        ):
            folder = asyncio.run(_make(arguments.into, Path(work), code / "custom_components"))
    except PROBLEMS as error:
        print(f"The folder was not made: {error or type(error).__name__}", file=sys.stderr)
        return 1
    print(folder.path)
    return 0


@contextmanager
def _checked_out(commit: str, code: Path) -> Iterator[Path]:
    git = ("git", "-C", str(REPOSITORY), "worktree")
    subprocess.run([*git, "add", "--quiet", "--detach", str(code), commit], check=True)
    try:
        yield code
    finally:
        subprocess.run([*git, "remove", "--force", str(code)], check=True)


async def _make(into: Path, work: Path, components: Path) -> ReleasedFolder:
    version = json.loads((components / DOMAIN / "manifest.json").read_bytes())["version"]
    folder = ReleasedFolder(into / version)
    if folder.path.exists():
        raise LifeError(f"{folder.path} is there already, and what was released does not change")
    (work / "home").mkdir()
    (work / "home" / "custom_components").symlink_to(components)
    async with Simulator(work / "simulator", "--image-ports", *PICTURE_PORTS) as simulator:
        # The real limit of writes would only take time.
        await simulator.control("POST", "/limit/writes", {"most": 100, "seconds": 1})
        async with Home(
            work / "home",
            environment=simulator.addresses.environment,
            with_integration=False,
            configuration={"recorder": {}},
        ) as home:
            expected = await Life(home=home, simulator=simulator).live()
        saved = await simulator.control("GET", "/saved")
    folder.fill(work / "home", simulator=saved, expected=expected)
    return folder


if __name__ == "__main__":
    sys.exit(main())
