"""Posters of what the actions answer: TMDB's where they are known, else Trakt's, through Home Assistant."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.trakt_upcoming.agenda.release import POSTER_WIDTHS
from custom_components.trakt_upcoming.artwork import proxy as module
from custom_components.trakt_upcoming.const import TRAKT_IMAGES

from ..conftest import TMDB_KEY, SetUp
from ..trakt import WEBP, FakeTrakt
from ..trakt_json import images_entry
from ..works_json import found, movie, show
from .common import answer, ask


@pytest.fixture
async def browser(set_up: SetUp, trakt: FakeTrakt, hass_client_no_auth: ClientSessionGenerator) -> Any:
    """Return a browser at whose home an account is set up."""
    await set_up()
    trakt.clear()
    return await hass_client_no_auth()


async def poster(hass: HomeAssistant, query: str = "Dune") -> str | None:
    """Return the address of the poster of what is found first."""
    address: str | None = (await ask(hass, "search", query=query))["results"][0]["poster"]
    return address


async def status(browser: Any, address: str) -> int:
    """Return how an address is answered."""
    return int((await browser.get(address)).status)


async def test_a_poster_of_trakt(hass: HomeAssistant, browser: Any, trakt: FakeTrakt, entry: MockConfigEntry) -> None:
    """It must not be linked to, so it is served by Home Assistant, for as long as the account is there."""
    answer(trakt, "/search/movie,show", [found(movie(images=images_entry()))])
    address = await poster(hass)
    trakt.answer_pictures()

    assert address is not None
    assert address.startswith("/api/trakt_upcoming/artwork/")
    picture = await browser.get(address)
    assert (picture.status, await picture.read()) == (200, WEBP)
    assert trakt.requests[-1].startswith(f"{TRAKT_IMAGES}/images/shows/000/000/001/posters/")

    await hass.config_entries.async_unload(entry.entry_id)
    assert await status(browser, address) == 404


async def test_posters_stay_after_a_refresh(
    hass: HomeAssistant, browser: Any, trakt: FakeTrakt, entry: MockConfigEntry
) -> None:
    """What was answered can still be looked at."""
    answer(trakt, "/search/movie,show", [found(movie(images=images_entry()))])
    address = await poster(hass)
    trakt.answer()
    trakt.answer_pictures()
    await entry.runtime_data.agenda.async_refresh()

    assert address is not None
    assert await status(browser, address) == 200


async def test_number_of_posters_is_limited(
    hass: HomeAssistant, browser: Any, trakt: FakeTrakt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posters that were answered first make room, and one that is answered again counts as new."""
    sizes = len(POSTER_WIDTHS)
    monkeypatch.setattr(module, "_MOST_ANSWERED", 2 * sizes)
    addresses: dict[str, str] = {}
    for name in ("0a", "0b", "0a", "0c"):
        trakt.clear()
        answer(trakt, "/search/movie,show", [found(show(images=images_entry(name)), "show")])
        addresses[name] = str(await poster(hass))
    trakt.clear()
    trakt.answer_pictures()

    assert {name: await status(browser, address) for name, address in addresses.items()} == {
        "0a": 200,
        "0b": 404,
        "0c": 200,
    }


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
@pytest.mark.usefixtures("browser")
async def test_a_poster_of_tmdb(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Of a title that was looked up for the agenda; for no other one TMDB is asked."""
    known, unknown = movie(images=images_entry()), movie(images=images_entry())
    known["ids"]["tmdb"] = 1170608
    answer(trakt, "/search/movie,show", [found(known)])
    at_tmdb = await poster(hass)
    trakt.clear()
    answer(trakt, "/search/movie,show", [found(unknown)])
    at_trakt = await poster(hass)

    assert at_tmdb == "https://image.tmdb.org/t/p/w500/p.jpg"
    assert str(at_trakt).startswith("/api/trakt_upcoming/artwork/")
    assert len(trakt.requests) == 1


@pytest.mark.usefixtures("browser")
async def test_no_poster(hass: HomeAssistant, trakt: FakeTrakt) -> None:
    """Not every work has one, and those of unknown hosts are none."""
    elsewhere = {"poster": ["images.example/p.jpg"]}
    answer(trakt, "/search/movie,show", [found(movie(images=elsewhere))])

    assert await poster(hass) is None
