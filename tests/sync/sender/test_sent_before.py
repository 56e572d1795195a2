"""What may have been sent already is sent again only where Trakt does not have it."""

from unittest.mock import AsyncMock

import pytest

from custom_components.trakt_upcoming.api.errors import NotFoundError, UnavailableError
from custom_components.trakt_upcoming.api.trakt import Listed, Play, Rated
from custom_components.trakt_upcoming.user_data import ChangeKind, Plays

from ...records_json import listed_movie, movie_play, rated_movie
from ...trakt_json import Json
from .common import AFTER, AT, DUNE, EPISODE, SHOW, get_ready, pending

LISTED, RATED = Listed.from_dict(listed_movie()), Rated.from_dict(rated_movie(rating=7))


DUNE_NOW = Play.from_dict(movie_play(1, AT.isoformat()))


@pytest.mark.parametrize(
    ("kind", "facts", "there", "is_done"),
    [
        pytest.param(ChangeKind.MARK_WATCHED, {"watched_at": AT}, {"history_of": DUNE_NOW}, True, id="watched"),
        pytest.param(ChangeKind.MARK_WATCHED, {"watched_at": AT}, {}, False, id="not watched"),
        pytest.param(ChangeKind.ADD_TO_WATCHLIST, {}, {"watchlist": LISTED}, True, id="listed"),
        pytest.param(ChangeKind.ADD_TO_WATCHLIST, {}, {}, False, id="not listed"),
        pytest.param(
            ChangeKind.ADD_TO_WATCHLIST,
            {},
            {"history_of": Play.from_dict(movie_play(1, AFTER))},
            True,
            id="watched since it was listed",
        ),
        pytest.param(ChangeKind.REMOVE_FROM_WATCHLIST, {}, {}, True, id="off the list"),
        pytest.param(ChangeKind.REMOVE_FROM_WATCHLIST, {}, {"watchlist": LISTED}, False, id="still listed"),
        pytest.param(
            ChangeKind.REMOVE_FROM_WATCHLIST,
            {},
            {"watchlist": Listed.from_dict(listed_movie() | {"listed_at": AFTER})},
            True,
            id="listed again since",
        ),
        pytest.param(ChangeKind.RATE, {"rating": 7}, {"ratings": RATED}, True, id="rated"),
        pytest.param(ChangeKind.RATE, {"rating": 8}, {"ratings": RATED}, False, id="rated in another way before"),
        pytest.param(
            ChangeKind.RATE,
            {"rating": 8},
            {"ratings": Rated.from_dict(rated_movie() | {"rated_at": AFTER, "rating": 3})},
            True,
            id="rated in another way since",
        ),
        pytest.param(ChangeKind.REMOVE_RATING, {}, {}, True, id="not rated"),
        pytest.param(ChangeKind.REMOVE_RATING, {}, {"ratings": RATED}, False, id="still rated"),
        pytest.param(
            ChangeKind.REMOVE_RATING,
            {},
            {"ratings": Rated.from_dict(rated_movie() | {"rated_at": AFTER})},
            True,
            id="rated again since",
        ),
        pytest.param(
            ChangeKind.REMOVE_FROM_HISTORY, {"plays": Plays.ALL, "made": (1,)}, {}, True, id="no longer in the history"
        ),
        pytest.param(
            ChangeKind.REMOVE_FROM_HISTORY, {"made": (1,)}, {"history_of": DUNE_NOW}, False, id="still in the history"
        ),
        pytest.param(
            ChangeKind.REMOVE_FROM_HISTORY, {"made": (9,)}, {"history_of": DUNE_NOW}, True, id="another play is there"
        ),
    ],
)
async def test_changes_that_may_have_been_sent(
    client: AsyncMock, kind: ChangeKind, facts: Json, there: Json, *, is_done: bool
) -> None:
    """It is sent again only where Trakt has neither it nor anything that came later."""
    for asked, record in there.items():
        getattr(client, asked).return_value = (record,)
    ready = await get_ready(client, pending(kind, DUNE, tries=1, **facts))

    assert (ready.refs == ()) is is_done


@pytest.mark.parametrize("kind", ChangeKind)
async def test_work_that_trakt_does_not_know(client: AsyncMock, kind: ChangeKind) -> None:
    """Nothing was done with it."""
    for asked in (client.history_of, client.watchlist, client.ratings):
        asked.side_effect = NotFoundError
    ready = await get_ready(client, pending(kind, EPISODE, tries=1, watched_at=AT))

    assert (ready.refs == ()) is kind.is_removal


async def test_a_question_that_is_refused(client: AsyncMock) -> None:
    """That says nothing of the change."""
    client.works.seasons.side_effect = NotFoundError
    with pytest.raises(UnavailableError) as raised:
        await get_ready(client, pending(ChangeKind.MARK_WATCHED, SHOW))
    assert not isinstance(raised.value, NotFoundError)
