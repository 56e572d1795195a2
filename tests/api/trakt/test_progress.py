"""What was seen of a show, as Trakt tells it."""

import pytest

from custom_components.trakt_upcoming.api.trakt.progress import ShowProgress

from ...trakt_json import Json


def progress(*seasons: Json) -> ShowProgress:
    """Return what Trakt says of these seasons."""
    return ShowProgress.from_dict({"aired": 9, "completed": 3, "seasons": list(seasons)})


def season(number: int, completed: int, aired: int = 3) -> Json:
    """Return a season of which some episodes were seen."""
    return {"number": number, "title": None, "aired": aired, "completed": completed, "episodes": []}


@pytest.mark.parametrize(
    ("seasons", "number", "is_seen"),
    [
        pytest.param([season(1, 3), season(2, 3)], None, True, id="all"),
        pytest.param([season(1, 3), season(2, 1)], None, False, id="a part"),
        pytest.param([season(1, 3), season(2, 1)], 1, True, id="the season"),
        pytest.param([season(1, 3), season(2, 1)], 2, False, id="a part of the season"),
        pytest.param([season(1, 3)], 2, False, id="another season"),
        pytest.param([season(1, 0, aired=0)], None, False, id="nothing to see"),
        pytest.param([{"number": 1}], None, False, id="nothing that makes sense"),
        pytest.param([], None, False, id="nothing"),
    ],
)
def test_what_was_seen(seasons: list[Json], number: int | None, *, is_seen: bool) -> None:
    """Everything that aired, and there has to be something."""
    assert progress(*seasons).has_seen(number) is is_seen
