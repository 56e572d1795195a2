"""The user data with which the demo begins: plays, watchlist, ratings and lists."""

from datetime import UTC, datetime, time, timedelta

from .catalogue import Catalogue, Movie, Show
from .diary import Diary, PersonalList

_BEFORE = timedelta(days=1)
"""The time between the last change of the user data and the start of the demo."""
_LATER = timedelta(minutes=30)
"""The time between the end of a broadcast and its play."""
_IN_PROGRESS = {
    "Salt Harbour": 7,
    "Kitchen Parliament": 8,
    "Red Ledger": 5,
    "Last Orders": 3,
    "Échos de l'été": 1,
}
"""The number of watched episodes of each show in progress, from the first on."""
_WATCHED_MOVIES = {"Parallel Parking": 7, "The Understated": 9}
_WATCHLIST = (
    "The Cartographer's Daughter",
    "Glasshouse",
    "Salt and Ceiling",
    "Winter Quarters",
    "Das Archiv",
    "Paper Moons",
    "חלון לים",
)
_RATINGS = {"Salt Harbour": 9, "Kitchen Parliament": 8, "Last Orders": 5, **_WATCHED_MOVIES}
_LISTS = {
    "Rainy Sundays": ("Nothing loud.", ("Low Water", "Monsoon Letters", "Salt Harbour")),
    "With the Children": ("", ("Robots & Rosemary", "星の渡し船")),
}
_FIRST_LIST = 33_000_000


def demo_diary(catalogue: Catalogue, now: datetime) -> Diary:
    """Return user data with content for every entity and action. `now` is the start of the demo."""
    begin, diary = now - _BEFORE, Diary()
    shows = {show.title: show for show in catalogue.shows}
    movies = {movie.title: movie for movie in catalogue.movies}
    titled: dict[str, Movie | Show] = {**shows, **movies}
    for title, count in _IN_PROGRESS.items():
        _watch_first(diary, catalogue, shows[title], count, begin)
    for title in _WATCHED_MOVIES:
        evening = datetime.combine(movies[title].released + timedelta(days=2), time(19, 40), UTC)
        diary.watch(movies[title], evening, begin)
    for title in _WATCHLIST:
        diary.enlist(titled[title], begin)
    for title, rating in _RATINGS.items():
        diary.rate(titled[title], rating, begin, begin)
    diary.lists = tuple(_list(number, name, titled, begin) for number, name in enumerate(_LISTS))
    diary.pause(catalogue.movies[-1], 42, begin)
    return diary


def _watch_first(diary: Diary, catalogue: Catalogue, show: Show, count: int, begin: datetime) -> None:
    regular = [episode for episode in catalogue.episodes_of(show) if episode.season and episode.end < begin]
    for episode in regular[:count]:
        diary.watch(episode, episode.end + _LATER, begin)


def _list(number: int, name: str, titled: dict[str, Movie | Show], begin: datetime) -> PersonalList:
    description, titles = _LISTS[name]
    return PersonalList(
        trakt=_FIRST_LIST + number,
        name=name,
        description=description,
        updated_at=begin,
        items=tuple(titled[title] for title in titles),
    )
