"""A browser without a screen that is logged in to a home."""

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
    # Nothing but the home and the simulator can be reached.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LOAD_MILLISECONDS = 30_000
IS_RUNNING = "() => document.querySelector('home-assistant')?.hass?.config?.state === 'RUNNING'"


class BrowserError(Exception):
    """There is no browser."""


def browser_path() -> str:
    """Return the browser of this machine."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise BrowserError("There is no Chrome or Chromium")


@asynccontextmanager
async def open_page(
    home: Home, path: str, *, width: int = 1280, height: int = 1600, **choices: Any
) -> AsyncIterator[Page]:
    """Yield a page of the interface, logged in, as soon as the interface says that Home Assistant runs.

    What else the person has chosen is said in Playwright's words, for example `color_scheme`.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        try:
            usual = {"timezone_id": home.folder.time_zone, "locale": "en-GB"}
            context = await browser.new_context(viewport={"width": width, "height": height}, **(usual | choices))
            tokens = json.dumps(json.dumps(home.browser_tokens))
            await context.add_init_script(f"localStorage.setItem('hassTokens', {tokens})")
            page = await context.new_page()
            page.set_default_timeout(LOAD_MILLISECONDS)
            await page.goto(f"{home.url}/{path}")
            await page.wait_for_function(IS_RUNNING)
            yield page
        finally:
            await browser.close()
