"""The card on its own dashboard, as a browser shows it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
import os
from typing import Any, Final
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, Page

from scripts.home import Home
from scripts.home_folder import DASHBOARD

from .account import ConnectedAccount
from .browser import SCREENSHOTS, open_page, save_screenshot

CARD: Final = "trakt-upcoming-card"
IMAGES: Final = ("/t/p/", "/api/trakt_upcoming/artwork/")
"""Parts of the addresses of images: those at TMDB, and those that Home Assistant serves."""
ALL_DAYS: Final[dict[str, object]] = {"days": 30}
"""The option to show all days. Without it, a card shows a week."""
STILL_MILLISECONDS: Final = 1_000
IN_SIGHT: Final = """
    (places) => places.filter((place) => {
        const box = place.getBoundingClientRect();
        const list = place.closest("ul").getBoundingClientRect();
        const isInList = box.right > list.left && box.left < list.right;
        return isInList && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    }).length
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that a browser shows."""

    page: Page
    images: list[str]
    """The addresses of all requested images."""

    @property
    def days(self) -> Locator:
        """The sections of the days."""
        return self.page.locator(f"{CARD} section")

    @property
    def releases(self) -> Locator:
        """The releases of all days."""
        return self.page.locator(f"{CARD} :is(.poster, .line)")

    @property
    def panel(self) -> Locator:
        """The panel with the details."""
        return self.page.locator(f"{CARD} dialog")

    def text(self, text: str) -> Locator:
        """Return the elements on the card with exactly this text."""
        return self.page.locator(CARD).get_by_text(text, exact=True)

    async def focused(self) -> str | None:
        """Return the accessible name of the focused element of the card."""
        name: str | None = await self.page.locator(CARD).evaluate(
            "card => card.shadowRoot.activeElement?.getAttribute('aria-label') ?? null"
        )
        return name

    async def seen_as(self) -> list[tuple[str, list[str]]]:
        """Return the heading of each day, with the accessible names of its releases."""
        days: list[list[Any]] = await self.days.evaluate_all(
            """days => days.map((day) => [
                day.querySelector("h3").innerText.replace(/\\s+/g, " "),
                [...day.querySelectorAll("li button")].map((button) => button.getAttribute("aria-label")),
            ])"""
        )
        return [(heading, names) for heading, names in days]

    async def save_screenshot(self, name: str) -> None:
        """Save a screenshot once all animations have ended, if the environment names a folder for it."""
        if SCREENSHOTS in os.environ:
            await self.page.wait_for_load_state("networkidle")
            await self.page.wait_for_timeout(STILL_MILLISECONDS)
            await save_screenshot(self.page, name)


@asynccontextmanager
async def open_card(
    home: Home, *, width: int = 1280, height: int = 800, options: Mapping[str, object] | None = None, **browser: Any
) -> AsyncIterator[Card]:
    """Yield a card that fills a dashboard, once it shows anything."""
    home.folder.write_dashboard([panel_view(options or {})])
    async with open_page(home, "", width=width, height=height, **browser) as page:
        images: list[str] = []
        page.on("request", lambda request: images.append(request.url) if is_image(request.url) else None)
        await page.goto(f"{home.url}/{DASHBOARD}/card")
        await page.locator(f"{CARD} :is(section, .message)").first.wait_for()
        yield Card(page=page, images=images)


def panel_view(options: Mapping[str, object]) -> dict[str, Any]:
    """Return a view with only the card."""
    return {"title": "Card", "path": "card", "type": "panel", "cards": [{"type": f"custom:{CARD}", **options}]}


def is_image(address: str) -> bool:
    """Return whether an address is that of a poster or a backdrop."""
    return any(part in address for part in IMAGES)


def heading(day: date, today: date) -> str:
    """Return the heading of a day in British English."""
    names = {today: "Today", today + timedelta(days=1): "Tomorrow"}
    year = "" if day.year == today.year else f" {day.year}"
    return f"{names.get(day, f'{day:%A}')} {day.day} {day:%B}{year}"


def today_in(home: Home) -> date:
    """Return the current day in the time zone of the home."""
    return datetime.now(ZoneInfo(home.folder.time_zone)).date()


async def announce(account: ConnectedAccount, title: str, **facts: object) -> None:
    """Add an episode for tomorrow on Trakt, and refresh the account."""
    tomorrow = datetime.now(ZoneInfo(account.home.folder.time_zone)) + timedelta(days=1)
    episode = {"title": title, "first_aired": tomorrow.isoformat(), **facts}
    await account.simulator.control("POST", "/catalogue", {"add": episode})
    await account.refresh()


async def fill_today(account: ConnectedAccount) -> None:
    """Add three episodes for today, because the demo has few on some weekdays, and refresh the account."""
    home = account.home
    noon = datetime.combine(today_in(home), time(12), ZoneInfo(home.folder.time_zone)).isoformat()
    episodes = [{"title": title, "first_aired": noon} for title in ("Soup", "Salad", "Sandwich")]
    await account.simulator.control("POST", "/catalogue", {"add": episodes})
    await account.refresh()
