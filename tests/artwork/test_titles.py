"""Which titles are wanted from TMDB, and which are looked up now: new ones, and each other in its time."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.trakt_upcoming.agenda.release import SingleRelease
from custom_components.trakt_upcoming.api.tmdb import Kind, TitleDetails
from custom_components.trakt_upcoming.artwork.titles import Title, Wanted, due, together, wanted_titles
from custom_components.trakt_upcoming.storage import ArtworkRecord

from ..agenda.releases import episode, movie

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SHOW = Title(kind=Kind.TV, tmdb_id=95396, language="de")
MOVIE_TITLE = Title(kind=Kind.MOVIE, tmdb_id=1170608, language="de")
POSTER = TitleDetails(poster_path="/p.jpg")


def wanted(*releases: SingleRelease) -> dict[Title, Wanted]:
    """Return what is wanted because of these releases."""
    return wanted_titles(releases, "de", now=NOW, zone=UTC)


def show(number: int, language: str = "de") -> Title:
    """Return a show."""
    return Title(kind=Kind.TV, tmdb_id=number, language=language)


def comes_up(days: float = 1, *seasons: int) -> Wanted:
    """Return what is wanted of a title that comes up in so many days."""
    return Wanted(start=NOW + days * DAY, is_over=False, seasons=frozenset(seasons))


class Home:
    """A home that looks everything up that is due, every hour."""

    def __init__(self, *without_poster: int) -> None:
        """Take the shows that have no poster."""
        self.now = NOW
        self.titles: dict[Title, Wanted] = {}
        self.records: dict[str, ArtworkRecord] = {}
        self._without_poster = without_poster

    def refresh(self) -> list[int]:
        """Look up what is due now, one after the other, and return the numbers."""
        asked = []
        while titles := due(self.titles, self.records, self.now):
            title = titles[0]
            asked.append(title.tmdb_id)
            self.records[title.name] = ArtworkRecord.found(
                TitleDetails() if title.tmdb_id in self._without_poster else POSTER,
                at=self.now,
                seasons=self.titles[title].askable,
                before=self.records.get(title.name),
            )
        return asked


def test_a_title_is_wanted_once_with_all_its_seasons() -> None:
    """However many episodes there are; it comes up with the first of them."""
    later = episode("2026-11-23T20:00:00Z", season=2)
    titles = wanted(later, episode(season=1), episode(season=1, number=2), movie("2026-12-18"))

    assert titles == {
        SHOW: Wanted(start=datetime(2026, 11, 21, 20, tzinfo=UTC), is_over=False, seasons=frozenset({1, 2})),
        MOVIE_TITLE: Wanted(start=datetime(2026, 12, 18, tzinfo=UTC), is_over=False),
    }


@pytest.mark.parametrize(
    ("starts", "start", "is_over"),
    [
        pytest.param(["2026-11-19T20:00:00Z", "2026-11-26T20:00:00Z"], "2026-11-26T20:00:00Z", False, id="next"),
        pytest.param(["2026-11-20T11:30:00Z"], "2026-11-20T11:30:00Z", False, id="on now"),
        pytest.param(["2026-11-20T11:00:00Z"], "2026-11-20T11:00:00Z", True, id="over"),
    ],
)
def test_moment_of_the_next_release_of_a_title(starts: list[str], start: str, *, is_over: bool) -> None:
    """What is over counts only where nothing follows."""
    [title] = wanted(*(episode(each, number=number) for number, each in enumerate(starts))).values()

    assert (title.start, title.is_over) == (datetime.fromisoformat(start), is_over)


def test_accounts_want_the_same_title_together() -> None:
    """All seasons that any of them wants are one question, and the first who wants it decides when."""
    both = together([{show(1): comes_up(3, 1), show(2): comes_up(2)}, {show(1): comes_up(1, 2)}])

    assert both == {show(1): comes_up(1, 1, 2), show(2): comes_up(2)}


def test_order_of_look_ups() -> None:
    """What is over is last."""
    over = Wanted(start=NOW - DAY, is_over=True)
    titles = {show(1): over, show(2): comes_up(9), show(3): comes_up(-0.1), show(4): comes_up(2)}

    assert [title.tmdb_id for title in due(titles, {}, NOW)] == [3, 4, 2, 1]


def test_old_titles_are_looked_up_a_few_a_day() -> None:
    """One in twenty at most, until all have been; the weeks before are quiet."""
    home, days = Home(), []
    home.titles = {show(number): comes_up(number, 1) for number in range(1, 41)}
    assert len(home.refresh()) == 40
    for _ in range(55):
        asked = []
        for _ in range(24):
            home.now += HOUR
            asked += home.refresh()
        days.append(asked)

    assert days[:19] == [[]] * 19
    assert max(map(len, days)) == 2
    assert {number for day in days for number in day} == set(range(1, 41))


def test_new_titles_do_not_wait() -> None:
    """Nor does another season of a show, however much it is and whatever has become old."""
    home = Home()
    home.titles = {show(number): comes_up(number, 1) for number in range(1, 41)}
    home.refresh()
    home.titles |= {show(number): comes_up(number, 1, 2) for number in range(1, 4)}
    with_another_season = home.refresh()
    home.now += 50 * DAY
    home.titles |= {show(number): comes_up(number, 1) for number in range(41, 46)}

    assert with_another_season == [1, 2, 3]
    assert home.refresh() == [1, 2, 41, 42, 43, 44, 45]


@pytest.mark.parametrize("a_day", [0, 1, 3], ids=["nothing else", "a new title a day", "three new titles a day"])
def test_missing_posters_are_looked_for_each_in_its_time(a_day: int) -> None:
    """After 1, 3 and 7 days, whatever else is new, and however many are missing."""
    missing = (1, 2, 3)
    home = Home(*missing)
    home.titles = {show(number): comes_up() for number in missing}
    home.refresh()
    hours: dict[int, list[int]] = {number: [] for number in missing}
    for hour in range(1, 12 * 24):
        home.now += HOUR
        if hour % 24 == 12:
            home.titles |= {show(100 * hour + number): comes_up() for number in range(a_day)}
        for number in set(home.refresh()).intersection(missing):
            hours[number].append(hour)

    assert hours == {number: [24, (1 + 3) * 24, (1 + 3 + 7) * 24] for number in missing}


def test_old_titles_are_renewed_beside_new_ones() -> None:
    """A new title every day does not keep them from it."""
    home, renewed = Home(), set()
    home.titles = {show(number): comes_up() for number in (1, 2, 3)}
    home.refresh()
    for day in range(1, 45):
        home.now += DAY
        home.titles[show(100 + day)] = comes_up()
        renewed.update(home.refresh())

    assert renewed >= {1, 2, 3}


@pytest.mark.parametrize(("count", "an_hour"), [(5, 1), (100, 5)])
def test_texts_of_the_first_version_are_renewed_soon(count: int, an_hour: int) -> None:
    """A part an hour, first what comes up next: it took original titles for translations."""
    home, hours = Home(), []
    home.titles = {show(number): comes_up(number) for number in range(1, count + 1)}
    home.records = {title.name: ArtworkRecord(details=POSTER, at=NOW) for title in home.titles}
    for _ in range(24):
        home.now += HOUR
        hours.append(home.refresh())

    assert [number for hour in hours for number in hour] == list(range(1, count + 1))
    assert max(map(len, hours)) == an_hour


def test_english_texts_of_the_first_version_stay() -> None:
    """In English the words are Trakt's."""
    title = show(1, "en-GB")

    assert due({title: comes_up()}, {title.name: ArtworkRecord(details=POSTER, at=NOW)}, NOW + DAY) == []
