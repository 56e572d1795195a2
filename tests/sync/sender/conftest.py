"""A client whose Trakt knows a show."""

from unittest.mock import AsyncMock

import pytest

from custom_components.trakt_upcoming.api.trakt import NamedEpisode, SeasonDetails, TraktClient, Works

from .common import TO_COME, part, special


@pytest.fixture
def client() -> AsyncMock:
    """Return a client whose Trakt knows a show with specials and a season of three episodes, one of them to come."""
    client = AsyncMock(spec=TraktClient)
    client.works = AsyncMock(spec=Works)
    client.works.seasons.return_value = tuple(
        SeasonDetails.from_dict({"ids": {"trakt": number + 1}, "number": number, "aired_episodes": aired})
        for number, aired in ((0, 1), (3, 2), (4, 0))
    )
    seasons = {0: [special()], 3: [part(1), part(2), part(3, TO_COME)]}
    client.works.season.side_effect = lambda _show, number: tuple(map(NamedEpisode.from_dict, seasons[number]))
    client.history_of.return_value = client.watchlist.return_value = client.ratings.return_value = ()
    return client
