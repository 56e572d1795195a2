"""What the real Trakt answered about works and lists; nothing of it is left out."""

from collections.abc import Awaitable, Callable, Sequence
import json
import os
from pathlib import Path
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.trakt import Entry, TraktClient, Works

from .conftest import ANYTHING

REFERENCE = os.environ.get("TRAKT_REFERENCE", "")
PAYLOADS = Path(REFERENCE) / "payloads"
pytestmark = pytest.mark.skipif(not REFERENCE, reason="TRAKT_REFERENCE does not name the folder with the payloads")

OBJECTS: dict[str, Callable[[Works], Awaitable[Any]]] = {
    "trakt_episode_summary_full_2026": lambda works: works.episode(1, 1, 1),
    "trakt_movie_summary_full_images_2026": lambda works: works.movie(1),
    "trakt_show_last_episode_full_2026": lambda works: works.episode(1, 1, 1),
    "trakt_show_summary_full_images_2026": lambda works: works.show(1),
}
LISTS: dict[str, Callable[[Works], Awaitable[Sequence[Any]]]] = {
    "trakt_list_items_anime_2026": lambda works: works.entries(1),
    "trakt_recommendations_shows_full_2026": lambda works: works.recommended_shows(3),
    "trakt_seasons_full_with_specials_2026": lambda works: works.seasons(1),
    "trakt_user_lists_19_2026": lambda works: works.lists(),
}
ELSEWHERE = {
    "trakt_movie_releases_2026",
    "trakt_movies_anticipated_full_2026",
    "trakt_season_episodes_full_2026",
}
"""Answers of endpoints that are not asked."""
PROGRESS = {
    "trakt_show_progress_watched_2020": (5, True),
    "trakt_show_progress_watched_hidden_reset_doc": (1, False),
}
"""How many seasons there are, and whether all that aired was seen."""


def recorded(name: str) -> Any:
    """Return a recorded answer."""
    return json.loads((PAYLOADS / f"{name}.json").read_text())


def test_no_recording_is_forgotten() -> None:
    """Every answer of these endpoints has its place here."""
    families = ("episode", "list", "movie", "recommendations", "search", "season", "show", "user_lists")
    prefixes = tuple(f"trakt_{family}" for family in families)
    there = {path.stem for path in PAYLOADS.glob("*.json") if path.stem.startswith(prefixes)}

    assert there == {*OBJECTS, *LISTS, *ELSEWHERE, *PROGRESS}


@pytest.mark.parametrize("name", OBJECTS)
async def test_recorded_objects(client: TraktClient, aioclient_mock: AiohttpClientMocker, name: str) -> None:
    """Everything that is looked at is there."""
    answer = recorded(name)
    aioclient_mock.get(ANYTHING, json=answer)

    loaded = await OBJECTS[name](client.works)

    assert loaded.ids.to_dict().items() <= {**answer["ids"], "tvdb": answer["ids"].get("tvdb")}.items()
    for field in ("title", "overview", "runtime", "votes", "rating"):
        assert getattr(loaded, field) == answer[field], field


@pytest.mark.parametrize("name", LISTS)
async def test_lists(client: TraktClient, aioclient_mock: AiohttpClientMocker, name: str) -> None:
    """Each item loads, under the ids that it has."""
    answer = recorded(name)
    aioclient_mock.get(ANYTHING, json=answer)

    loaded = await LISTS[name](client.works)

    items = [each.get(each.get("type"), each) for each in answer]
    named = [getattr(each, each.type) if isinstance(each, Entry) else each for each in loaded]
    assert [each.ids.trakt for each in named] == [each["ids"]["trakt"] for each in items]


@pytest.mark.parametrize("name", PROGRESS)
async def test_progress(client: TraktClient, aioclient_mock: AiohttpClientMocker, name: str) -> None:
    """Each season is there."""
    aioclient_mock.get(ANYTHING, json=recorded(name))
    progress = await client.progress_of(1, specials=False)

    assert (len(progress.seasons), progress.has_seen()) == PROGRESS[name]
