"""The demo's dashboard, as a browser shows it."""

from pathlib import Path

from playwright.async_api import expect
import pytest

from scripts.demo import connected_home
from scripts.home_folder import DASHBOARD

from .browser import open_page, save_screenshot

POSTERS = "images => images.map(image => image.naturalWidth > 0 ? image.src : 'broken')"


@pytest.mark.usefixtures("socket_enabled")
async def test_dashboard_shows_events_and_posters(tmp_path: Path) -> None:
    async with connected_home(tmp_path) as (home, entry_id), open_page(home, DASHBOARD) as page:
        entities = await home.api.entities(entry_id)
        states = await home.api.states()
        next_event = states[entities["calendar.episodes"]]["attributes"]["message"]

        month, week = page.locator("hui-calendar-card").nth(0), page.locator("hui-calendar-card").nth(1)
        await expect(month.locator(".fc-event").first).to_be_visible()
        await expect(week.locator(".fc-list-event").filter(has_text=next_event).first).to_be_visible()
        for card, sensor in enumerate(("sensor.next_episode", "sensor.next_movie")):
            name = states[entities[sensor]]["attributes"]["friendly_name"]
            await expect(page.locator("hui-tile-card").nth(card)).to_contain_text(name)
        await save_screenshot(page, "dashboard")
