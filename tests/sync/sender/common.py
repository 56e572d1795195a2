"""Changes of a movie, a show, a season and an episode, and what they become before they are sent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock

from custom_components.trakt_upcoming.api.trakt import EpisodeRef, MovieRef, Play, Ref, SeasonRef, ShowRef
from custom_components.trakt_upcoming.sync.sender import Ready, async_get_ready
from custom_components.trakt_upcoming.user_data import Change, ChangeKind, PendingChange, PendingChanges

from ...records_json import episode, work
from ...trakt_json import Json

AT = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)


NOW = AT + timedelta(minutes=1)


BEFORE, AFTER = "2026-11-20T10:00:00.000Z", "2026-11-20T11:45:00.000Z"


AIRED, TO_COME = "2026-11-01T20:00:00.000Z", "2026-12-01T20:00:00.000Z"


DUNE = MovieRef.from_dict({"movie": work(501, "Dune", released="2026-11-01")})


SHOW = ShowRef.from_dict({"show": work(1)})


SEASON = SeasonRef.from_dict({"show": work(1), "season": {"number": 3}})


EPISODE = EpisodeRef.from_dict({"show": work(1), "episode": episode(101, first_aired=AIRED)})


def part(number: int, first_aired: str = AIRED) -> Json:
    """Return an episode of the third season."""
    return episode(100 + number, number=number, first_aired=first_aired)


def special() -> Json:
    """Return a special."""
    return episode(99, season=0, first_aired=AIRED)


def pending(kind: ChangeKind, ref: Ref, *, tries: int = 0, **facts: Any) -> PendingChange:
    """Return a change about something."""
    progress: Json = {name: facts.pop(name) for name in ("undone", "done_at") if name in facts}
    made = facts.pop("made", None)
    change = Change(id="a-kind", kind=kind, ref=ref, at=AT, **facts)
    return PendingChange(change=change, tries=tries, play_ids=made, **progress)


async def get_ready(
    client: AsyncMock, wanted: PendingChange, *known: Play, done: tuple[PendingChange, ...] = ()
) -> Ready:
    """Return a change when it is ready."""
    return await async_get_ready(client, wanted, outbox=PendingChanges(queue=done), known=known, now=NOW)


def parts(ready: Ready) -> list[int]:
    """Return the ids of the episodes that are to be marked."""
    return [ref.episode.ids.trakt for ref in ready.refs if isinstance(ref, EpisodeRef)]
