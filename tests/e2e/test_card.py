"""The card, as a browser shows it."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import expect
import pytest

from scripts.home import Home
from scripts.sign_in import add_credentials, sign_in
from scripts.simulator import Simulator

from .account import ConnectedAccount, connect, until
from .card import CARD, IN_SIGHT, announce, heading, open_card, today_in

KIND = {"movies": "Movie", "streaming": "Movie to stream", "dvd": "Movie on disc"}
LEAST_LOADED = 0.95

type SignIn = Callable[[Home, Simulator], Awaitable[ConnectedAccount]]


async def test_agenda_is_shown_by_day(account: ConnectedAccount) -> None:
    answer = await account.home.api.ask("trakt_upcoming.get_upcoming")
    zone = ZoneInfo(account.home.folder.time_zone)
    expected = [
        (
            heading(date.fromisoformat(day["date"]), today_in(account.home)),
            [_name(release, zone) for release in day["releases"]],
        )
        for day in answer["days"]
    ]

    async with open_card(account.home) as card:
        assert await card.seen_as() == expected
        await expect(card.text("8 episodes").first).to_be_attached()
        await expect(card.text("Season premiere").first).to_be_attached()
        await card.save_screenshot("card")


async def connect_without_key(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Sign an account in whose pictures are Trakt's, served by Home Assistant."""
    await add_credentials(home.api, simulator.addresses.client_id, simulator.addresses.client_secret)
    entry = await sign_in(home.api)
    return ConnectedAccount(home=home, simulator=simulator, entry_id=entry["entry_id"])


@pytest.mark.parametrize(
    ("signed_in", "source"),
    [(connect, "/t/p/"), (connect_without_key, "/api/trakt_upcoming/")],
    ids=["with a key", "without"],
)
async def test_pictures_are_fetched_when_they_are_seen(
    home: Home, simulator: Simulator, signed_in: SignIn, source: str
) -> None:
    account = await signed_in(home, simulator)
    await until(account.has_looked_up, seconds=60)
    async with open_card(home, height=700) as card:
        await card.page.wait_for_load_state("networkidle")
        places = card.page.locator(f"{CARD} .picture")
        in_sight = await places.evaluate_all(IN_SIGHT)
        longest = max(len(names) for _, names in await card.seen_as())
        assert 0 < len(card.pictures) <= in_sight + longest < await places.count()
        assert len(set(card.pictures)) == len(card.pictures)

        for place in await places.all():
            await place.evaluate("element => element.scrollIntoView()")
        await card.page.wait_for_load_state("networkidle")

        known = [release["poster"] for release in await account.releases() if release["poster"]]
        assert any(source in address for address in known)
        # The action has them wider than the card, and at home another width has another name.
        assert len(set(card.pictures)) == len(set(known))
        assert await card.page.locator(f"{CARD} .picture.loaded").count() >= LEAST_LOADED * len(known)
        assert await card.page.locator(f"{CARD} .picture.failed").count() == 0


async def test_update_appears_without_a_reload(account: ConnectedAccount) -> None:
    async with open_card(account.home) as card:
        await card.page.evaluate("window.isTheSame = true")
        first = await card.releases.first.element_handle()
        assert first is not None
        await card.releases.nth(1).focus()
        name = await card.focused()
        assert name

        await announce(account, "A Late Arrival", season=2, number=7, episode_title="Better Late")
        await expect(card.text("A Late Arrival").last).to_be_visible()

        assert await card.page.evaluate("window.isTheSame")
        assert await card.focused() == name
        assert await first.evaluate("element => element.isConnected")


def _name(release: dict[str, Any], zone: ZoneInfo) -> str:
    if release["type"] == "movie":
        return ", ".join((release["title"], KIND[release["feed"]], "All day"))
    last = f"\N{EN DASH}E{release['episodes'][-1]['episode']:02}" if "episodes" in release else ""
    start = datetime.fromisoformat(release["start"]).astimezone(zone)
    words = (
        release["show"],
        f"S{release['season']:02}E{release['episode']:02}{last}",
        None if "episodes" in release else release["episode_title"],
        _mark(release),
        f"{start.hour}:{start:%M}",
    )
    return ", ".join(word for word in words if word)


def _mark(release: dict[str, Any]) -> str | None:
    if "episodes" in release:
        return f"{len(release['episodes'])} episodes"
    kind: str = release["episode_type"] or "standard"
    return None if kind == "standard" else kind.replace("mid_season", "mid-season").replace("_", " ").capitalize()
