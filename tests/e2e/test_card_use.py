"""The card in use: by keyboard, in its panel, with its options, and in Home Assistant's editor."""

from datetime import UTC, datetime, timedelta
import re
from zoneinfo import ZoneInfo

from playwright.async_api import expect

from .account import ConnectedAccount
from .browser import open_page, save_screenshot
from .card import ALL_DAYS, CARD, Card, fill_today, heading, open_card, today_in
from .test_card_looks import choose

DASHBOARD = "edited-here"


async def names_of(card: Card) -> list[list[str]]:
    """Return the accessible names of the releases of each day."""
    return [names for _, names in await card.seen_as()]


async def test_keyboard(account: ConnectedAccount) -> None:
    """Each day is one tab stop. Arrow keys move within it and to other days; in a list, up and down go line by line."""
    await fill_today(account)
    async with open_card(account.home) as card:
        keyboard, days = card.page.keyboard, await names_of(card)
        await card.page.locator(CARD).evaluate("card => card.shadowRoot.querySelector('li button').focus()")
        for key, name in (
            ("ArrowRight", days[0][1]),
            ("ArrowRight", days[0][2]),
            ("ArrowLeft", days[0][1]),
            ("Tab", days[1][0]),
            ("Tab", days[2][0]),
            ("Shift+Tab", days[1][0]),
            ("Shift+Tab", days[0][1]),
            ("ArrowDown", days[1][0]),
            ("End", days[1][-1]),
            ("Home", days[1][0]),
            ("ArrowUp", days[0][0]),
        ):
            await keyboard.press(key)
            assert await card.focused() == name
        outline = "button => getComputedStyle(button).outlineStyle"
        assert await card.releases.first.evaluate(outline) == "solid"

        await keyboard.press("Enter")
        await expect(card.panel).to_be_visible()
        assert await card.focused() == "Close"
        await keyboard.press("Tab")
        assert await card.panel.evaluate("panel => panel.contains(panel.getRootNode().activeElement)")

        await keyboard.press("Escape")
        await expect(card.panel).to_have_count(0)
        assert await card.focused() == days[0][0]

    async with open_card(account.home, options={"compact": True}) as card:
        names = [name for of_day in await names_of(card) for name in of_day]
        await card.releases.first.focus()
        for key, name in (*(("ArrowDown", name) for name in names[1:6]), ("ArrowUp", names[4])):
            await card.page.keyboard.press(key)
            assert await card.focused() == name


async def test_accessible_names(account: ConnectedAccount) -> None:
    async with open_card(account.home, options={"title": "My programme"}) as card:
        first, *_ = await account.releases()
        await expect(card.page.get_by_role("heading", name="My programme", level=2)).to_be_visible()
        await expect(card.page.get_by_role("heading", name="Today", level=3)).to_be_visible()
        await expect(card.page.get_by_role("group", name="Trakt Demo")).to_be_visible()
        today = today_in(account.home)
        for day in (today, today + timedelta(days=1)):
            await expect(card.page.get_by_role("list", name=heading(day, today), exact=True)).to_be_visible()
        names = (await names_of(card))[0]
        assert await card.days.first.get_by_role("listitem").count() == len(names)
        await card.days.first.get_by_role("button", name=names[0], exact=True).click()
        title = first["title"] if first["type"] == "movie" else first["show"]
        await expect(card.page.get_by_role("dialog", name=title)).to_be_visible()


async def test_focus_comes_back_to_the_release_whose_panel_was_closed(account: ConnectedAccount) -> None:
    """Two releases of the same season have the same address, and are told apart nevertheless."""
    now = datetime.now(ZoneInfo(account.home.folder.time_zone))
    episodes = [
        {"title": "In Two Halves", "number": number, "first_aired": (now + timedelta(days=days)).isoformat()}
        for days, numbers in ((1, (1, 2)), (2, (3, 4)))
        for number in numbers
    ]
    await account.simulator.control("POST", "/catalogue", {"add": episodes})
    await account.refresh()

    async with open_card(account.home) as card:
        second = card.releases.filter(has_text="S01E03\N{EN DASH}E04")
        await second.click()
        await card.page.keyboard.press("Escape")
        await expect(card.panel).to_have_count(0)
        await expect(second).to_be_focused()


