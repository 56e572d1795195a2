"""How an account sees its releases: what is left out, grouped, concealed, and in TMDB's words and pictures."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest

from custom_components.trakt_upcoming.agenda import Agenda
from custom_components.trakt_upcoming.agenda.builder import AgendaBuilder
from custom_components.trakt_upcoming.agenda.options import AccountOptions
from custom_components.trakt_upcoming.agenda.release import Picture, Pictures, SingleRelease, episode_count
from custom_components.trakt_upcoming.api.tmdb import TitleDetails
from custom_components.trakt_upcoming.user_data import UserData

from ..records_json import episode_play
from ..trakt_json import Json
from ..user_data.readings import watching
from .releases import episode, movie

GERMAN = {"title": "Trennung", "overview": "Worum es geht.", "poster_path": "/p.jpg"}

type Make = Callable[..., AgendaBuilder]


def pictures_of(_release: SingleRelease, details: TitleDetails | None) -> Pictures:
    """Return the poster that TMDB names."""
    path = details.poster_path if details is not None else None
    return Pictures(posters=(Picture(width=500, source=path, address=path),) if path else ())


@pytest.fixture
def make() -> Make:
    """Return the function that makes the builder of an account with these options."""

    def make(*, details: Json | None = None, language: str = "en", **options: Any) -> AgendaBuilder:
        known = TitleDetails.from_dict(details) if details is not None else None
        return AgendaBuilder(
            options=AccountOptions(**options),
            language=language,
            details_of=lambda _: known,
            pictures_of=pictures_of,
        )

    return make


def agenda(builder: AgendaBuilder, *releases: SingleRelease) -> Agenda:
    """Return the agenda of these releases, of which nothing was seen."""
    return builder.build(releases, UserData(), UTC)


def only(builder: AgendaBuilder, release: SingleRelease) -> Any:
    """Return a release as it is shown."""
    [shown] = agenda(builder, release)
    return shown


def test_specials(make: Make) -> None:
    """They are there, or not."""
    releases = episode(season=0), episode(season=1)

    assert len(agenda(make(group_season_drops=False), *releases)) == 2
    assert list(agenda(make(hide_specials=True), *releases)) == [releases[1]]


def test_season_drops(make: Make) -> None:
    """Episodes of a season at the same moment are one release, or each for itself."""
    releases = [episode(number=number) for number in (1, 2, 3)]

    assert len(agenda(make(), *releases)) == 1
    assert list(agenda(make(group_season_drops=False), *releases)) == releases


def test_one_episode_under_two_ids(make: Make) -> None:
    """It is one, with the same uid in whatever order Trakt lists the two."""
    first, second = episode(episode_id=3653174), episode(episode_id=3653999)

    for both in ((first, second), (second, first)):
        [shown] = agenda(make(), *both)
        assert (shown, episode_count(shown)) == (first, 1)


@pytest.mark.parametrize("play", [3653174, 3653999])
def test_seen_or_hidden_under_one_of_two_ids(make: Make, play: int) -> None:
    """It is seen, even if the play still has the number that the episode had when it was watched."""
    both = [episode(season=3, episode_id=3653174), episode(season=3, episode_id=3653999)]
    seen = episode_play(2, show=1, trakt=play, number=7)
    builder = make(hide_watched=True)

    assert not builder.build(both, watching(history=[seen]), UTC)
    assert not builder.build(both, watching(hidden_in_calendar=[seen]), UTC)


def test_spoilers(make: Make) -> None:
    """Neither the title of an episode nor a description, also where they are TMDB's."""
    concealed = only(make(spoiler_free=True, language="de", details=GERMAN), episode())

    assert (concealed.episode.title, concealed.episode.overview, concealed.show.overview) == (None, None, None)
    assert concealed.show.title == "Trennung"
    assert concealed.pictures.poster == "/p.jpg"


@pytest.mark.parametrize("release", [episode(), movie()], ids=["episode", "movie"])
@pytest.mark.parametrize(("language", "translated"), [("de", True), ("pt-BR", True), ("en", False), ("en-GB", False)])
def test_words_and_pictures(make: Make, release: SingleRelease, language: str, *, translated: bool) -> None:
    """English keeps Trakt's words; the pictures are TMDB's in every language."""
    shown = only(make(language=language, details=GERMAN), release)
    work = shown.movie if hasattr(shown, "movie") else shown.show

    assert (work.title == "Trennung") is translated
    assert (work.overview == "Worum es geht.") is translated
    assert shown.pictures.poster == "/p.jpg"


def test_texts_that_tmdb_does_not_have(make: Make) -> None:
    """Trakt's stay."""
    shown = only(make(language="de", details={"title": "", "overview": ""}), movie(title="Dune"))

    assert (shown.movie.title, shown.movie.overview) == ("Dune", "What it is about.")
    assert shown.pictures.poster is None


def test_unchanged_releases_are_the_same_objects(make: Make) -> None:
    """The same release with the same details is the same object in the next agenda; pages change nothing of that."""
    builder, plain = make(details=GERMAN, hide_specials=True), movie()
    first = only(builder, plain)
    page = builder.page([movie(movie_id=2), episode(season=0)], UserData(), UTC)

    assert [release.pictures.poster for release in page] == ["/p.jpg"]
    assert only(builder, plain) is first
    assert only(builder, movie(title="Another")) is not first


def test_other_details(make: Make) -> None:
    """They make another release of the same one."""
    builder, plain = make(), movie()
    first = only(builder, plain)
    builder.details_of = lambda _: TitleDetails.from_dict(GERMAN)

    assert first.pictures.poster is None
    assert only(builder, plain).pictures.poster == "/p.jpg"
