"""The browser in a test. Without a browser, the test is skipped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import os
from pathlib import Path
from typing import Any

from playwright.async_api import Page
import pytest

from scripts import browser
from scripts.home import Home

SCREENSHOTS = "TRAKT_UPCOMING_SCREENSHOTS"


@asynccontextmanager
async def open_page(home: Home, path: str, **options: Any) -> AsyncIterator[Page]:
    """Yield a page of the interface, logged in. Without a browser, the test is skipped, except on CI."""
    try:
        browser.browser_path()
    except browser.BrowserError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))
    async with browser.open_page(home, path, **options) as page:
        yield page


async def save_screenshot(page: Page, name: str) -> None:
    """Save a screenshot of the page, if the environment names a folder for it."""
    if folder := os.environ.get(SCREENSHOTS):
        await page.screenshot(path=Path(folder) / f"{name}.png")
