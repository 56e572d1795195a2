"""How far somebody is with a show."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from .catalogue import Catalogue, Episode, Item, Key, Season, Show, key_of
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
    last: Episode
    """The one that was watched last."""
    last_watched_at: datetime

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


def progress_of(diary: Diary, catalogue: Catalogue, now: datetime) -> list[Progress]:
    """Return how far a person is with every show of which they have watched something, the last watched first.

    What they hide or have dropped is left out.
    """
    plays: dict[int, list[Play]] = {}
    for play in diary.plays:
        if isinstance(play.item, Episode):
            plays.setdefault(play.item.show.ids.trakt, []).append(play)
    found = [_progress(diary, catalogue, of_show, now) for of_show in plays.values()]
    shown = [each for each in found if each.aired and not _is_hidden(diary, each.show)]
    return sorted(shown, key=lambda each: each.last_watched_at, reverse=True)


def _progress(diary: Diary, catalogue: Catalogue, plays: list[Play], now: datetime) -> Progress:
    episodes = [play.item for play in plays if isinstance(play.item, Episode)]
    show, hidden = episodes[0].show, diary.hidden[Section.PROGRESS_WATCHED]
    return Progress(
        show=show,
        aired=tuple(
            each
            for each in catalogue.episodes_of(show)
            if each.season and each.first_aired <= now and key_of(Season(show=show, number=each.season)) not in hidden
        ),
        plays=Counter(episode.trakt for episode in episodes),
        last=episodes[-1],
        last_watched_at=plays[-1].watched_at,
    )


def _is_hidden(diary: Diary, item: Item) -> bool:
    key: Key = key_of(item)
    return any(key in diary.hidden[section] for section in _OUT_OF_PROGRESS)
