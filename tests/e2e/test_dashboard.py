"""The demo's dashboard, as a browser shows it."""

from pathlib import Path

from playwright.async_api import expect
import pytest

from scripts.demo import connected_home
from scripts.home_folder import DASHBOARD

from .account import until
from .browser import open_page, save_screenshot
from .log import misuses


@pytest.mark.usefixtures("socket_enabled")
async def test_dashboard_shows_events_and_posters(tmp_path: Path) -> None:
    async with connected_home(tmp_path) as (home, entry_id), open_page(home, DASHBOARD) as page:
        entities = await home.api.entities(entry_id)
        calendars, tiles = page.locator("hui-calendar-card"), page.locator("hui-tile-card")
        states = await home.api.states()
        movie = states[entities["sensor.next_movie"]]["attributes"]["title"]
        today = states[entities["sensor.movies_today"]]["state"]

        async def poster_has_arrived() -> bool:
            state = (await home.api.states())[entities["sensor.next_movie"]]
            return "entity_picture" in state["attributes"]

        await until(poster_has_arrived)
        await expect(calendars.nth(0).get_by_text(movie, exact=True)).to_be_visible()
        await expect(calendars.nth(1).get_by_text(movie, exact=True)).to_be_visible()
        await expect(tiles.filter(has_text="Next movie")).to_contain_text(movie)
        await expect(tiles.filter(has_text="Movies today")).to_contain_text(today)
        poster = page.locator("hui-horizontal-stack-card hui-markdown-card img").last
        await expect(poster).to_be_visible()
        assert await poster.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        await save_screenshot(page, "dashboard")
        assert not misuses(home.log)