async def test_panel(account: ConnectedAccount) -> None:
    releases = await account.releases()
    place, release = next(
        (place, each) for place, each in enumerate(releases) if each["type"] == "episode" and each["trailer"]
    )
    async with open_card(account.home, options=ALL_DAYS) as card:
        await card.releases.nth(place).click()

        await expect(card.panel).to_contain_text(release["overview"])
        await expect(card.panel).to_contain_text(release["network"])
        await expect(card.panel.get_by_role("img", name=f"Rated {release['rating']} out of 10")).to_be_visible()
        for name, address in (("Open on Trakt", release["url"]), ("Watch the trailer", release["trailer"])):
            link = card.panel.get_by_role("link", name=name)
            await expect(link).to_have_attribute("href", address)
            await expect(link).to_have_attribute("rel", "noopener noreferrer")
        state = await account.state("calendar.episodes")
        await expect(card.panel).to_contain_text(state["attributes"]["attribution"])

        await card.panel.get_by_role("button", name="Close").click()
        await expect(card.panel).to_have_count(0)
        await card.releases.nth(place).click()
        await card.page.mouse.click(5, 400)
        await expect(card.panel).to_have_count(0)

        at_once = next(place for place, each in enumerate(releases) if "episodes" in each)
        await card.releases.nth(at_once).click()
        listed = await card.panel.locator("ol li").all_inner_texts()
        titles = [each["episode_title"] for each in releases[at_once]["episodes"]]
        assert all(title in line for title, line in zip(titles, listed, strict=True))


async def test_options(account: ConnectedAccount) -> None:
    await fill_today(account)
    today = today_in(account.home)
    window = {heading(today + timedelta(days=each), today) for each in range(3)}

    async with open_card(account.home, options={"days": 3, "types": ["episode"], "max_per_day": 2}) as card:
        days = await card.seen_as()
        assert {name for name, _ in days} <= window
        assert not [name for _, names in days for name in names if name and "Movie" in name]
        # The button for the other releases has no accessible name in this list.
        assert all(len([name for name in names if name]) <= 2 for _, names in days)

        more = card.page.locator(f"{CARD} .more").first
        left_out, word = (await more.inner_text()).split()
        assert word == "more"
        await more.click()
        assert len([name for name in (await names_of(card))[0] if name]) == 2 + int(left_out) >= 3
        assert await card.focused() == (await names_of(card))[0][2]
        await card.page.get_by_role("button", name="Show less").click()
        assert len([name for name in (await names_of(card))[0] if name]) == 2

    async with open_card(account.home, options={"compact": True}) as card:
        await expect(card.page.locator(f"{CARD} .line").first).to_be_visible()
        await card.page.wait_for_load_state("networkidle")
        assert card.images == []

    releases = await account.releases()
    place, release = next(
        (place, each)
        for place, each in enumerate(releases)
        if each["type"] == "episode" and each["fanart"] and (each["poster"] or "").startswith("http")
    )
    async with open_card(account.home, options=ALL_DAYS | {"spoiler_free": True}) as card:
        await expect(card.text(release["episode_title"])).to_have_count(0)
        await card.releases.nth(place).click()
        await expect(card.panel.get_by_role("link", name="Open on Trakt")).to_be_visible()
        await expect(card.panel).not_to_contain_text(release["episode_title"])
        await expect(card.panel).not_to_contain_text(release["overview"])
        # A backdrop can be a scene of the episode, so the poster is shown.
        poster = re.compile(f"{re.escape(release['poster'].rpartition('/')[2])}$")
        await expect(card.panel.locator("img")).to_have_attribute("src", poster)

        for name, value in (("days", 0), ("types", "song"), ("max_per_day", 1.5), ("compact", "yes"), ("title", 7)):
            refusal = await card.page.locator(CARD).evaluate(
                "(card, wrong) => { try { card.setConfig(wrong); } catch (error) { return error.message; } }",
                {name: value},
            )
            assert f"expected {name}:" in refusal


async def test_formats_of_the_profile(account: ConnectedAccount) -> None:
    """The browser is in Tokyo. The options of the user's profile are used."""
    episodes = [release for release in await account.releases() if release["type"] == "episode"]
    # An episode of today at home can be one of yesterday in Tokyo, which the card does not show.
    ahead = datetime.now(UTC) + timedelta(days=2)
    start, release = next((at, each) for each in episodes if (at := datetime.fromisoformat(each["start"])) > ahead)
    at_home, in_tokyo = (start.astimezone(ZoneInfo(zone)) for zone in (account.home.folder.time_zone, "Asia/Tokyo"))

    for profile, expected in (
        ({"time_zone": "server", "time_format": "24"}, f"{at_home:%H:%M}"),
        ({"time_zone": "server", "time_format": "12"}, f"{int(at_home.strftime('%I'))}:{at_home:%M}"),
        ({"time_zone": "local", "time_format": "24"}, f"{in_tokyo:%H:%M}"),
    ):
        await choose(account, **profile)
        async with open_card(account.home, timezone_id="Asia/Tokyo", options=ALL_DAYS) as card:
            names = [name for of_day in await names_of(card) for name in of_day]
            shown = next(name for name in names if release["episode_title"] in name and release["show"] in name)
            assert shown.rpartition(", ")[2].startswith(expected)

    await choose(account, date_format="MDY", time_zone="server")
    async with open_card(account.home) as card:
        today = today_in(account.home)
        assert (await card.seen_as())[0][0] == f"Today {today:%B} {today.day}"

    # In languages with numbers for months, a date needs the words between the numbers.
    for language, expected in (
        ("ja", f"今日 {today.month}月{today.day}日"),
        ("ko", f"오늘 {today.month}월 {today.day}일"),
    ):
        await choose(account, language=language, date_format="DMY", time_zone="server")
        async with open_card(account.home) as card:
            assert (await card.seen_as())[0][0] == expected


