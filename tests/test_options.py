"""What holds for an account, chosen or not."""

import pytest

from custom_components.trakt_upcoming.api.trakt import Feed
from custom_components.trakt_upcoming.options import AccountOptions

from .trakt_json import Json


def test_what_holds_where_nothing_was_chosen() -> None:
    """A month of episodes and films, in Home Assistant's language, without pictures."""
    assert AccountOptions.from_entry({}) == AccountOptions(
        days=30,
        feeds=(Feed.EPISODES, Feed.MOVIES),
        hide_specials=False,
        group_season_drops=True,
        spoiler_free=False,
        language=None,
        tmdb_api_key=None,
    )


@pytest.mark.parametrize(
    ("chosen", "holds"),
    [
        pytest.param({"days": 90.0}, AccountOptions(days=90), id="days come as decimals"),
        pytest.param({"feeds": ["dvd"]}, AccountOptions(feeds=(Feed.DVD,)), id="feeds"),
        pytest.param({"hide_specials": True}, AccountOptions(hide_specials=True), id="specials"),
        pytest.param({"group_season_drops": False}, AccountOptions(group_season_drops=False), id="season drops"),
        pytest.param({"spoiler_free": True}, AccountOptions(spoiler_free=True), id="spoilers"),
        pytest.param({"language": "de"}, AccountOptions(language="de"), id="language"),
        pytest.param({"tmdb_api_key": "k"}, AccountOptions(tmdb_api_key="k"), id="key"),
        pytest.param({"language": "", "tmdb_api_key": ""}, AccountOptions(), id="empty texts are none"),
        pytest.param({"of_a_later_version": 1}, AccountOptions(), id="options of a later version"),
    ],
)
def test_what_was_chosen_holds(chosen: Json, holds: AccountOptions) -> None:
    """Each choice for itself; the others stay as they come."""
    assert AccountOptions.from_entry(chosen) == holds
