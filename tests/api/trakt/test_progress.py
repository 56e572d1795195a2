"""What was seen of a show, as Trakt tells it."""

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.trakt import TraktClient
from custom_components.trakt_upcoming.api.trakt.progress import ShowProgress

from ...trakt_json import Json
from .conftest import ANYTHING


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
        pytest.param([season(1, 3), {"number": 2}], None, True, id="all that makes sense"),
        pytest.param([], None, False, id="nothing"),
    ],
)
def test_shows_of_which_all_was_watched(seasons: list[Json], number: int | None, *, is_seen: bool) -> None:
    """Everything that aired, and there has to be something."""
    assert progress(*seasons).has_seen(number) is is_seen


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{}", "7", '{"seasons": 7}', '{"message": "something else"}'],
)
async def test_an_answer_that_makes_no_sense(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, answer: str
) -> None:
    """It must not be taken for nothing seen: whoever asks would have everything marked as watched again."""
    aioclient_mock.get(ANYTHING, text=answer)

    with pytest.raises(UnavailableError):
        await client.progress_of(1, specials=False)
