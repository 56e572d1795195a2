"""A headless browser that is logged in to a home."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
import shutil
from typing import Any

from playwright.async_api import Page, async_playwright

from scripts.home import Home

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Only the home and the simulator can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LOAD_MILLISECONDS = 30_000
IS_RUNNING = "() => document.querySelector('home-assistant')?.hass?.config?.state === 'RUNNING'"


class BrowserError(Exception):
    """No browser was found."""


def browser_path() -> str:
    """Return the path of the browser.

    Raises BrowserError.
    """
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise BrowserError("There is no Chrome or Chromium")


@asynccontextmanager
async def open_page(
    home: Home, path: str, *, width: int = 1280, height: int = 1600, **options: Any
) -> AsyncIterator[Page]:
    """Yield a page of the interface, logged in, once Home Assistant is running. Width and height are in pixels.

    Other options are those of Playwright's browser context, for example `color_scheme`.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        try:
            defaults = {"timezone_id": home.folder.time_zone, "locale": "en-GB"}
            context = await browser.new_context(viewport={"width": width, "height": height}, **(defaults | options))
            tokens = json.dumps(json.dumps(home.browser_tokens))
            await context.add_init_script(f"localStorage.setItem('hassTokens', {tokens})")
            page = await context.new_page()
            page.set_default_timeout(LOAD_MILLISECONDS)
            await page.goto(f"{home.url}/{path}")
            await page.wait_for_function(IS_RUNNING)
            yield page
        finally:
            await browser.close()
