"""Saves the screenshots of the demo that README and docs show."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import io
from pathlib import Path
import tempfile
from typing import Any

from PIL import Image
from playwright.async_api import Page

from scripts.browser import open_page
from scripts.demo import connected_home, settled_agenda
from scripts.home import Home
from scripts.home_folder import DASHBOARD, REPOSITORY

FOLDER = REPOSITORY / "docs" / "images"
CARD = "trakt-upcoming-card"
LOADED = """
    async () => {
        const images = [...document.querySelectorAll("home-assistant")].flatMap(function within(element) {
            const root = element.shadowRoot;
            const here = [...element.querySelectorAll("img"), ...(root ? root.querySelectorAll("img") : [])];
            const below = root ? [...root.querySelectorAll("*")].flatMap(within) : [];
            return [...here, ...below];
        });
        await Promise.all(images.filter((image) => image.src).map((image) => image.decode().catch(() => null)));
    }
"""


async def main() -> None:
    """Save all screenshots."""
    with tempfile.TemporaryDirectory(prefix="trakt-upcoming-screenshots-", ignore_cleanup_errors=True) as folder:
        async with connected_home(Path(folder)) as (home, entry_id):
            await settled_agenda(home.api, entry_id)
            await _dashboard(home)
            await _details(home)
            await _phone(home)


async def _dashboard(home: Home) -> None:
    async with _opened(home, width=1400, height=1840) as page:
        await page.locator("hui-calendar-card").nth(1).get_by_text("all-day").first.wait_for()
        await page.locator("hui-markdown-card").get_by_role("link").first.wait_for()
        await _save(page, "dashboard")


async def _details(home: Home) -> None:
    async with _opened(home, width=1120, height=800, color_scheme="dark") as page:
        await page.locator(f"{CARD} button.poster").nth(2).click()
        await page.locator(f"{CARD} dialog").wait_for()
        await _save(page, "details")


async def _phone(home: Home) -> None:
    compact = {"type": f"custom:{CARD}", "compact": True, "days": 5}
    home.folder.write_dashboard([{"title": "Upcoming", "path": "upcoming", "cards": [compact]}])
    async with _opened(home, width=390, height=760, device_scale_factor=2) as page:
        await _save(page, "phone")


@asynccontextmanager
async def _opened(home: Home, **options: Any) -> AsyncIterator[Page]:
    async with open_page(home, DASHBOARD, **options) as page:
        await page.locator(f"{CARD} section").first.wait_for()
        yield page


async def _save(page: Page, name: str) -> None:
    await page.wait_for_load_state("networkidle")
    await page.evaluate(LOADED)
    screenshot = await page.screenshot(animations="disabled")
    Image.open(io.BytesIO(screenshot)).convert("RGB").save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
