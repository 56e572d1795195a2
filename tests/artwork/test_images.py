"""Which pictures releases have, and what users and entities get for an address."""

import re
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.agenda.options import AccountOptions
from custom_components.trakt_upcoming.agenda.release import POSTER_WIDTHS, Picture, Pictures, SingleRelease
from custom_components.trakt_upcoming.api.tmdb import TitleDetails
from custom_components.trakt_upcoming.artwork.images import ImageSelector
from custom_components.trakt_upcoming.artwork.proxy import ImageProxy, async_get_proxy

from ..agenda.releases import episode, movie
from ..conftest import TMDB_KEY, SetUp, announce, attribute, state_of
from ..trakt import FakeTrakt
from ..trakt_json import Json, episode_entry, images_entry, movie_entry

SERVED = re.compile(r"/api/trakt_upcoming/artwork/[0-9a-f]{32}")
AT_TMDB = TitleDetails(poster_path="/p.jpg", backdrop_path="/b.jpg")
TRAKT = "https://media.trakt.tv/images/shows/000/000/001"
TMDB = "https://image.tmdb.org/t/p"


@pytest.fixture
async def proxy(hass: HomeAssistant) -> ImageProxy:
    """Return the gallery of the home."""
    return await async_get_proxy(hass)


def found(
    proxy: ImageProxy, release: SingleRelease, details: TitleDetails | None = None, **options: Any
) -> tuple[list[str], list[str]]:
    """Return where the pictures of a release are at the source: posters, then backdrops."""
    pictures = ImageSelector(proxy, AccountOptions(**options)).pictures(release, details)
    return [each.source for each in pictures.posters], [each.source for each in pictures.backdrops]


def with_images(**more: Any) -> SingleRelease:
    """Return a release for which Trakt has images."""
    return episode(images=images_entry(), **more)


def test_images_without_a_key(proxy: ImageProxy) -> None:
    """Trakt's, in the smallest size that is wide enough; they are served by Home Assistant."""
    release = with_images()
    pictures = ImageSelector(proxy, AccountOptions()).pictures(release, None)

    assert [(each.width, each.source) for each in pictures.posters] == [
        (342, f"{TRAKT}/posters/thumb/0a.jpg.webp"),
        (500, f"{TRAKT}/posters/medium/0a.jpg.webp"),
    ]
    assert [(each.width, each.source) for each in pictures.backdrops] == [
        (780, f"{TRAKT}/fanarts/thumb/0a.jpg.webp"),
        (1280, f"{TRAKT}/fanarts/medium/0a.jpg.webp"),
    ]
    for each in (*pictures.posters, *pictures.backdrops):
        assert SERVED.fullmatch(each.address)
        assert each.address == proxy.path_of(each.source)
    assert len({each.address for each in pictures.posters}) == 2


def test_images_with_a_key(proxy: ImageProxy) -> None:
    """TMDB's, where everybody may go."""
    pictures = ImageSelector(proxy, AccountOptions(tmdb_api_key=TMDB_KEY)).pictures(with_images(), AT_TMDB)

    assert [each.address for each in pictures.posters] == [f"{TMDB}/w{width}/p.jpg" for width in (342, 500)]
    assert [each.address for each in pictures.backdrops] == [f"{TMDB}/w{width}/b.jpg" for width in (780, 1280)]
    assert (pictures.poster, pictures.fanart) == (f"{TMDB}/w500/p.jpg", f"{TMDB}/w1280/b.jpg")


def test_through_home_assistant(proxy: ImageProxy) -> None:
    """TMDB's are served by Home Assistant where a user has chosen so."""
    finder = ImageSelector(proxy, AccountOptions(tmdb_api_key=TMDB_KEY, proxy_artwork=True))
    pictures = finder.pictures(with_images(), AT_TMDB)

    assert pictures.poster == proxy.path_of(f"{TMDB}/w500/p.jpg")
    assert pictures.fanart == proxy.path_of(f"{TMDB}/w1280/b.jpg")


@pytest.mark.parametrize(
    ("details", "posters", "backdrops"),
    [
        (TitleDetails(), TRAKT, TRAKT),
        (TitleDetails(poster_path="/p.jpg"), TMDB, TRAKT),
        (TitleDetails(backdrop_path="/b.jpg"), TRAKT, TMDB),
    ],
)
def test_image_that_tmdb_does_not_have(proxy: ImageProxy, details: TitleDetails, posters: str, backdrops: str) -> None:
    """It is taken from Trakt."""
    of_posters, of_backdrops = found(proxy, with_images(), details, tmdb_api_key=TMDB_KEY)

    assert {each.startswith(posters) for each in of_posters} == {True}
    assert {each.startswith(backdrops) for each in of_backdrops} == {True}


