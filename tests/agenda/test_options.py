"""What holds for an account, chosen or not."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.trakt_upcoming.agenda.options import AccountOptions
from custom_components.trakt_upcoming.api.trakt import Feed

from ..trakt_json import Json

_SWITCHES = ("hide_specials", "hide_watched", "group_season_drops", "spoiler_free")
_NO_FEEDS: tuple[Any, ...] = ("episodes", [], ["holograms"], None, 7, {}, [[]])


def test_defaults() -> None:
    """A month of episodes and movies, in Home Assistant's language, without pictures."""
    assert AccountOptions.from_entry({}) == AccountOptions(
        days=30,
        feeds=(Feed.EPISODES, Feed.MOVIES),
        hide_specials=False,
        hide_watched=False,
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
        pytest.param({"hide_watched": True}, AccountOptions(hide_watched=True), id="watched"),
        pytest.param({"group_season_drops": False}, AccountOptions(group_season_drops=False), id="season drops"),
        pytest.param({"spoiler_free": True}, AccountOptions(spoiler_free=True), id="spoilers"),
        pytest.param({"language": "de"}, AccountOptions(language="de"), id="language"),
        pytest.param({"tmdb_api_key": "k"}, AccountOptions(tmdb_api_key="k"), id="key"),
        pytest.param({"language": "", "tmdb_api_key": ""}, AccountOptions(), id="empty texts are none"),
        pytest.param({"of_a_later_version": 1}, AccountOptions(), id="options of a later version"),
    ],
)
def test_chosen_options(chosen: Json, holds: AccountOptions) -> None:
    """Each choice for itself; the others stay as they come."""
    assert AccountOptions.from_entry(chosen) == holds


@pytest.mark.parametrize(
    ("odd", "holds"),
    [
        *[({"days": days}, AccountOptions()) for days in ("45", 400, 0, -1, 30.5, True, None, [30])],
        *[({"feeds": feeds}, AccountOptions()) for feeds in _NO_FEEDS],
        ({"feeds": ["holograms", "dvd"]}, AccountOptions(feeds=(Feed.DVD,))),
        *[({name: "yes"}, AccountOptions()) for name in _SWITCHES],
        ({"language": 7}, AccountOptions()),
        ({"tmdb_api_key": ["k"]}, AccountOptions()),
    ],
    ids=str,
)
def test_invalid_options_are_ignored(odd: Json, holds: AccountOptions, caplog: pytest.LogCaptureFixture) -> None:
    """An option written by a newer version, or by hand, costs itself; the others hold."""
    others: Json = {"language": "de", "days": 60} | odd
    expected = replace(
        holds,
        days=holds.days if "days" in odd else 60,
        language=holds.language if "language" in odd else "de",
    )

    assert AccountOptions.from_entry(others) == expected
    assert [record.getMessage() for record in caplog.records] == [
        f"Options that this version does not understand are left out: {next(iter(odd))}"
    ]


def test_one_warning_for_all_invalid_options(caplog: pytest.LogCaptureFixture) -> None:
    """With the names, and without the values, of which one is a key."""
    AccountOptions.from_entry({"days": 400, "feeds": [], "tmdb_api_key": {"secret": 1}})

    assert caplog.messages == ["Options that this version does not understand are left out: days, feeds, tmdb_api_key"]
