"""The progress of a user in their shows."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from .catalogue import Catalogue, Episode, Item, Key, Kind, Season, Show, key_of
from .diary import Diary, Play, Section

_HIDING_SECTIONS = (Section.PROGRESS_WATCHED, Section.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The aired episodes of a show, without its specials, and their plays."""

    show: Show
    aired: tuple[Episode, ...]
    """Ordered by season and number."""
    plays: Counter[int]
    """The number of plays by the Trakt id of the episode."""
    last: Episode | None
    """The episode that was watched last, None if none was."""
    last_watched_at: datetime | None
    """UTC."""

    @property
    def completed(self) -> int:
        """The number of watched episodes."""
        return sum(episode.trakt in self.plays for episode in self.aired)

    @property
    def next(self) -> Episode | None:
        """The first episode that was not watched, None if all were."""
        return next((episode for episode in self.aired if episode.trakt not in self.plays), None)

    @property
    def minutes_watched(self) -> int:
        """The minutes of all plays."""
        return sum(episode.minutes * self.plays[episode.trakt] for episode in self.aired)

    @property
    def minutes_left(self) -> int:
        """The minutes of all episodes that were not watched."""
        return sum(episode.minutes for episode in self.aired if episode.trakt not in self.plays)


def progress_with(diary: Diary, catalogue: Catalogue, show: Show, plays: list[Play], now: datetime) -> Progress:
    """Return the progress in a show from its plays, oldest first. `now` is in UTC."""
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
    """Return the plays of each show by its Trakt id, oldest first. The show that was watched last comes first."""
    plays: dict[int, list[Play]] = {}
    for play in reversed(diary.plays):
        if isinstance(play.item, Episode):
            plays.setdefault(play.item.show.ids.trakt, []).append(play)
    return {show: list(reversed(show_plays)) for show, show_plays in plays.items()}


def progress_of(diary: Diary, catalogue: Catalogue, now: datetime) -> list[Progress]:
    """Return the progress in every show that has plays, the show that was watched last first.

    Hidden and dropped shows are left out. `now` is in UTC.
    """
    found = [
        progress_with(diary, catalogue, show, plays, now)
        for trakt, plays in plays_by_show(diary).items()
        if isinstance(show := catalogue.find(Kind.SHOW, "trakt", trakt), Show)
    ]
    return [each for each in found if each.aired and not _is_hidden(diary, each.show)]


def _is_hidden(diary: Diary, item: Item) -> bool:
    key: Key = key_of(item)
    return any(key in diary.hidden[section] for section in _HIDING_SECTIONS)
