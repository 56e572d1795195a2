"""How an account sees its releases: what is left out, grouped, concealed, and dressed in TMDB's words and pictures."""

from collections.abc import Callable
from datetime import UTC
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.agenda import Agenda
from custom_components.trakt_upcoming.agenda.release import SingleRelease, episode_count
from custom_components.trakt_upcoming.agenda.wording import Wording
from custom_components.trakt_upcoming.api.tmdb import Kind, TitleDetails
from custom_components.trakt_upcoming.artwork import ArtworkLibrary
from custom_components.trakt_upcoming.const import ATTRIBUTION_TMDB, ATTRIBUTION_TRAKT
from custom_components.trakt_upcoming.gallery import async_get_gallery
from custom_components.trakt_upcoming.options import AccountOptions
from custom_components.trakt_upcoming.presentation import Presentation, async_get_wording
from custom_components.trakt_upcoming.titles import Title

from .agenda.releases import episode, movie
from .conftest import ENTRY_ID
from .records_json import episode_play
from .trakt_json import Json
from .watching.readings import watching

KEY = "0" * 32
GERMAN = {"title": "Trennung", "overview": "Worum es geht.", "poster_path": "/p.jpg", "backdrop_path": "/b.jpg"}
POSTER = "https://image.tmdb.org/t/p/w500/p.jpg"
FANART = "https://image.tmdb.org/t/p/w1280/b.jpg"

type Present = Callable[..., Presentation]


@pytest.fixture
async def present(hass: HomeAssistant, entry: MockConfigEntry) -> Present:
    """Return the function that makes the presentation of an account with these options."""
    gallery = await async_get_gallery(hass)

    def present(**options: Any) -> Presentation:
        chosen = AccountOptions(**options)
        return Presentation(
            hass, entry, options=chosen, wording=Wording({}), library=ArtworkLibrary(hass), gallery=gallery
        )

    return present


def agenda(presentation: Presentation, *releases: SingleRelease) -> Agenda:
    """Return the agenda of these releases."""
    return presentation.agenda(releases, UTC)


def dressed(presentation: Presentation, release: SingleRelease, details: Json | None = None) -> Any:
    """Return a release as it is shown while TMDB's details are known."""
    known = TitleDetails.from_dict(GERMAN if details is None else details)
    with patch.object(ArtworkLibrary, "details", return_value=known):
        [shown] = agenda(presentation, release)
    return shown


def test_specials(present: Present) -> None:
    """They are there, or not."""
    releases = episode(season=0), episode(season=1)

    assert len(agenda(present(group_season_drops=False), *releases)) == 2
    assert list(agenda(present(hide_specials=True), *releases)) == [releases[1]]


def test_season_drops(present: Present) -> None:
    """Episodes of a season at the same moment are one release, or each for itself."""
    releases = [episode(number=number) for number in (1, 2, 3)]

    assert len(agenda(present(), *releases)) == 1
    assert list(agenda(present(group_season_drops=False), *releases)) == releases


def test_one_episode_under_two_ids(present: Present) -> None:
    """It is one, with the same uid in whatever order Trakt lists the two."""
    first, second = episode(episode_id=3653174), episode(episode_id=3653999)

    for both in ((first, second), (second, first)):
        [shown] = agenda(present(), *both)
        assert (shown, episode_count(shown)) == (first, 1)


@pytest.mark.parametrize("play", [3653174, 3653999])
def test_seen_or_hidden_under_one_of_two_ids(present: Present, play: int) -> None:
    """It is seen, even if the play still has the number that the episode had when it was watched."""
    both = [episode(season=3, episode_id=3653174), episode(season=3, episode_id=3653999)]
    seen = episode_play(2, show=1, trakt=play, number=7)
    presentation = present(hide_watched=True)
    presentation.watching = watching(history=[seen])
    assert not agenda(presentation, *both)

    presentation.watching = watching(hidden_in_calendar=[seen])
    assert not agenda(presentation, *both)


def test_spoilers(present: Present) -> None:
    """Neither the title of an episode nor a description, also where they are TMDB's."""
    concealed = dressed(present(spoiler_free=True, tmdb_api_key=KEY, language="de"), episode())

    assert (concealed.episode.title, concealed.episode.overview, concealed.show.overview) == (None, None, None)
    assert concealed.show.title == "Trennung"
    assert concealed.pictures.poster == POSTER


@pytest.mark.parametrize("release", [episode(), movie()], ids=["episode", "film"])
@pytest.mark.parametrize(("language", "translated"), [("de", True), ("pt-BR", True), ("en", False), ("en-GB", False)])
def test_words_and_pictures(present: Present, release: SingleRelease, language: str, *, translated: bool) -> None:
    """English keeps Trakt's words; the pictures are TMDB's in every language."""
    shown = dressed(present(tmdb_api_key=KEY, language=language), release)
    work = shown.movie if hasattr(shown, "movie") else shown.show

    assert (work.title == "Trennung") is translated
    assert (work.overview == "Worum es geht.") is translated
    assert (shown.pictures.poster, shown.pictures.fanart) == (POSTER, FANART)


