"""Titles and pictures as one account wants them."""

from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.agenda.options import AccountOptions
from custom_components.trakt_upcoming.api.tmdb import Kind, TitleDetails
from custom_components.trakt_upcoming.artwork.account import AccountArtwork
from custom_components.trakt_upcoming.artwork.lookup import TmdbTitles
from custom_components.trakt_upcoming.artwork.proxy import async_get_proxy
from custom_components.trakt_upcoming.artwork.titles import Title

from ..agenda.releases import movie
from ..conftest import ENTRY_ID

KEY = "0" * 32
KNOWN = TitleDetails.from_dict({"title": "Trennung", "poster_path": "/p.jpg", "backdrop_path": "/b.jpg"})


async def artwork(hass: HomeAssistant, entry: MockConfigEntry, **options: Any) -> AccountArtwork:
    """Return the artwork of an account with these options."""
    return AccountArtwork(hass, entry, AccountOptions(**options), TmdbTitles(hass), await async_get_proxy(hass))


async def test_without_a_key_nothing_of_tmdb_is_shown(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Not even what is known because another account has one."""
    with patch.object(TmdbTitles, "details", return_value=KNOWN):
        assert (await artwork(hass, entry)).details_of(movie()) is None
        assert (await artwork(hass, entry, tmdb_api_key=KEY)).details_of(movie()) is KNOWN


async def test_pictures(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """They are TMDB's where it has them."""
    pictures = (await artwork(hass, entry, tmdb_api_key=KEY)).pictures_of(movie(), KNOWN)

    assert pictures.poster == "https://image.tmdb.org/t/p/w500/p.jpg"
    assert pictures.fanart == "https://image.tmdb.org/t/p/w1280/b.jpg"


@pytest.mark.parametrize(
    ("chosen", "home", "asked"),
    [
        pytest.param(None, "de", "de", id="the home's"),
        pytest.param("fr", "de", "fr", id="the user's"),
        pytest.param(None, "zh-Hant", "zh-TW", id="under TMDB's own name"),
    ],
)
async def test_language_of_an_account(
    hass: HomeAssistant, entry: MockConfigEntry, chosen: str | None, home: str, asked: str
) -> None:
    """Home Assistant's, where the user chose none."""
    hass.config.language = home
    ours = await artwork(hass, entry, tmdb_api_key=KEY, language=chosen)
    with patch.object(TmdbTitles, "async_schedule_lookup") as schedule:
        ours.async_schedule_lookup([movie()])
    account, titles, key = schedule.call_args.args

    assert (account, key) == (ENTRY_ID, KEY)
    assert list(titles) == [Title(kind=Kind.MOVIE, tmdb_id=1170608, language=asked)]
