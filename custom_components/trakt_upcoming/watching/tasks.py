"""What there is to watch, as lines of to-do lists: the watchlist, and the next episode of every show in progress."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from ..agenda.pages import episode_page, movie_page, show_page
from ..agenda.wording import episode_number
from ..api.trakt import Item, Listed, NamedEpisode, NamedWork
from .watching import Watching

_LAST_RANK: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A line of a to-do list."""

    uid: str
    summary: str
    due: date | None
    """The day of release where the home is."""
    page: str
    """Where to read more."""
    item: Item

    def is_to_come(self, today: date) -> bool:
        """Return whether it is known to be released on a later day."""
        return self.due is not None and self.due > today

    def seen_at(self, now: datetime) -> datetime | None:
        """Return when something was watched that is ticked off now.

        Nobody watches a whole show at once, so its episodes count as watched when they were released, which is None.
        """
        return None if self.item.type == "show" else now


def on_watchlist(listed: Iterable[Listed], zone: tzinfo) -> tuple[Task, ...]:
    """Return the films or shows of a watchlist in the order that the person gave them."""
    ordered = sorted(listed, key=lambda each: each.rank if each.rank is not None else _LAST_RANK)
    return tuple(_wanted(each, each.work, zone) for each in ordered if each.work is not None)


def next_episodes(watching: Watching, zone: tzinfo, *, spoiler_free: bool, hide_specials: bool) -> tuple[Task, ...]:
    """Return the next episode of every show in progress, the show that was watched last first."""
    tasks = (
        _next(each.show, episode, zone, spoiler_free=spoiler_free)
        for each in watching.up_next
        if (episode := each.progress.next_episode) is not None and not (hide_specials and episode.season == 0)
    )
    return tuple(task for task in tasks if not watching.has_given_up(task.item))


def _wanted(listed: Listed, work: NamedWork, zone: tzinfo) -> Task:
    is_movie = listed.type == "movie"
    return Task(
        uid=f"trakt-{listed.type}-{work.ids.trakt}",
        summary=f"{work.title} ({work.year})" if work.year is not None else work.title,
        due=work.released if is_movie else _day(work.first_aired, zone),
        page=movie_page(work.ids) if is_movie else show_page(work.ids),
        item=Item(type=listed.type, movie=listed.movie, show=listed.show),
    )


def _next(show: NamedWork, episode: NamedEpisode, zone: tzinfo, *, spoiler_free: bool) -> Task:
    words = (show.title, episode_number(episode.season, episode.number), None if spoiler_free else episode.title)
    return Task(
        uid=f"trakt-episode-{episode.ids.trakt}",
        summary=" ".join(word for word in words if word),
        due=_day(episode.first_aired, zone),
        page=episode_page(show.ids, episode.season, episode.number),
        item=Item(type="episode", show=show, episode=episode),
    )


def _day(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment.astimezone(zone).date() if moment is not None else None