def test_image_that_neither_has(proxy: ImageProxy) -> None:
    """There is no address that leads to nothing."""
    assert found(proxy, episode()) == found(proxy, movie()) == ([], [])
    assert (Pictures().poster, Pictures().fanart, Pictures().poster_of(342)) == (None, None, None)


def test_a_movie(proxy: ImageProxy) -> None:
    """Like a show."""
    posters, backdrops = found(proxy, movie(images=images_entry(group="movies")))

    assert posters[0] == "https://media.trakt.tv/images/movies/000/000/001/posters/thumb/0a.jpg.webp"
    assert backdrops[0] == "https://media.trakt.tv/images/movies/000/000/001/fanarts/thumb/0a.jpg.webp"


@pytest.mark.parametrize(
    ("poster", "source"),
    [
        (
            "walter-r2.trakt.tv/images/shows/1/posters/medium/a.jpg",
            "https://walter-r2.trakt.tv/images/shows/1/posters/",
        ),
        ("image.tmdb.org/t/p/w1280/a.jpg", "https://image.tmdb.org/t/p/w"),
        ("evil.example/images/a.jpg", None),
        ("media.trakt.tv.evil.example/images/a.jpg", None),
    ],
)
def test_hosts_that_trakt_names(proxy: ImageProxy, poster: str, source: str | None) -> None:
    """Those of the two services count, and are served by Home Assistant, whichever it is."""
    release = episode(images={"poster": [poster]})
    pictures = ImageSelector(proxy, AccountOptions()).pictures(release, None).posters

    assert len(pictures) == (0 if source is None else len(POSTER_WIDTHS))
    assert all(each.source.startswith(str(source)) and SERVED.fullmatch(each.address) for each in pictures)


@pytest.mark.parametrize("spoiler_free", [True, False])
def test_still_of_an_episode_in_place_of_a_backdrop(proxy: ImageProxy, *, spoiler_free: bool) -> None:
    """It stands in for a backdrop that is missing, unless it may tell what happens."""
    still = {"screenshot": ["media.trakt.tv/images/episodes/1/screenshots/medium/s.jpg.webp"]}
    release = episode(still=still)
    _, backdrops = found(proxy, release, spoiler_free=spoiler_free)

    expected = "https://media.trakt.tv/images/episodes/1/screenshots/thumb/s.jpg.webp"
    assert backdrops[:1] == ([] if spoiler_free else [expected])
    assert "/fanarts/" in found(proxy, with_images(still=still))[1][0]


@pytest.mark.parametrize(
    ("width", "expected"), [(1, 185), (185, 185), (186, 342), (342, 342), (343, 500), (9_999, 500)]
)
def test_a_wished_width(width: int, expected: int) -> None:
    """The narrowest that is wide enough, else the widest."""
    posters = tuple(Picture(width=each, source="s", address=f"/{each}") for each in (185, 342, 500))
    pictures = Pictures(posters=posters, backdrops=posters)

    poster, backdrop = pictures.poster_of(width), pictures.backdrop_of(width)
    assert poster is not None
    assert poster == backdrop
    assert poster.width == expected
    assert pictures.poster == "/500"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, SERVED, id="without a key"),
        pytest.param({"tmdb_api_key": TMDB_KEY}, re.compile(r"https://image\.tmdb\.org/t/p/w\d+/[pb]\.jpg"), id="TMDB"),
        pytest.param({"tmdb_api_key": TMDB_KEY, "proxy_artwork": True}, SERVED, id="through Home Assistant"),
    ],
)
async def test_everybody_gets_the_same_addresses(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    options: Json,
    expected: re.Pattern[str],
) -> None:
    """Entities, the rows of the card, and the action; and no byte of a picture was fetched for it."""
    await announce(
        trakt,
        set_up,
        shows=[episode_entry(images=images_entry())],
        movies=[movie_entry(images=images_entry(group="movies"))],
    )
    answer: Any = await hass.services.async_call(
        "trakt_upcoming", "get_upcoming", {}, blocking=True, return_response=True
    )
    releases = [release for day in answer["days"] for release in day["releases"]]

    assert len(releases) == 2
    for kind, release in zip(("episode", "movie"), releases, strict=True):
        [_, row] = attribute(hass, f"upcoming_{kind}s", "data")
        sensor = state_of(hass, f"sensor.trakt_demo_next_{kind}").attributes
        posters = {sensor["entity_picture"], sensor["poster"], row["poster"], release["poster"]}
        backdrops = {sensor["fanart"], row["fanart"], release["fanart"]}
        assert len(posters) == len(backdrops) == 1
        assert all(expected.fullmatch(address) for address in posters | backdrops)
    assert not [address for address in trakt.requests if "/images/" in address or "/t/p/" in address]