def test_where_tmdb_has_no_words(present: Present) -> None:
    """Trakt's stay."""
    shown = dressed(present(tmdb_api_key=KEY, language="de"), movie(title="Dune"), {"title": "", "overview": ""})

    assert (shown.movie.title, shown.movie.overview) == ("Dune", "What it is about.")
    assert (shown.pictures.poster, shown.pictures.fanart) == (None, None)


def test_without_a_key_nothing_of_tmdb_is_shown(present: Present) -> None:
    """Not even what is known because another account has one."""
    assert dressed(present(language="de"), movie()) == movie()


@pytest.mark.parametrize(
    ("chosen", "home", "asked"),
    [
        pytest.param(None, "de", "de", id="the home's"),
        pytest.param("fr", "de", "fr", id="the person's"),
        pytest.param(None, "zh-Hant", "zh-TW", id="under TMDB's own name"),
    ],
)
async def test_the_language_of_an_account(
    hass: HomeAssistant, present: Present, chosen: str | None, home: str, asked: str
) -> None:
    """Home Assistant's, where the person chose none."""
    hass.config.language = home
    presentation = present(tmdb_api_key=KEY, language=chosen)
    with patch.object(ArtworkLibrary, "look_up") as look_up:
        presentation.look_up([movie()])
    account, titles, key = look_up.call_args.args

    assert (account, key) == (ENTRY_ID, KEY)
    assert list(titles) == [Title(kind=Kind.MOVIE, tmdb_id=1170608, language=asked)]


def test_a_row_is_made_once(present: Present) -> None:
    """However often somebody asks, and in the next agenda, too, as long as nothing of the release changes."""
    presentation = present()
    first, second = agenda(presentation, movie()), agenda(presentation, movie())
    [release], [same] = first, second
    row = presentation.row(first, release)

    assert presentation.row(first, release) is row
    assert presentation.row(second, same) is row


def test_a_row_is_made_anew(present: Present) -> None:
    """When the release changes, or the day on which it falls elsewhere."""
    presentation = present()
    before = agenda(presentation, movie())
    [release] = before
    row = presentation.row(before, release)
    [renamed] = after = agenda(presentation, movie(title="Dune: Part Four"))
    [abroad] = far_away = presentation.agenda([movie()], ZoneInfo("Pacific/Auckland"))

    assert presentation.row(after, renamed)["title"] == "Dune: Part Four"
    assert presentation.row(far_away, abroad)["airdate"] != row["airdate"]


def test_rows_of_what_is_gone_are_not_kept(present: Present) -> None:
    """A home runs for months."""
    presentation = present()
    for number in range(1, 50):
        [release] = shown = agenda(presentation, movie(movie_id=number))
        presentation.row(shown, release)

    assert len(presentation._rows) <= 3


def test_what_stays_as_it_was_is_dressed_once(present: Present) -> None:
    """The same release with the same details is the same object; other details make another one."""
    presentation, plain = present(tmdb_api_key=KEY), movie()
    known, others = (TitleDetails.from_dict({**GERMAN, "poster_path": path}) for path in ("/p.jpg", "/q.jpg"))
    with patch.object(ArtworkLibrary, "details", side_effect=[known, known, others]):
        [first], [second], [third] = (agenda(presentation, plain) for _ in range(3))

    assert first.pictures.poster == POSTER
    assert second is first
    assert third.pictures.poster != POSTER


def test_a_page_is_dressed_the_same_and_forgotten(present: Present) -> None:
    """What is known of the days ahead is not dressed anew because somebody turned the page."""
    presentation, plain = present(tmdb_api_key=KEY, hide_specials=True), movie()
    with patch.object(ArtworkLibrary, "details", return_value=TitleDetails.from_dict(GERMAN)):
        [first] = agenda(presentation, plain)
        page = list(presentation.page([movie(movie_id=2), episode(season=0)], UTC))
        [second] = agenda(presentation, plain)

    assert [release.pictures.poster for release in page] == [POSTER]
    assert second is first


def test_whom_to_thank(present: Present) -> None:
    """TMDB asks for its sentence wherever its pictures are shown."""
    assert present().attribution == ATTRIBUTION_TRAKT
    assert present(tmdb_api_key=KEY).attribution == f"{ATTRIBUTION_TRAKT}. {ATTRIBUTION_TMDB}"


@pytest.mark.parametrize(
    ("language", "premiere"), [("en", "Season premiere"), ("de", "Staffelauftakt"), ("xx", "Season premiere")]
)
async def test_words(hass: HomeAssistant, language: str, premiere: str) -> None:
    """In Home Assistant's language, in English where there is no other."""
    hass.config.language = language
    wording = await async_get_wording(hass)

    assert premiere in wording.summary(episode(episode_type="season_premiere"))
