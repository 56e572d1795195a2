"""The time to draw the card, as the browser measures it."""

from pathlib import Path
import sys

from playwright.async_api import expect
import pytest

from scripts.home import Home
from scripts.home_folder import DASHBOARD
from scripts.sign_in import add_credentials, sign_in
from scripts.simulator import Simulator

from .browser import open_page
from .card import ALL_DAYS, CARD, panel_view

OPENINGS = 3
MILLISECONDS = {50: 300, 500: 1_000}
"""The time between the arrival of the releases and their display, by number of releases."""
MEASURE = """
() => {
    const { connection } = document.querySelector("home-assistant").hass;
    const { subscribeMessage } = connection;
    window.drawings = [];
    const measured = (listener) => (message) => {
        const start = performance.now();
        listener(message);
        requestAnimationFrame(() => setTimeout(() => window.drawings.push(performance.now() - start)));
    };
    connection.subscribeMessage = (listener, message, ...more) =>
        subscribeMessage.call(
            connection,
            message.type === "trakt_upcoming/agenda/subscribe" ? measured(listener) : listener,
            message,
            ...more,
        );
}
"""
GO_TO = """
(address) => {
    history.pushState(null, "", address);
    window.dispatchEvent(new CustomEvent("location-changed"));
}
"""


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("releases", MILLISECONDS)
async def test_agenda_is_drawn_soon_after_it_has_arrived(tmp_path: Path, releases: int) -> None:
    movies = releases // 5
    catalogue = ("--catalogue", "exact", "--episodes", str(releases - movies), "--movies", str(movies))
    async with (
        Simulator(tmp_path / "simulator", *catalogue) as simulator,
        Home(tmp_path / "home", environment=simulator.addresses.environment) as home,
    ):
        await add_credentials(home.api, simulator.addresses.client_id, simulator.addresses.client_secret)
        await sign_in(home.api, tmdb_api_key=simulator.addresses.tmdb_api_key)
        home.folder.write_dashboard([panel_view(ALL_DAYS)])
        fastest = []
        for _ in range(OPENINGS):
            async with open_page(home, "profile", width=1280, height=800) as page:
                await page.evaluate(MEASURE)
                await page.evaluate(GO_TO, f"/{DASHBOARD}/card")
                await expect(page.locator(f"{CARD} .poster")).to_have_count(releases)
                await page.wait_for_load_state("networkidle")
                fastest.append(max(await page.evaluate("window.drawings")))
        sys.stdout.write(f"{releases} releases were drawn in {sorted(map(round, fastest))} ms\n")
        # Other programs on the machine can slow it down, so the fastest of several counts.
        assert min(fastest) < MILLISECONDS[releases]
