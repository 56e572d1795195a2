"""What was refused is told in words."""

import json
from typing import Any

import pytest

from custom_components.trakt_upcoming.agenda.wording import Wording
from custom_components.trakt_upcoming.api.errors import (
    ApiError,
    LimitReachedError,
    NotFoundError,
    RefusedError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.api.trakt import MovieRef
from custom_components.trakt_upcoming.user_data import Change, ChangeKind, Reason, Refusal
from custom_components.trakt_upcoming.user_data.labels import in_words, refusal_of

from ..records_json import work
from ..source import INTEGRATION
from .readings import AT

WORDING = Wording(json.loads((INTEGRATION / "translations" / "en.json").read_text())["common"])
DUNE = MovieRef.from_dict({"movie": work(501, "Dune")})


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (LimitReachedError("full", 1000), "the limit of 1000 on Trakt is reached"),
        (LimitReachedError(), "a limit on Trakt is reached"),
        (NotFoundError(), "Trakt does not know it"),
        (VipRequiredError(), "Trakt allows it to VIP members only"),
        (RefusedError(), "Trakt does not accept it"),
    ],
)
def test_reasons(error: ApiError, reason: str) -> None:
    """Why it is not done."""
    change = Change(id="1", kind=ChangeKind.ADD_TO_WATCHLIST, ref=DUNE, at=AT)

    assert in_words(change, refusal_of(error), WORDING) == f"Add Dune (2022) to the watchlist: {reason}"


@pytest.mark.parametrize("kind", ChangeKind)
def test_changes(kind: ChangeKind) -> None:
    """Each has words of its own."""
    facts: dict[str, Any] = {"rating": 7} if kind is ChangeKind.RATE else {}
    said = in_words(Change(id="1", kind=kind, ref=DUNE, at=AT, **facts), Refusal(reason=Reason.REFUSED), WORDING)

    assert "Dune (2022)" in said
    assert kind.is_removal is ("Remove" in said)
