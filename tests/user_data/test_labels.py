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
from custom_components.trakt_upcoming.api.trakt import Item
from custom_components.trakt_upcoming.user_data import Change, ChangeKind, Reason, Refusal
from custom_components.trakt_upcoming.user_data.labels import in_words, refusal_of, title_of

from ..records_json import episode, work
from ..source import INTEGRATION
from ..trakt_json import Json
from .readings import AT

WORDING = Wording(json.loads((INTEGRATION / "translations" / "en.json").read_text())["common"])
DUNE = Item.from_dict({"type": "movie", "movie": work(501, "Dune")})


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ({"type": "movie", "movie": work(501, "Dune")}, "Dune (2022)"),
        ({"type": "movie", "movie": work(501, "Dune", year=None)}, "Dune"),
        ({"type": "show", "show": work()}, "Severance"),
        ({"type": "season", "show": work(), "season": {"number": 3}}, "Severance S03"),
        ({"type": "episode", "show": work(), "episode": episode()}, "Severance S03E01 Part 1"),
        ({"type": "episode", "show": work(), "episode": episode(title=None)}, "Severance S03E01"),
    ],
)
def test_titles(item: Json, title: str) -> None:
    """As people call them."""
    assert title_of(Item.from_dict(item)) == title


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
    change = Change(id="1", kind=ChangeKind.ADD_TO_WATCHLIST, item=DUNE, at=AT)

    assert in_words(change, refusal_of(error), WORDING) == f"Add Dune (2022) to the watchlist: {reason}"


@pytest.mark.parametrize("kind", ChangeKind)
def test_changes(kind: ChangeKind) -> None:
    """Each has words of its own."""
    facts: dict[str, Any] = {"rating": 7} if kind is ChangeKind.RATE else {}
    said = in_words(Change(id="1", kind=kind, item=DUNE, at=AT, **facts), Refusal(reason=Reason.REFUSED), WORDING)

    assert "Dune (2022)" in said
    assert kind.takes_away is ("Remove" in said)
