"""The archive of a release, installed as HACS does it in a new home."""

import asyncio
from pathlib import Path
from zipfile import ZipFile

import pytest

from scripts.home import Home
from scripts.home_api import DOMAIN
from scripts.package import package
from scripts.simulator import Simulator

from ..source import INTEGRATION, load
from .account import connect


@pytest.fixture
async def installed(tmp_path: Path) -> Path:
    """Return the folder of a home with nothing but the unpacked archive."""
    archive, _ = await asyncio.to_thread(package, load("manifest.json")["version"], tmp_path / "release")
    folder = tmp_path / "home"
    with ZipFile(archive) as opened:
        opened.extractall(folder / "custom_components" / DOMAIN)
    return folder


async def test_archive_contains_everything(installed: Path, simulator: Simulator) -> None:
    async with Home(installed, environment=simulator.addresses.environment, with_integration=False) as home:
        account = await connect(home, simulator)

        calendar = await account.state("calendar.episodes")
        assert calendar["state"] in {"on", "off"}
        assert calendar["attributes"]["message"]
        assert calendar["attributes"]["friendly_name"].endswith(" Episodes")
        integration = await home.api.command("manifest/get", integration=DOMAIN)
        assert not integration["is_built_in"]
        assert integration["version"] == load("manifest.json")["version"]
        assert not [line for line in home.log.splitlines() if " ERROR " in line]


async def test_home_shows_the_brand_images(installed: Path, simulator: Simulator) -> None:
    async with Home(installed, environment=simulator.addresses.environment, with_integration=False) as home:
        token = (await home.api.command("brands/access_token"))["token"]

        for image in (INTEGRATION / "brand").iterdir():
            address = f"{home.url}/api/brands/integration/{DOMAIN}/{image.name}"
            async with home.api.session.get(address, params={"token": token}) as response:
                assert await response.read() == image.read_bytes(), image.name
