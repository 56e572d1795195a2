"""Changes that were asked for an hour after everything was read."""

from datetime import UTC, datetime
from typing import Any

from custom_components.trakt_upcoming.api.trakt import MovieRef, Ref
from custom_components.trakt_upcoming.user_data import Change, ChangeKind, PendingChange

from ..records_json import work

ASKED = datetime(2026, 11, 20, 13, tzinfo=UTC)


DUNE = MovieRef.from_dict({"movie": work(501, "Dune", released="2026-11-01")})


def new_change(kind: ChangeKind, ref: Ref = DUNE, **facts: Any) -> PendingChange:
    """Return a change that was asked for at one o'clock."""
    progress = {name: facts.pop(name) for name in ("episodes", "before", "undone") if name in facts}
    return PendingChange(change=Change(id="a-write", kind=kind, ref=ref, at=ASKED, **facts), **progress)
