"""The card in all widths, themes, languages and directions."""

from itertools import product
from typing import Final

from playwright.async_api import Locator, expect

from .account import ConnectedAccount
from .card import CARD, fill_today, open_card

NARROWEST, WIDEST = 320, 1_600
LOOKS: Final[dict[str, dict[str, object]]] = {"posters": {}, "list": {"compact": True}}
LEAST_CONTRAST = 4.5
"""The contrast of text and background that users with low vision need. Source: WCAG 2, criterion 1.4.3."""
TODAY_ALL_DAY = {
    "de": ("Heute", "Ganztägig"),
    "es": ("Hoy", "Todo el día"),
    "fr": ("Aujourd\N{RIGHT SINGLE QUOTATION MARK}hui", "Toute la journée"),
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


async def test_every_width(account: ConnectedAccount) -> None:
    for width, (name, options) in product((NARROWEST, 480, WIDEST), LOOKS.items()):
        async with open_card(account.home, width=width, options=options) as card:
            await card.save_screenshot(f"card-{width}-{name}")
            assert await card.page.evaluate("document.documentElement.scrollWidth") <= width
            for each in (card.days.first, card.releases.first):
                left, right = await edges(each)
                assert 0 <= left < right <= width
            await card.releases.first.click()
            left, right = await edges(card.panel)
            assert 0 < left < right < width
            await card.save_screenshot(f"panel-{width}-{name}")


async def test_themes(account: ConnectedAccount) -> None:
    for scheme, (name, options) in product(("light", "dark"), LOOKS.items()):
        async with open_card(account.home, color_scheme=scheme, options=options) as card:
            await card.save_screenshot(f"card-{scheme}-{name}")
            for part in TEXTS:
                contrasts = await card.page.locator(f"{CARD} {part}").evaluate_all(
                    f"(elements) => elements.map({CONTRAST})"
                )
                assert contrasts, part
                assert min(contrasts) >= LEAST_CONTRAST, part


async def test_right_to_left(account: ConnectedAccount) -> None:
    """Rows begin on the right, and the arrow keys move the focus in their direction."""
    await fill_today(account)
    await choose(account, language="he")

    async with open_card(account.home, options={"title": "לוח שנה"}) as card:
        assert (await edges(card.releases.nth(0)))[0] > (await edges(card.releases.nth(1)))[0]
        names = [name for _, of_day in await card.seen_as() for name in of_day]
        await card.releases.first.focus()
        await card.page.keyboard.press("ArrowLeft")
        assert await card.focused() == names[1]
        await card.save_screenshot("card-right-to-left")


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


async def edges(element: Locator) -> tuple[float, float]:
    """Return the left and the right edge of an element on the page, in pixels."""
    box = await element.bounding_box()
    assert box is not None
    return box["x"], box["x"] + box["width"]


async def choose(account: ConnectedAccount, **profile: str) -> None:
    """Set options of the user's profile. The others get their defaults."""
    defaults = {
        "language": "en-GB",
        "number_format": "language",
        "time_format": "language",
        "date_format": "language",
        "time_zone": "local",
        "first_weekday": "language",
    }
    await account.home.api.command("frontend/set_user_data", key="language", value=defaults | profile)
