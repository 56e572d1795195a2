"""The card during errors: each has its own message, and markup in titles is shown as text."""

from pathlib import Path

from playwright.async_api import expect
import pytest

from scripts.home import Home
from scripts.sign_in import add_credentials, sign_in
from scripts.simulator import Simulator

from .account import ConnectedAccount, add_account, until
from .card import CARD, announce, is_image, open_card
from .test_card import connect_without_key

MARKUP = '<img src=x onerror="window.injected = true">'
EMPTY = "Nothing coming up in the next 30 days."
GONE = "This account no longer exists. Choose another one in the settings of this card, or add it again."
LOADING = "Loading your calendar…"
LOST = "The connection to Home Assistant is lost. You see what was last known."
SEVERAL = "There are several accounts. Choose one in the settings of this card."
RECONNECT_MILLISECONDS = 60_000
SUBSCRIPTIONS_UNTIL_GONE = 6
COUNT_SUBSCRIPTIONS = """
() => {
    const { connection } = document.querySelector("home-assistant").hass;
    const { subscribeMessage } = connection;
    window.subscriptions = 0;
    connection.subscribeMessage = (listener, message, ...more) => {
        window.subscriptions += message.days === 5 ? 1 : 0;
        return subscribeMessage.call(connection, listener, message, ...more);
    };
}
"""
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="3"/>'


async def test_markup_in_a_title_is_text(account: ConnectedAccount) -> None:
    title = f"{MARKUP} & <b>Co.</b>"
    await announce(account, title, episode_title="<script>window.injected = true</script>")

    async with open_card(account.home) as card:
        await card.text(title).last.scroll_into_view_if_needed()
        await expect(card.text(title).last).to_be_visible()
        await card.releases.filter(has_text=title).click()

        await expect(card.panel.get_by_role("heading", name=title)).to_be_visible()
        await expect(card.panel).to_contain_text("<script>window.injected = true</script>")
        assert await card.page.evaluate("window.injected") is None
        assert await card.page.locator(f"{CARD} :is(script, b, [onerror])").count() == 0


async def test_connection_is_lost_and_comes_back(account: ConnectedAccount) -> None:
    async with open_card(account.home) as card:
        before = await card.seen_as()
        await card.page.evaluate("window.isTheSame = true")

        await account.home.stop()
        await expect(card.text(LOST)).to_be_visible()
        assert await card.seen_as() == before

        await account.home.start()
        await expect(card.text(LOST)).to_be_hidden(timeout=RECONNECT_MILLISECONDS)
        await announce(account, "After The Break")
        await expect(card.text("After The Break").last).to_be_attached()
        assert await card.page.evaluate("window.isTheSame")


async def test_account_is_removed_and_added_again(account: ConnectedAccount) -> None:
    async with open_card(account.home) as card:
        await account.home.api.remove(account.entry_id)
        await expect(card.text(GONE)).to_be_visible()
        await expect(card.days).to_have_count(0)

        await add_account(account.home, account.simulator)
        await expect(card.days.first).to_be_visible()
        await expect(card.text(GONE)).to_have_count(0)


async def test_last_account_is_removed_and_the_home_restarts(account: ConnectedAccount) -> None:
    """Without an answer, the card tries again with growing intervals, and shows the message after a minute."""
    async with open_card(account.home) as card:
        # Dashboards replace their cards when the connection is back, so the card is moved out of the dashboard.
        await card.page.locator(CARD).evaluate("card => document.body.append(card)")
        kept = card.page.locator(f"body > {CARD}")
        await account.home.api.remove(account.entry_id)
        await expect(kept.get_by_text(GONE)).to_be_visible()
        await account.home.stop()
        await expect(kept.get_by_text(LOST)).to_be_visible()
        await account.home.start()
        await expect(kept.get_by_text(LOST)).to_be_hidden(timeout=RECONNECT_MILLISECONDS)

        await card.page.clock.install()
        await card.page.evaluate(COUNT_SUBSCRIPTIONS)
        await kept.evaluate("card => card.setConfig({ days: 5 })")
        await card.page.clock.run_for(1_000)
        await expect(kept.get_by_text(LOADING)).to_be_visible()

        async def is_given_up() -> bool:
            # In short steps, because Home Assistant answers in real time.
            await card.page.clock.run_for(5_000)
            return await kept.get_by_text(GONE).is_visible()

        await until(is_given_up)
        assert await card.page.evaluate("window.subscriptions") == SUBSCRIPTIONS_UNTIL_GONE

        await add_account(account.home, account.simulator)
        await card.page.clock.run_for(60_000)
        await expect(kept.locator("section").first).to_be_visible()


async def test_failed_images_are_tried_again(home: Home, simulator: Simulator) -> None:
    """The card shows the title, and requests the image again when its page becomes visible again."""
    await connect_without_key(home, simulator)
    await simulator.break_down(host="trakt_images", kind="reset")

    async with open_card(home) as card:
        await expect(card.page.locator(f"{CARD} .picture.failed").first).to_be_visible()
        # Wait until no request for an image is open.
        await expect(card.page.locator(f"{CARD} .picture img")).to_have_count(0)
        assert await card.page.locator(f"{CARD} .picture.loaded").count() == 0

        # The home requests a failed image again only after minutes, so the browser answers here.
        await card.page.route(is_image, lambda route: route.fulfill(content_type="image/svg+xml", body=IMAGE))
        await card.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(card.page.locator(f"{CARD} .picture.failed")).to_have_count(0)
        await expect(card.page.locator(f"{CARD} .picture.loaded").first).to_be_visible()


async def test_account_of_another_home(account: ConnectedAccount) -> None:
    async with open_card(account.home, options={"config_entry_id": "01KAMWA4VQ8S6T9Y7ZC3XW5DHX"}) as card:
        await expect(card.text(GONE)).to_be_visible()


async def test_several_accounts(account: ConnectedAccount) -> None:
    await account.simulator.control("POST", "/user", {"name": "second"})
    second = await add_account(account.home, account.simulator)

    async with open_card(account.home) as card:
        await expect(card.text(SEVERAL)).to_be_visible()
    async with open_card(account.home, options={"config_entry_id": second.entry_id}) as card:
        await expect(card.days.first).to_be_visible()


@pytest.mark.usefixtures("socket_enabled")
async def test_nothing_is_coming(tmp_path: Path) -> None:
    async with (
        Simulator(tmp_path / "simulator", "--catalogue", "exact", "--episodes", "0", "--movies", "0") as simulator,
        Home(tmp_path / "home", environment=simulator.addresses.environment) as home,
    ):
        await add_credentials(home.api, simulator.addresses.client_id, simulator.addresses.client_secret)
        await sign_in(home.api)
        async with open_card(home) as card:
            await expect(card.text(EMPTY)).to_be_visible()


async def test_agenda_is_not_loaded_yet(account: ConnectedAccount) -> None:
    snapshots = account.home.folder.path / ".storage"
    async with open_card(account.home) as card:
        await account.simulator.break_down(host="trakt_api", kind="status", status=503, times=1_000)
        await account.home.stop()
        for path in snapshots.glob(f"trakt_upcoming.{account.entry_id}*"):
            if not path.name.endswith(".token"):
                path.unlink()
        await account.home.start()
        await expect(card.text(LOADING)).to_be_visible(timeout=RECONNECT_MILLISECONDS)

        await account.simulator.repair()
        await account.home.api.reload(account.entry_id)
        await expect(card.days.first).to_be_visible()
