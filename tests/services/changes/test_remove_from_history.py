"""Which plays are removed from the history."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ...records_json import movie_play
from ...trakt import FakeTrakt, know, sent, take
from ...trakt_json import Json
from ..common import answer, ask
from .common import MOVIE

PLAYS = [
    movie_play(3, "2026-11-19T20:00:00.000Z", movie=505),
    movie_play(2, "2026-11-18T20:00:00.000Z", movie=505),
    movie_play(1, "2026-11-17T20:00:00.000Z", movie=502),
]


@pytest.mark.parametrize(
    ("said", "posts"),
    [
        pytest.param({}, [[3]], id="the last, where nothing is said"),
        pytest.param({"plays": "last"}, [[3]], id="the last"),
        pytest.param({"plays": "all"}, [[3, 2]], id="all"),
    ],
)
async def test_remove_from_history(hass: HomeAssistant, trakt: FakeTrakt, said: Json, posts: list[list[int]]) -> None:
    """Trakt is asked which plays there are, and what was removed is said."""
    answer(trakt, "/sync/history/movies/505", PLAYS[:2])
    take(hass, trakt, json={"deleted": {"movies": len(posts[0])}})
    response = await ask(hass, "remove_from_history", **MOVIE, **said)

    assert sent(trakt) == [("/sync/history/remove", {"ids": ids}) for ids in posts]
    assert [(play["id"], play["watched_at"]) for play in response["removed"]] == [
        (play["id"], play["watched_at"].replace(".000Z", "+00:00")) for play in PLAYS if play["id"] in posts[0]
    ]
    assert (response["status"], response["work"]["title"]) == ("done", "Dune")


@pytest.mark.parametrize("said", [[3, 1, 2], 2])
async def test_remove_single_plays(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, said: int | list[int]
) -> None:
    """By the ids that the history has, without asking."""
    await know(hass, entry, history=PLAYS)
    take(hass, trakt, json={"deleted": {"movies": 1}})
    response = await ask(hass, "remove_from_history", play_id=said)

    assert [body["ids"] for _, body in sent(trakt)] == ([[3, 2], [1]] if isinstance(said, list) else [[2]])
    assert sorted(play["id"] for play in response["removed"]) == ([1, 2, 3] if isinstance(said, list) else [2])
    assert response["status"] == "done"


async def test_a_play_that_is_not_there(hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt) -> None:
    """Nothing is removed then, not even the others."""
    await know(hass, entry, history=PLAYS)
    with pytest.raises(ServiceValidationError, match="has no play 4, 5"):
        await ask(hass, "remove_from_history", play_id=[5, 1, 4])
    assert not sent(trakt)
