"""The fault table over time for the hosts of pictures: a day of each fault, told once, and over by itself."""

from datetime import timedelta
import logging
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api import http, images as pictures
from custom_components.trakt_upcoming.artwork.proxy import async_get_proxy
from custom_components.trakt_upcoming.const import TMDB_IMAGES, TRAKT_IMAGES
from scripts.fault_table.faults import FAULTS, HTML, HTML_TYPE, PICTURES, Fault, Host, Reaction

from ..conftest import SetUp, announce
from ..faulty_hosts import HOUR, LARGE, answer, issues, shown, told
from ..trakt import WEBP, FakeTrakt
from ..trakt_json import Json, episode_entry

POSTERS: Final = {
    Host.TRAKT_IMAGES: f"{TRAKT_IMAGES}/images/shows/000/000/001/posters/medium/0a.jpg.webp",
    Host.TMDB_IMAGES: f"{TMDB_IMAGES}/t/p/w500/p.jpg",
}
LOOKS: Final = 24
EVERY_SIX_HOURS: Final = 4


def spoiled(fault: Fault) -> Json:
    """Return what a fault makes of a picture."""
    match fault.switch:
        case {"kind": "wrong_type"}:
            return {"content": WEBP, "headers": {"Content-Type": "text/plain"}}
        case {"kind": "big_picture"}:
            return {"content": WEBP.ljust(LARGE + 1), "headers": {"Content-Type": "image/webp"}}
        case {"kind": "html"}:
            return {"text": HTML, "headers": HTML_TYPE}
    return answer(fault, None)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer be too large early."""
    monkeypatch.setattr(http, "SIZE_LIMIT", LARGE)
    monkeypatch.setattr(pictures, "PICTURE_LIMIT", LARGE)


@pytest.mark.parametrize("host", PICTURES)
@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if set(PICTURES) <= set(fault.hosts)], ids=lambda f: f.name
)
async def test_a_day_without_pictures(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    host: Host,
) -> None:
    """Whoever looks each hour sees the title, all else is as it was, and the picture is there when it can be had."""
    await announce(trakt, set_up, shows=[episode_entry(first_aired="2026-11-25T20:00:00.000Z")])
    gallery, poster, before = await async_get_proxy(hass), POSTERS[host], shown(hass)
    caplog.clear()
    trakt.answer_pictures(**spoiled(fault), address=TRAKT_IMAGES if host is Host.TRAKT_IMAGES else TMDB_IMAGES)
    for _ in range(LOOKS):
        assert await gallery.async_picture(poster) is None
        assert await gallery.async_picture(poster) is None
        freezer.tick(HOUR)
    is_told = fault.images is not Reaction.NO_SUCH_PICTURE
    assert trakt.requests.count(poster) == (LOOKS if is_told else EVERY_SIX_HOURS)
    assert [level for level, _ in told(caplog)] == [logging.WARNING] * is_told
    assert shown(hass) == before
    assert issues(hass) == set()

    trakt.answer()
    trakt.answer_pictures(TRAKT_IMAGES)
    trakt.answer_pictures(TMDB_IMAGES)
    freezer.tick(timedelta(hours=6))
    seen = await gallery.async_picture(poster)
    assert seen is not None
    assert seen.body == WEBP
    assert [level for level, _ in told(caplog)] == [logging.WARNING, logging.INFO] * is_told
