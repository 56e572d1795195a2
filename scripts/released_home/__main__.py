"""Makes the folder of a home as a released version writes it: with the code of this version, in a real home."""

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

IMAGE_PORTS = ("18801", "18802")
"""The folder contains the addresses of images, so every simulator that is used with it needs the same ports."""
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
    parser.add_argument("commit", help="a commit or tag with the code of the version")
    parser.add_argument("--into", type=Path, default=RELEASED, help="the folder with the folders of all versions")
    arguments = parser.parse_args()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="trakt-upcoming-released-", ignore_cleanup_errors=True) as temporary,
            _checked_out(arguments.commit, Path(temporary) / "code") as code,
        ):
            folder = asyncio.run(_make(arguments.into, Path(temporary), code / "custom_components"))
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


async def _make(into: Path, temporary: Path, components: Path) -> ReleasedFolder:
    version = json.loads((components / DOMAIN / "manifest.json").read_bytes())["version"]
    folder = ReleasedFolder(into / version)
    if folder.path.exists():
        raise LifeError(f"{folder.path} exists already, and a released version does not change")
    (temporary / "home").mkdir()
    (temporary / "home" / "custom_components").symlink_to(components)
    async with Simulator(temporary / "simulator", "--image-ports", *IMAGE_PORTS) as simulator:
        # Without a higher limit, writes would wait.
        await simulator.control("POST", "/limit/writes", {"most": 100, "seconds": 1})
        async with Home(
            temporary / "home",
            environment=simulator.addresses.environment,
            with_integration=False,
            configuration={"recorder": {}},
        ) as home:
            expected = await Life(home=home, simulator=simulator).live()
        saved = await simulator.control("GET", "/saved")
    folder.fill(temporary / "home", simulator=saved, expected=expected)
    return folder


if __name__ == "__main__":
    sys.exit(main())