async def test_another_day_begins(account: ConnectedAccount) -> None:
    """At midnight, without a message from Home Assistant."""
    async with open_card(account.home) as card:
        before = await card.seen_as()
        zone = ZoneInfo(account.home.folder.time_zone)
        midnight = datetime.combine(today_in(account.home) + timedelta(days=1), datetime.min.time(), zone)
        await card.page.clock.install(time=midnight - timedelta(seconds=30))
        await card.page.locator(CARD).evaluate("card => document.dispatchEvent(new Event('visibilitychange'))")

        await card.page.clock.run_for(31_000)

        after = await card.seen_as()
        assert [names for _, names in after][: len(before) - 1] == [names for _, names in before[1:]]
        assert after[0][0].startswith("Today")
        assert after[1][0].startswith("Tomorrow")


async def test_card_is_picked_and_edited(account: ConnectedAccount) -> None:
    """It is suggested for its entities. Its preview shows the agenda, also after each change of an option."""
    await make_dashboard(account)
    async with open_page(account.home, f"{DASHBOARD}/home?edit=1", height=900) as page:
        await page.get_by_role("button", name="Add card").click()
        await page.get_by_placeholder("Search").first.fill("Next episode")
        await page.get_by_text("Next episode", exact=True).last.click()
        await expect(page.locator(f"hui-dialog-create-card {CARD} section").first).to_be_visible()
        await save_screenshot(page, "suggestion")

    async with open_page(account.home, f"{DASHBOARD}/home?edit=1", height=900) as page:
        await page.get_by_role("button", name="Add card").click()
        await page.get_by_text("By card", exact=True).click()
        await page.get_by_placeholder("Search").fill("Trakt Upcoming")
        preview = page.locator(f"hui-card-picker {CARD}")
        await expect(preview.locator("section")).to_have_count(2)
        await save_screenshot(page, "picker")
        await page.locator("hui-card-picker .card", has=page.locator(CARD)).locator(".overlay").click()

        form = page.locator("hui-dialog-edit-card hui-form-editor")
        shown = page.locator(f"hui-dialog-edit-card {CARD}")
        await expect(shown.locator("section")).to_have_count(2)
        for label in ("Title", "Account", "What to show", "Days ahead", "Maximum per day", "No spoilers"):
            await expect(form).to_contain_text(label)
        await form.get_by_role("textbox", name="Title").fill("What is on")
        await form.get_by_role("spinbutton", name="Days ahead").fill("5")
        await form.get_by_text("Movies", exact=True).click()
        await form.get_by_role("switch").first.press("Space")
        await expect(shown.get_by_role("heading", name="What is on")).to_be_visible()
        await expect(shown.locator(".poster")).to_have_count(0)
        await expect(shown.locator(".line").filter(has_text="Movie").first).to_be_visible()
        await save_screenshot(page, "editor")
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(form).to_have_count(0)

    saved = await account.home.api.command("lovelace/config", url_path=DASHBOARD)
    assert saved["views"][0]["cards"] == [
        {
            "type": f"custom:{CARD}",
            "config_entry_id": account.entry_id,
            "title": "What is on",
            "days": 5,
            "types": ["movie"],
            "compact": True,
        }
    ]


async def make_dashboard(account: ConnectedAccount) -> None:
    """Make an empty dashboard that can be edited. A dashboard from a file cannot."""
    api = account.home.api
    await api.command("lovelace/dashboards/create", url_path=DASHBOARD, title="Edited", mode="storage")
    views = [{"title": "Home", "path": "home", "cards": []}]
    await api.command("lovelace/config/save", url_path=DASHBOARD, config={"views": views})
