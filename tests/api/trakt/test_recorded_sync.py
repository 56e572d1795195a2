"""What the real Trakt answered about what users have seen, want to see and hide; nothing of it is left out."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.trakt import Post, Section, Settings, Statistics, TraktClient, WriteAnswer
from custom_components.trakt_upcoming.api.trakt.user import Membership

from .conftest import ANYTHING

REFERENCE = os.environ.get("TRAKT_REFERENCE", "")
PAYLOADS = Path(REFERENCE) / "payloads"
pytestmark = pytest.mark.skipif(not REFERENCE, reason="TRAKT_REFERENCE does not name the folder with the payloads")

NONE_LOST = dict.fromkeys(("movies", "shows", "seasons", "episodes"), 0)
SECTIONS = {
    "trakt_sync_history_2026": Section.HISTORY,
    "trakt_sync_ratings_episodes_2026": Section.RATED_EPISODES,
    "trakt_sync_watchlist_shows_2026": Section.WATCHLIST_SHOWS,
    "trakt_up_next_nitro_2026": Section.UP_NEXT,
    "trakt_users_hidden_progress_watched_2026": Section.HIDDEN_IN_PROGRESS,
    "trakt_watchlist_movies_100_2026": Section.WATCHLIST_MOVIES,
}
STATISTICS = "trakt_user_stats_2026"
SETTINGS = ("trakt_users_settings_free_2026", "trakt_users_settings_vip_doc")
ACTIVITIES = "trakt_sync_last_activities_2026"
WRITES = {
    "trakt_sync_history_add_2026": WriteAnswer(
        added={"movies": 1, "episodes": 1}, updated={"movies": 0, "episodes": 0}, not_found=NONE_LOST
    ),
    "trakt_sync_watchlist_add_2026": WriteAnswer(
        added={"movies": 1, "shows": 1, "seasons": 0, "episodes": 1}, existing=NONE_LOST, not_found=NONE_LOST
    ),
    "trakt_sync_watchlist_remove_2018": WriteAnswer(deleted={**NONE_LOST, "episodes": 1}, not_found=NONE_LOST),
}
NOT_READ = {
    "trakt_sync_playback_episodes_2015",
    "trakt_sync_playback_movies_2026",
    "trakt_sync_watched_shows_2026",
}
"""Answers of endpoints that are not asked."""


def recorded(name: str) -> Any:
    """Return a recorded answer."""
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def test_no_recording_is_forgotten() -> None:
    """Every answer of these endpoints has its place here."""
    families = (
        "trakt_sync_",
        "trakt_up_next_",
        "trakt_user_stats",
        "trakt_users_hidden_",
        "trakt_users_settings_",
        "trakt_watchlist_",
    )
    there = {path.stem for path in PAYLOADS.glob("*.json") if path.stem.startswith(families)}

    assert there == {*SECTIONS, STATISTICS, *SETTINGS, ACTIVITIES, *WRITES, *NOT_READ}


@pytest.mark.parametrize("name", SECTIONS)
async def test_sections(client: TraktClient, aioclient_mock: AiohttpClientMocker, name: str) -> None:
    """Each entry loads, under the title and the ids that it has."""
    answer = recorded(name)
    aioclient_mock.get(ANYTHING, json=answer)

    records, left_out = await client.section(SECTIONS[name])

    loaded: list[Any] = list(records)
    works = [entry.get("movie") or entry["show"] for entry in answer]
    named = [each.show if SECTIONS[name] is Section.UP_NEXT else each.ref.work for each in loaded]
    assert [(each.title, each.ids.trakt, each.ids.tmdb) for each in named] == [
        (work["title"], work["ids"]["trakt"], work["ids"]["tmdb"]) for work in works
    ]
    assert not left_out


@pytest.mark.parametrize("name", WRITES)
async def test_recorded_answers_to_changes(client: TraktClient, aioclient_mock: AiohttpClientMocker, name: str) -> None:
    """What was done is counted, and nothing was lost on Trakt."""
    aioclient_mock.post(ANYTHING, status=201, json=recorded(name))

    answer = await client.write(Post(path="/sync/history", body={}))

    assert answer == WRITES[name]
    assert not answer.is_lost_on_trakt


async def test_last_activities(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """Each of those that are looked at is there."""
    aioclient_mock.get(ANYTHING, json=recorded(ACTIVITIES))

    stamps = await client.last_activities()

    assert {name for section in Section for name in section.stamps} <= stamps.keys()


async def test_statistics(client: TraktClient, aioclient_mock: AiohttpClientMocker) -> None:
    """All that is counted of movies, shows and episodes."""
    answer = recorded(STATISTICS)
    aioclient_mock.get(ANYTHING, json=answer)

    [found], _ = await client.section(Section.STATISTICS)

    assert isinstance(found, Statistics)
    for kind, counts in (("movies", found.movies), ("shows", found.shows), ("episodes", found.episodes)):
        counted = {name: count for name, count in counts.to_dict().items() if count is not None}
        assert {**counted, "comments": answer[kind]["comments"]} == answer[kind]


@pytest.mark.parametrize(("name", "vip"), zip(SETTINGS, [False, True], strict=True))
async def test_settings(client: TraktClient, aioclient_mock: AiohttpClientMocker, name: str, vip: bool) -> None:
    """Whether the user has VIP."""
    aioclient_mock.get(ANYTHING, json=recorded(name))

    assert (await client.section(Section.SETTINGS))[0] == (Settings(user=Membership(vip=vip)),)
