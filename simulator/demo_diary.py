"""What the person of the demo has seen, rated and listed before it begins."""

from datetime import UTC, datetime, time, timedelta

from .catalogue import Catalogue, Movie, Show
from .diary import Diary, PersonalList

_BEFORE = timedelta(days=1)
"""Before the demo begins nothing has happened for so long."""
_LATER = timedelta(minutes=30)
"""After its end an episode has been seen."""
_BEGUN = {
    "Salt Harbour": 7,
    "Kitchen Parliament": 8,
    "Red Ledger": 5,
    "Last Orders": 3,
    "Échos de l'été": 1,
}
"""Shows in progress, by how many of their first episodes were seen."""
_SEEN = {"Parallel Parking": 7, "The Understated": 9}
_WANTED = (
    "The Cartographer's Daughter",
    "Glasshouse",
    "Salt and Ceiling",
    "Winter Quarters",
    "Das Archiv",
    "Paper Moons",
    "חלון לים",
)
_RATED = {"Salt Harbour": 9, "Kitchen Parliament": 8, "Last Orders": 5, **_SEEN}
_LISTS = {
    "Rainy Sundays": ("Nothing loud.", ("Low Water", "Monsoon Letters", "Salt Harbour")),
    "With the Children": ("", ("Robots & Rosemary", "星の渡し船")),
}
_FIRST_LIST = 33_000_000


def demo_diary(catalogue: Catalogue, now: datetime) -> Diary:
    """Return a diary with something to see everywhere."""
    begin, diary = now - _BEFORE, Diary()
    shows = {show.title: show for show in catalogue.shows}
    movies = {movie.title: movie for movie in catalogue.movies}
    works: dict[str, Movie | Show] = {**shows, **movies}
    for title, count in _BEGUN.items():
        _see_first(diary, catalogue, shows[title], count, begin)
    for title in _SEEN:
        evening = datetime.combine(movies[title].released + timedelta(days=2), time(19, 40), UTC)
        diary.watch(movies[title], evening, begin)
    for title in _WANTED:
        diary.enlist(works[title], begin)
    for title, rating in _RATED.items():
        diary.rate(works[title], rating, begin, begin)
    diary.lists = tuple(_list(number, name, works, begin) for number, name in enumerate(_LISTS))
    diary.pause(catalogue.movies[-1], 42, begin)
    return diary


def _see_first(diary: Diary, catalogue: Catalogue, show: Show, count: int, begin: datetime) -> None:
    regular = [episode for episode in catalogue.episodes_of(show) if episode.season and episode.end < begin]
    for episode in regular[:count]:
        diary.watch(episode, episode.end + _LATER, begin)


def _list(number: int, name: str, works: dict[str, Movie | Show], begin: datetime) -> PersonalList:
    description, titles = _LISTS[name]
    return PersonalList(
        trakt=_FIRST_LIST + number,
        name=name,
        description=description,
        updated_at=begin,
        items=tuple(works[title] for title in titles),
    )
