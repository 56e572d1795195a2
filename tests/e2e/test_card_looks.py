"""The card in every width, theme and direction."""

from playwright.async_api import expect
import pytest

from .account import ConnectedAccount
from .browser import save_screenshot
from .card import CARD, open_card

NARROWEST, WIDEST = 320, 1_600
LEAST_CONTRAST = 4.5
"""What people with weak eyes need between a text and what is behind it."""
TODAY_ALL_DAY = {
    "de": ("Heute", "Ganztägig"),
    "es": ("Hoy", "Todo el día"),
    "fr": ("Aujourd'hui", "Toute la journée"),
    "nl": ("Vandaag", "Hele dag"),
    "pl": ("Dzisiaj", "Cały dzień"),
    "pt-BR": ("Hoje", "Dia inteiro"),
}
CONTRAST = """
(element) => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d");
    const over = (...colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const brightness = (rgb) => rgb
        .map((value) => value / 255)
        .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
    const behind = [];
    for (let each = element; each; each = each.parentElement ?? each.getRootNode().host) {
        behind.unshift(getComputedStyle(each).backgroundColor);
    }
    const [light, dark] = [over(...behind), over(...behind, getComputedStyle(element).color)]
        .map(brightness).sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
}
"""
TEXTS = ("h3 .name", "h3 .date", ".title", ".subtitle", ".time", ".mark")


@pytest.mark.parametrize("options", [{}, {"compact": True}], ids=["posters", "list"])
async def test_every_width(account: ConnectedAccount, options: dict[str, object]) -> None:
    for width in (NARROWEST, 480, WIDEST):
        async with open_card(account.home, width=width, options=options) as card:
            await save_screenshot(card.page, f"card-{width}-{'list' if options else 'posters'}")
            assert await card.page.evaluate("document.documentElement.scrollWidth") <= width
            for each in (card.days, card.releases.first):
                box = await each.first.bounding_box()
                assert box is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
            await card.releases.first.click()
            box = await card.panel.bounding_box()
            assert box is not None
            assert 0 < box["x"] < box["x"] + box["width"] < width
            await save_screenshot(card.page, f"panel-{width}-{'list' if options else 'posters'}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_themes(account: ConnectedAccount, scheme: str) -> None:
    for options in ({}, {"compact": True}):
        async with open_card(account.home, color_scheme=scheme, options=options) as card:
            for name in TEXTS:
                contrasts = await card.page.locator(f"{CARD} {name}").evaluate_all(
                    f"(elements) => elements.map({CONTRAST})"
                )
                assert contrasts, name
                assert min(contrasts) >= LEAST_CONTRAST, name
            await save_screenshot(card.page, f"card-{scheme}-{'list' if options else 'posters'}")


async def test_right_to_left(account: ConnectedAccount) -> None:
    """Rows begin on the right, and the arrow keys go where they point."""
    await choose(account, language="he")

    async with open_card(account.home, options={"title": "לוח שנה"}) as card:
        first, second = await card.releases.nth(0).bounding_box(), await card.releases.nth(1).bounding_box()
        assert first is not None
        assert second is not None
        assert first["x"] > second["x"]
        names = [name for _, of_day in await card.seen_as() for name in of_day]
        await card.releases.first.focus()
        await card.page.keyboard.press("ArrowLeft")
        assert await card.focused() == names[1]
        await save_screenshot(card.page, "card-right-to-left")


async def test_less_motion(account: ConnectedAccount) -> None:
    async with open_card(account.home, reduced_motion="reduce") as card:
        await card.releases.first.click()
        for each in (card.panel, card.page.locator(f"{CARD} .frame").first, card.page.locator(f"{CARD} img").first):
            moving = await each.evaluate(
                "each => [getComputedStyle(each).animationName, getComputedStyle(each).transitionDuration]"
            )
            assert moving == ["none", "0s"]


async def test_languages(account: ConnectedAccount) -> None:
    for language, (today, all_day) in TODAY_ALL_DAY.items():
        await choose(account, language=language)
        async with open_card(account.home) as card:
            await expect(card.text(today)).to_be_visible()
            await expect(card.text(all_day).first).to_be_visible()


async def choose(account: ConnectedAccount, **profile: str) -> None:
    """Let the person have chosen this in the profile, and else what is usual."""
    usual = {
        "language": "en-GB",
        "number_format": "language",
        "time_format": "language",
        "date_format": "language",
        "time_zone": "local",
        "first_weekday": "language",
    }
    await account.home.api.command("frontend/set_user_data", key="language", value=usual | profile)
