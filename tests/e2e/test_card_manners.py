"""The card as a part of Home Assistant: loaded files, the back key, its panel, and long rows."""

from itertools import pairwise

from playwright.async_api import Page, expect

from .account import ConnectedAccount
from .browser import open_page
from .card import CARD, announce, fill_today, open_card

MODULES = "/trakt_upcoming/"


async def test_other_pages_load_only_what_registers_it(account: ConnectedAccount) -> None:
    """The other modules are loaded when a card is drawn."""
    async with open_page(account.home, "profile") as page:
        await page.wait_for_load_state("networkidle")
        assert await loaded(page) == {"trakt-upcoming-card.js", "options.js"}
        assert await page.evaluate(f"window.customCards.some((card) => card.type === '{CARD}')")

    async with open_card(account.home) as card:
        assert {"card-view.js", "panel.js", "en.json"} <= await loaded(card.page)
        assert "editor.js" not in await loaded(card.page)


async def test_back_key_closes_the_panel(account: ConnectedAccount) -> None:
    """The dashboard stays, and the forward key does nothing."""
    async with open_card(account.home) as card:
        address, page = card.page.url, card.page
        await card.releases.first.click()
        await expect(card.panel).to_be_visible()

        await page.go_back()
        await expect(card.panel).to_have_count(0)
        assert page.url == address
        await expect(card.releases.first).to_be_focused()

        await page.go_forward()
        await page.wait_for_timeout(300)
        assert page.url == address
        await expect(card.panel).to_have_count(0)
        assert not await page.evaluate("history.state?.traktUpcomingDialog")


async def test_a_panel_that_was_closed_leaves_nothing_for_the_back_key(account: ConnectedAccount) -> None:
    """It leads to the previous page, whichever way the panel was closed."""
    async with open_card(account.home) as card:
        page = card.page
        before = await page.evaluate("history.state")
        for close in (
            page.keyboard.press("Escape"),
            card.panel.get_by_role("button", name="Close").click(),
            page.mouse.click(5, 400),
        ):
            await card.releases.first.click()
            await expect(card.panel).to_be_visible()
            await close
            await expect(card.panel).to_have_count(0)
            await page.wait_for_function("!history.state?.traktUpcomingDialog")
            assert await page.evaluate("history.state") == before


async def test_reload_closes_the_panel(account: ConnectedAccount) -> None:
    """No entry of the history is left for the back key."""
    async with open_card(account.home) as card:
        await card.releases.first.click()
        await expect(card.panel).to_be_visible()
        await card.page.reload()
        await expect(card.releases.first).to_be_visible()
        await card.page.wait_for_function("!history.state?.traktUpcomingDialog")
        await expect(card.panel).to_have_count(0)


async def test_back_key_after_another_page_was_opened(account: ConnectedAccount) -> None:
    """It leads to the dashboard in one step."""
    async with open_card(account.home) as card:
        page = card.page
        await card.releases.first.click()
        await expect(card.panel).to_be_visible()
        await page.evaluate(
            "history.pushState(null, '', '/profile'); dispatchEvent(new CustomEvent('location-changed'))"
        )
        await page.locator("ha-panel-profile").wait_for()

        await page.go_back()
        await expect(card.releases.first).to_be_visible()
        await page.wait_for_function("!history.state?.traktUpcomingDialog")
        await expect(card.panel).to_have_count(0)


async def test_panel_leads_to_the_next_release(account: ConnectedAccount) -> None:
    """By its buttons and by the arrow keys. Then the focus is on the release that was shown last."""
    await fill_today(account)
    async with open_card(account.home) as card:
        titles = await card.page.locator(f"{CARD} .title").all_inner_texts()
        await card.releases.first.click()
        heading = card.panel.get_by_role("heading")
        await expect(heading).to_have_text(titles[0])
        await expect(card.panel.get_by_role("button", name="Previous")).to_be_hidden()

        await card.panel.get_by_role("button", name="Next").click()
        await expect(heading).to_have_text(titles[1])
        await card.page.keyboard.press("ArrowRight")
        await expect(heading).to_have_text(titles[2])
        await card.page.keyboard.press("ArrowLeft")
        await expect(heading).to_have_text(titles[1])

        await card.page.keyboard.press("Escape")
        await expect(card.releases.nth(1)).to_be_focused()


async def test_long_row_has_a_count_and_arrows(account: ConnectedAccount) -> None:
    """With a mouse, there is no other way to reach its end."""
    await fill_today(account)
    async with open_card(account.home, width=500) as card:
        row, day = card.days.first.locator(".row"), card.days.first
        names = len((await card.seen_as())[0][1])
        await expect(day.locator(".count")).to_have_text(str(names))
        await expect(row.locator(".back")).to_be_hidden()
        while await row.locator(".forward").is_visible():
            before = await day.locator("ul").evaluate("list => list.scrollLeft")
            await row.locator(".forward").click()
            await card.page.wait_for_function(
                "([list, before]) => list.scrollLeft > before",
                arg=[await day.locator("ul").element_handle(), before],
            )
            await card.page.wait_for_timeout(600)
        await expect(day.get_by_role("button").last).to_be_in_viewport()
        await expect(row.locator(".back")).to_be_visible()
        await expect(card.days.last.locator(".count")).to_be_hidden()


async def test_posters_fill_the_width_and_line_up(account: ConnectedAccount) -> None:
    """Posters and their texts begin at the same positions in all rows."""
    await fill_today(account)
    for width in (500, 800, 1280):
        async with open_card(account.home, width=width) as card:
            # Found and measured in one step: a card that is drawn again meanwhile has others.
            boxes = await card.page.locator(CARD).evaluate(
                """card => Array.from(card.shadowRoot.querySelectorAll(".subtitle"), (place) => {
                    const list = place.closest("ul").getBoundingClientRect();
                    const { left, right, top } = place.getBoundingClientRect();
                    return { left, right, top, isSeen: right <= list.right };
                })"""
            )
            content = await card.page.locator(f"{CARD} .days").bounding_box()
            assert content is not None
            seen = [box for box in boxes if box["isSeen"]]
            lefts = sorted({round(box["left"]) for box in seen})
            poster = seen[0]["right"] - seen[0]["left"]
            assert all(right - left >= poster for left, right in pairwise(lefts))
            assert abs(max(box["right"] for box in seen) - (content["x"] + content["width"] - 16)) < 2
            tops = {round(box["top"]) for box in seen if box["left"] < lefts[1]}
            assert {round(box["top"]) for box in seen} == tops


async def test_a_long_word_stays_in_the_panel(account: ConnectedAccount) -> None:
    word = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz" * 2
    await announce(account, word, episode_title=word)
    async with open_card(account.home, width=390) as card:
        await card.releases.filter(has_text=word).first.click()
        sizes = await card.panel.evaluate("panel => [panel.scrollWidth, panel.clientWidth]")
        assert sizes[0] <= sizes[1]
        assert await card.page.evaluate("document.documentElement.scrollWidth") <= 390


async def loaded(page: Page) -> set[str]:
    """Return the names of the card's files that a page has loaded."""
    names: list[str] = await page.evaluate(
        f"performance.getEntriesByType('resource').map((entry) => entry.name)"
        f".filter((name) => name.includes('{MODULES}') && !name.includes('/api/'))"
        ".map((name) => name.split('/').pop())"
    )
    return set(names)
