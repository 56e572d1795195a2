"""The card in a browser: its releases, images and updates."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import expect
import pytest

from scripts.home import Home
from scripts.sign_in import add_credentials, sign_in
from scripts.simulator import Simulator

from .account import ConnectedAccount, connect, until
from .card import ALL_DAYS, CARD, IN_SIGHT, announce, heading, open_card, today_in

KIND = {"movies": "Movie", "streaming": "Streaming release", "dvd": "Disc release"}
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

    async with open_card(account.home, options=ALL_DAYS) as card:
        assert await card.seen_as() == expected
        await expect(card.text("8 episodes").first).to_be_attached()
        await expect(card.text("Season premiere").first).to_be_attached()
        await card.save_screenshot("card")


async def test_a_card_without_options_shows_a_week(account: ConnectedAccount) -> None:
    """A button shows the other days."""
    today = today_in(account.home)
    week = {heading(today + timedelta(days=each), today) for each in range(7)}
    everything = len(await account.releases())

    async with open_card(account.home) as card:
        before = await card.seen_as()
        assert {day for day, _ in before} <= week
        shown = await card.releases.count()

        await card.page.get_by_role("button", name=f"Show {everything - shown} more", exact=True).click()

        assert await card.releases.count() == everything
        after = await card.seen_as()
        assert after[: len(before)] == before
        assert await card.focused() == after[len(before)][1][0]
        await expect(card.page.locator(f"{CARD} .more-days")).to_be_hidden()


async def connect_with_key(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Sign in an account with images of TMDB. A title has Trakt's image until it was looked up."""
    account = await connect(home, simulator)
    await until(account.has_looked_up)
    await account.refresh()
    return account


async def connect_without_key(home: Home, simulator: Simulator) -> ConnectedAccount:
    """Sign in an account with images of Trakt, which Home Assistant serves."""
    await add_credentials(home.api, simulator.addresses.client_id, simulator.addresses.client_secret)
    entry = await sign_in(home.api)
    return ConnectedAccount(home=home, simulator=simulator, entry_id=entry["entry_id"])


@pytest.mark.parametrize(
    ("signed_in", "source"),
    [(connect_with_key, "/t/p/"), (connect_without_key, "/api/trakt_upcoming/")],
    ids=["with a key", "without"],
)
async def test_images_are_fetched_when_they_are_visible(
    home: Home, simulator: Simulator, signed_in: SignIn, source: str
) -> None:
    account = await signed_in(home, simulator)
    async with open_card(home, height=700, options=ALL_DAYS) as card:
        await card.page.wait_for_load_state("networkidle")
        places = card.page.locator(f"{CARD} .picture")
        in_sight = await places.evaluate_all(IN_SIGHT)
        longest = max(len(names) for _, names in await card.seen_as())
        assert 0 < len(card.images) <= in_sight + longest < await places.count()
        assert len(set(card.images)) == len(card.images)

        for place in await places.all():
            await place.evaluate("element => element.scrollIntoView()")
        await card.page.wait_for_load_state("networkidle")

        known = [release["poster"] for release in await account.releases() if release["poster"]]
        assert any(source in address for address in known)
        # The action returns wider images than the card shows, and each width has its own name.
        assert len(set(card.images)) == len(set(known))
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
    start = datetime.fromisoformat(release["start"]).astimezone(zone)
    words = (
        release["show"],
        _number(release),
        None if "episodes" in release else release["episode_title"],
        _mark(release),
        f"{start:%H:%M}",
    )
    return ", ".join(word for word in words if word)


def _number(release: dict[str, Any]) -> str:
    if "episodes" in release:
        last = release["episodes"][-1]["episode"]
        return f"Season {release['season']}, episodes {release['episode']}\N{EN DASH}{last}"
    return f"Season {release['season']}, episode {release['episode']}"


def _mark(release: dict[str, Any]) -> str | None:
    if "episodes" in release:
        return f"{len(release['episodes'])} episodes"
    kind: str = release["episode_type"] or "standard"
    return None if kind == "standard" else kind.replace("mid_season", "mid-season").replace("_", " ").capitalize()
