"""Records of which lines of to-do lists are made."""

from datetime import UTC, datetime
from typing import Any

from custom_components.trakt_upcoming.api.trakt import Listed
from custom_components.trakt_upcoming.user_data import Task, next_episodes

from ..records_json import STAMP, listed_movie, up_next, work
from ..trakt_json import Json
from .readings import watching

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


PHRASES = {
    "next_unknown": "{title}: not known yet",
    "movie_released": "Out on {date}",
    "movie_to_come": "Comes out on {date}",
    "episode_released": "Aired on {date}",
    "episode_to_come": "Airs on {date}",
}


DUNE = work(501, "Dune", year=2021, released="2021-09-15")


def wanted_movie(**facts: Any) -> Listed:
    """Return a movie on the watchlist."""
    return Listed.from_dict({**listed_movie(), "movie": DUNE, **facts})


def show(**facts: Any) -> Listed:
    """Return a show on the watchlist."""
    return Listed.from_dict({"rank": 1, "listed_at": STAMP, "type": "show", "show": work(**facts)})


def in_progress(number: int | None = 2, **facts: Any) -> Json:
    """Return a show in progress, with facts of its next episode."""
    record: Json = up_next(number=number)
    if number is not None:
        record["progress"]["next_episode"] |= facts
    return record


def following(
    *records: Json,
    spoiler_free: bool = False,
    hide_specials: bool = False,
    sections: dict[str, list[Json]] | None = None,
) -> tuple[Task, ...]:
    """Return the next episodes of shows in progress; what other sections say is given by their names."""
    known = watching(up_next=[*records], **(sections or {}))
    return next_episodes(known, PHRASES, spoiler_free=spoiler_free, hide_specials=hide_specials)


def one(task: tuple[Task, ...]) -> Task:
    """Return the only line."""
    [line] = task
    return line
