"""Items of the to-do lists: the watchlists, and the next episode of every show in progress."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

from ..api.trakt import EpisodeRef, Listed, MovieRef, NamedWork, Ref, ShowRef, UpNext
from .change import PendingChange, Ticked
from .progress import NextUnknown
from .user_data import UserData

_LAST_RANK: Final = 1_000_000
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A line of a to-do list."""

    uid: str
    summary: str
    page: str
    """The address of its Trakt page."""
    ref: Ref
    released: datetime | None = None
    """When it came or comes out, in UTC; of a movie the start of the day in the home's time zone."""
    listed_at: datetime | None = None
    """When it was added to the list, in UTC, None if the list is not a watchlist."""
    is_known: bool = True
    """Whether the next episode is known."""
    description: str | None = None
    """The description of a completed line, None for others."""
    done: PendingChange | None = None
    """The change by which it was completed, None if it is not."""

    def is_to_come(self, now: datetime) -> bool:
        """Return whether it is known to be released later."""
        return self.released is not None and self.released > now

    def seen_at(self, now: datetime) -> datetime | None:
        """Return the `watched_at` of an item that is completed at `now`.

        It is None for a show: its episodes count as watched when they were released.
        """
        return None if isinstance(self.ref, ShowRef) else now


def on_watchlist(listed: Iterable[Listed], zone: tzinfo) -> tuple[Task, ...]:
    """Return the movies or shows of a watchlist in the order of the user, each with a unique summary."""
    ordered = sorted(listed, key=lambda each: each.rank if each.rank is not None else _LAST_RANK)
    summaries = _unique_summaries([each.ref.work for each in ordered])
    return tuple(_wanted(each, summary, zone) for each, summary in zip(ordered, summaries, strict=True))


def next_episodes(
    user_data: UserData, phrases: Mapping[str, str], *, spoiler_free: bool, hide_specials: bool
) -> tuple[Task, ...]:
    """Return the next episode of every show in progress, the most recently watched show first."""
    tasks = (_next(each, phrases, spoiler_free=spoiler_free) for each in user_data.up_next)
    return tuple(
        task
        for task in tasks
        if task is not None
        and not (hide_specials and isinstance(task.ref, EpisodeRef) and task.ref.episode.season == 0)
        and not user_data.has_given_up(task.ref)
    )


def with_completed(
    tasks: Iterable[Task], ticked: Iterable[tuple[Ticked, PendingChange]], user_data: UserData
) -> tuple[Task, ...]:
    """Return the lines with those that were completed recently, each in its place.

    The episode that follows a completed one is placed right after it, so that lines do not move while a user taps them.
    """
    completed = {line.uid: _completed(line, queued) for line, queued in ticked}
    places = {line.uid: line.place for line, _ in ticked}
    live = [task for task in tasks if not _is_done(task, completed.get(task.uid), user_data)]
    uids = {task.uid for task in live}
    done = [task for task in completed.values() if task.uid not in uids]
    works = {task.ref.work_key for task in done}
    lines = [task for task in live if task.ref.work_key not in works]
    for task in done:
        lines.insert(places[task.uid], task)
    for task in live:
        if (work := task.ref.work_key) in works:
            last = max(place for place, line in enumerate(lines) if line.ref.work_key == work)
            lines.insert(last + 1, task)
    return tuple(lines)


def next_release(known: UserData, now: datetime, zone: tzinfo) -> datetime:
    """Return when an item of these lists is released next, in UTC; the latest possible moment if none is."""
    days = {each.ref.work.released for each in known.watchlist_movies}
    moments = (
        *(_midnight(day, zone) for day in days if day is not None),
        *(each.ref.work.first_aired for each in known.watchlist_shows),
        *(each.progress.next_episode.first_aired for each in known.up_next if each.progress.next_episode is not None),
    )
    return min((moment for moment in moments if moment is not None and moment > now), default=_NEVER)


def described(task: Task, phrases: Mapping[str, str], now: datetime, zone: tzinfo) -> str:
    """Return the release date, and a link to the Trakt page, in the Markdown that Home Assistant shows here."""
    link = f"[Trakt]({task.page})"
    if task.released is None:
        return link
    kind = "movie" if isinstance(task.ref, MovieRef) else "episode"
    phrase = phrases[f"{kind}_{'to_come' if task.is_to_come(now) else 'released'}"]
    return f"{phrase.format(date=task.released.astimezone(zone).date().isoformat())} · {link}"


def _completed(line: Ticked, queued: PendingChange) -> Task:
    return Task(
        uid=line.uid,
        summary=line.summary,
        page="",
        ref=queued.change.ref,
        description=line.description,
        done=queued,
    )


def _is_done(task: Task, completed: Task | None, user_data: UserData) -> bool:
    """Return whether a line is still the one that was completed, which Trakt does not reflect in all lists yet."""
    if completed is None or completed.done is None:
        return False
    if task.listed_at is not None:
        return task.listed_at <= completed.done.change.at
    return user_data.has_watched(task.ref)


def _unique_summaries(works: Sequence[NamedWork]) -> list[str]:
    """Return the titles of movies or shows; equal ones get the year, else the day of release, else the id."""
    summaries = [work.title for work in works]
    additions: tuple[Callable[[NamedWork], object], ...] = (
        lambda work: work.year,
        lambda work: work.released or (work.first_aired.date() if work.first_aired is not None else None),
        lambda work: f"{work.year}, trakt {work.ids.trakt}" if work.year is not None else f"trakt {work.ids.trakt}",
    )
    for addition in additions:
        count = Counter(summaries)
        summaries = [
            summary if count[summary] == 1 or (added := addition(work)) is None else f"{work.title} ({added})"
            for work, summary in zip(works, summaries, strict=True)
        ]
    return summaries


def _wanted(listed: Listed, summary: str, zone: tzinfo) -> Task:
    ref = listed.ref
    day = ref.movie.released if isinstance(ref, MovieRef) else None
    return Task(
        uid=f"trakt-{ref.type}-{ref.work.ids.trakt}",
        summary=summary,
        released=_midnight(day, zone) if day is not None else ref.work.first_aired,
        page=ref.url,
        ref=ref,
        listed_at=listed.listed_at,
    )


def _midnight(day: date, zone: tzinfo) -> datetime:
    """Return the start of a day in a time zone, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _next(up_next: UpNext, phrases: Mapping[str, str], *, spoiler_free: bool) -> Task | None:
    show, episode = up_next.show, up_next.progress.next_episode
    if episode is None:
        return _unknown(show, phrases) if isinstance(up_next, NextUnknown) else None
    ref = EpisodeRef(show=show, episode=episode)
    return Task(
        uid=f"trakt-episode-{ref.trakt}",
        summary=f"{show.title} {ref.number}" if spoiler_free else ref.title,
        released=ref.released_at,
        page=ref.url,
        ref=ref,
    )


def _unknown(show: NamedWork, phrases: Mapping[str, str]) -> Task:
    ref = ShowRef(show=show)
    return Task(
        uid=f"trakt-show-{ref.trakt}-next",
        summary=phrases["next_unknown"].format(title=ref.title),
        page=ref.url,
        ref=ref,
        is_known=False,
    )
