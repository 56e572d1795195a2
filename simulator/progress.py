"""How far somebody is with a show."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from .catalogue import Catalogue, Episode, Item, Key, Kind, Season, Show, key_of
from .diary import Diary, Play, Section

_OUT_OF_PROGRESS = (Section.PROGRESS_WATCHED, Section.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has aired of a show, without its specials, and what was watched of that."""

    show: Show
    aired: tuple[Episode, ...]
    """In the order of their numbers."""
    plays: Counter[int]
    """How often each episode was watched, by its id."""
    last: Episode | None
    """The one that was watched last, None as long as nothing was."""
    last_watched_at: datetime | None

    @property
    def completed(self) -> int:
        """How many episodes were watched."""
        return sum(episode.trakt in self.plays for episode in self.aired)

    @property
    def next(self) -> Episode | None:
        """The first episode that was not watched."""
        return next((episode for episode in self.aired if episode.trakt not in self.plays), None)

    @property
    def minutes_watched(self) -> int:
        """All plays together."""
        return sum(episode.minutes * self.plays[episode.trakt] for episode in self.aired)

    @property
    def minutes_left(self) -> int:
        """What was not watched."""
        return sum(episode.minutes for episode in self.aired if episode.trakt not in self.plays)


def progress_with(diary: Diary, catalogue: Catalogue, show: Show, plays: list[Play], now: datetime) -> Progress:
    """Return how far a person is with a show, of which these are the plays, the earliest first."""
    episodes = [play.item for play in plays if isinstance(play.item, Episode)]
    hidden = diary.hidden[Section.PROGRESS_WATCHED]
    return Progress(
        show=show,
        aired=tuple(
            each
            for each in catalogue.episodes_of(show)
            if each.season and each.first_aired <= now and key_of(Season(show=show, number=each.season)) not in hidden
        ),
        plays=Counter(episode.trakt for episode in episodes),
        last=episodes[-1] if episodes else None,
        last_watched_at=plays[-1].watched_at if plays else None,
    )


def plays_by_show(diary: Diary) -> dict[int, list[Play]]:
    """Return the plays of each show by its id, the earliest first, and the show that was watched last first."""
    plays: dict[int, list[Play]] = {}
    for play in reversed(diary.plays):
        if isinstance(play.item, Episode):
            plays.setdefault(play.item.show.ids.trakt, []).append(play)
    return {show: list(reversed(of_show)) for show, of_show in plays.items()}


def progress_of(diary: Diary, catalogue: Catalogue, now: datetime) -> list[Progress]:
    """Return how far a person is with every show of which they have watched something, the last watched first.

    What they hide or have dropped is left out.
    """
    found = [
        progress_with(diary, catalogue, show, plays, now)
        for trakt, plays in plays_by_show(diary).items()
        if isinstance(show := catalogue.find(Kind.SHOW, "trakt", trakt), Show)
    ]
    return [each for each in found if each.aired and not _is_hidden(diary, each.show)]


def _is_hidden(diary: Diary, item: Item) -> bool:
    key: Key = key_of(item)
    return any(key in diary.hidden[section] for section in _OUT_OF_PROGRESS)
