"""Changes of movies, as the outbox keeps them."""

from datetime import UTC, datetime
from typing import Any

from custom_components.trakt_upcoming.api.trakt import MovieRef
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.user_data import Change, ChangeKind

from .conftest import ENTRY_ID
from .records_json import work
from .trakt_json import Json

OUTBOX_FILE = f"{DOMAIN}.{ENTRY_ID}.queue"
AT = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)


def new_change(
    number: int = 1, kind: ChangeKind = ChangeKind.MARK_WATCHED, *, movie: int = 501, **facts: Any
) -> Change:
    """Return a change of a movie; a mark says when it was watched, if nothing else is said."""
    ref = MovieRef.from_dict({"movie": work(movie, "Dune", released="2026-11-01")})
    usual: dict[ChangeKind, Json] = {ChangeKind.MARK_WATCHED: {"watched_at": AT}, ChangeKind.RATE: {"rating": 7}}
    return Change(id=f"write-{number}", kind=kind, ref=ref, at=AT, **{**usual.get(kind, {}), **facts})
