"""The images: the poster of what is next, with the bytes that everybody else gets."""

from http import HTTPStatus
from typing import Any

from homeassistant.core import HomeAssistant, State
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, mock_restore_cache_with_extra_data
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .conftest import TMDB_KEY, MoveTo, SetUp, announce, attribute, state_of
from .trakt import WEBP, FakeTrakt
from .trakt_json import Json, episode_entry, images_entry, movie_entry

EPISODE = "image.trakt_demo_next_episode_poster"
MOVIE = "image.trakt_demo_next_movie_poster"
NOW = "2026-11-20T12:00:00+00:00"
YESTERDAY = "2026-11-19T08:00:00+00:00"
TOMORROW = episode_entry(images=images_entry())
LATER = episode_entry("Andor", show_id=2, episode_id=2, first_aired="2026-11-25T02:00:00Z", images=images_entry("0b"))


async def shown(hass: HomeAssistant, hass_client: ClientSessionGenerator, image: str) -> tuple[int, str, bytes]:
    """Return what a dashboard shows: status, content type and body."""
    browser = await hass_client()
    answer = await browser.get(state_of(hass, image).attributes["entity_picture"])
    return answer.status, answer.headers["Content-Type"], await answer.read()


async def test_the_poster(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, hass_client: ClientSessionGenerator
) -> None:
    """It is fetched when the user looks, and once for all who do."""
    await announce(trakt, set_up, shows=[TOMORROW], movies=[movie_entry(images=images_entry(group="movies"))])
    trakt.clear()
    trakt.answer_pictures()

    assert state_of(hass, EPISODE).state == NOW
    assert state_of(hass, MOVIE).state == NOW
    assert trakt.requests == []
    assert await shown(hass, hass_client, EPISODE) == (200, "image/webp", WEBP)
    browser = await hass_client()
    assert await (await browser.get(str(attribute(hass, "next_episode", "poster")))).read() == WEBP
    assert trakt.requests == ["https://media.trakt.tv/images/shows/000/000/001/posters/medium/0a.jpg.webp"]


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
async def test_the_poster_of_tmdb(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, hass_client: ClientSessionGenerator
) -> None:
    """Served by Home Assistant, too, whatever the sensors say."""
    await announce(trakt, set_up, shows=[TOMORROW])
    trakt.clear()
    trakt.answer_pictures("https://image.tmdb.org")

    assert attribute(hass, "next_episode", "poster").startswith("https://image.tmdb.org/")
    assert await shown(hass, hass_client, EPISODE) == (200, "image/webp", WEBP)


@pytest.mark.parametrize(
    ("entry_of_trakt", "answer"),
    [(TOMORROW, {"status": 503}), (episode_entry(), {"status": 500})],
    ids=["down", "none"],
)
async def test_no_poster(
    hass: HomeAssistant,
    set_up: SetUp,
    trakt: FakeTrakt,
    hass_client: ClientSessionGenerator,
    entry_of_trakt: Json,
    answer: Json,
) -> None:
    """Its title is drawn."""
    await announce(trakt, set_up, shows=[entry_of_trakt])
    trakt.clear()
    trakt.answer_pictures(**answer)
    status, content_type, body = await shown(hass, hass_client, EPISODE)

    assert (status, content_type) == (200, "image/svg+xml")
    assert b"Severance" in body
    assert state_of(hass, EPISODE).state == NOW


async def test_nothing_is_coming(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, hass_client: ClientSessionGenerator
) -> None:
    """There is no picture, and nobody is sent to one."""
    await announce(trakt, set_up, shows=[])
    image: Any = hass.data["image"].get_entity(EPISODE)
    browser = await hass_client()

    assert state_of(hass, EPISODE).state == "unknown"
    assert "entity_picture" not in state_of(hass, EPISODE).attributes
    assert (await browser.get(f"/api/image_proxy/{EPISODE}")).status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert await image.async_image() is None


async def test_another_poster(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo) -> None:
    """The state is the moment from which on it is shown; that of the same show stays."""
    next_day = episode_entry(
        number=2, episode_id=102, first_aired="2026-11-22T02:00:00Z", images=images_entry(), runtime=60
    )
    await announce(trakt, set_up, shows=[TOMORROW, next_day, LATER])

    await move_to("2026-11-21T03:00:00Z")
    assert attribute(hass, "next_episode", "episode") == 2
    assert state_of(hass, EPISODE).state == NOW
    await move_to("2026-11-22T03:00:00Z")
    assert attribute(hass, "next_episode", "show") == "Andor"
    assert state_of(hass, EPISODE).state == "2026-11-22T03:00:00+00:00"


@pytest.mark.parametrize(
    ("picture", "since", "state"),
    [
        ("https://media.trakt.tv/images/shows/000/000/001/posters/medium/0a.jpg.webp", YESTERDAY, YESTERDAY),
        ("https://media.trakt.tv/images/shows/000/000/001/posters/medium/0b.jpg.webp", YESTERDAY, NOW),
        ("https://media.trakt.tv/images/shows/000/000/001/posters/medium/0a.jpg.webp", "nonsense", NOW),
        (None, None, NOW),
    ],
)
async def test_a_restart(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, picture: str | None, since: str | None, state: str
) -> None:
    """It does not make another picture of the one that was shown before."""
    mock_restore_cache_with_extra_data(hass, [(State(EPISODE, YESTERDAY), {"picture": picture, "since": since})])
    await announce(trakt, set_up, shows=[TOMORROW])

    assert state_of(hass, EPISODE).state == state
    image: Any = hass.data["image"].get_entity(EPISODE)
    assert image.extra_restore_state_data.as_dict()["since"] == state


async def test_available_like_the_sensor(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, move_to: MoveTo
) -> None:
    """As long as the feed has answered within a day."""
    await announce(trakt, set_up, shows=[LATER])
    trakt.fail(status=503)
    for moment in ("2026-11-20T13:01:00Z", "2026-11-21T11:59:59Z"):
        await move_to(moment)
    assert state_of(hass, EPISODE).state == NOW
    await move_to("2026-11-21T12:00:00Z")

    assert state_of(hass, EPISODE).state == "unavailable"
