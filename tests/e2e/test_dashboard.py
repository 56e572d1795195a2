"""The dashboard of the demo in a browser."""

from pathlib import Path

from playwright.async_api import expect
import pytest

from scripts.demo import connected_home, settled_agenda
from scripts.home_folder import DASHBOARD

from .browser import open_page, save_screenshot
from .log import misuses


@pytest.mark.usefixtures("socket_enabled")
async def test_dashboard_shows_events_and_posters(tmp_path: Path) -> None:
    async with connected_home(tmp_path) as (home, entry_id):
        await settled_agenda(home.api, entry_id)
        entities = await home.api.entities(entry_id)
        movie = (await home.api.states())[entities["sensor.next_movie"]]["attributes"]["title"]
        async with open_page(home, DASHBOARD) as page:
            calendars, posters = page.locator("hui-calendar-card"), page.locator("hui-picture-entity-card img")
            await expect(calendars.nth(0).get_by_text(movie, exact=True)).to_be_visible()
            await expect(calendars.nth(1).get_by_text(movie, exact=True)).to_be_visible()
            await expect(page.locator("hui-markdown-card").get_by_role("link", name=movie)).to_be_visible()
            await expect(page.locator("trakt-upcoming-card section").first).to_contain_text(movie)
            await expect(posters).to_have_count(2)
            for poster in await posters.all():
                assert await poster.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
            await save_screenshot(page, "dashboard")
        async with open_page(home, f"{DASHBOARD}/watching") as page:
            lists, history = page.locator("hui-todo-list-card"), page.locator("hui-calendar-card")
            await expect(lists).to_have_count(3)
            await expect(lists.nth(0).get_by_text("Red Ledger").first).to_be_visible()
            await expect(history.get_by_text("Red Ledger").first).to_be_visible()
            await save_screenshot(page, "dashboard-watching")
            assert not misuses(home.log)


@pytest.mark.usefixtures("socket_enabled")
async def test_episode_is_ticked_off(tmp_path: Path) -> None:
    """It is shown as completed, and the next episode is added."""
    async with connected_home(tmp_path) as (home, entry_id):
        await settled_agenda(home.api, entry_id)
        async with open_page(home, f"{DASHBOARD}/watching") as page:
            episodes = page.locator("hui-todo-list-card").nth(0).locator("ha-check-list-item")
            episode = episodes.filter(has_text="Salt Harbour S02E08")
            await episode.locator("ha-checkbox").click()

            await expect(episode.locator("ha-checkbox")).to_have_js_property("checked", True)
            await expect(episodes.filter(has_text="Salt Harbour S02E09")).to_have_count(1)
            assert not misuses(home.log)
