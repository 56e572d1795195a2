"""Releases that cannot be read, or were written only in part."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.agenda import EpisodeRelease
from custom_components.trakt_upcoming.agenda.snapshot import FeedSnapshot
from custom_components.trakt_upcoming.api.trakt import Feed, ScheduledEpisode
from custom_components.trakt_upcoming.storage import SnapshotStore
from custom_components.trakt_upcoming.storage.store import ResilientStore

from ..trakt_json import Json, episode_entry, images_entry
from .common import ASKED, EMPTY, ENTRY, set_aside

RELEASE = EpisodeRelease.from_schedule(ScheduledEpisode.from_dict(episode_entry()))


@pytest.mark.parametrize(
    "releases", [{"episodes": [{}]}, {"episodes": 7}, {"episodes": {}}, {"episodes": [None]}, {"movies": ["text"]}]
)
async def test_releases_that_make_no_sense(hass: HomeAssistant, store: ResilientStore, releases: Json) -> None:
    """It is as if there were none."""
    await store.async_save(releases)
    await ResilientStore(hass, f"{ENTRY}.asked").async_save({"episodes": ASKED})

    assert await SnapshotStore(hass, ENTRY).async_load() == {}
    assert set_aside(store) == {"trakt_upcoming.entry.unreadable"}


@pytest.mark.parametrize(
    "asked",
    [
        7,
        {},
        ASKED | {"start": "yesterday"},
        ASKED | {"start": None},
        ASKED | {"days": "32"},
        ASKED | {"days": 10**12},
        ASKED | {"days": -1},
        ASKED | {"at": "2026-11-20T12:00:00"},
        ASKED | {"at": 1},
    ],
)
async def test_times_of_answers_that_make_no_sense(hass: HomeAssistant, store: ResilientStore, asked: Any) -> None:
    """Nobody knows how old the releases are, so they are not shown; they stay on disk."""
    await SnapshotStore(hass, ENTRY).async_save({Feed.EPISODES: EMPTY})
    await ResilientStore(hass, f"{ENTRY}.asked").async_save({"episodes": asked})

    assert await SnapshotStore(hass, ENTRY).async_load() == {}
    assert set_aside(store) == {"trakt_upcoming.entry.asked.unreadable"}


@pytest.mark.parametrize("lost", ["", ".asked"], ids=["releases", "times"])
async def test_a_snapshot_of_which_one_file_was_written(hass: HomeAssistant, store: ResilientStore, lost: str) -> None:
    """A kill between the two leaves an old and a new one, which go together, or the first of all and none."""
    older = FeedSnapshot(asked=replace(EMPTY.asked, at=EMPTY.asked.at - timedelta(hours=1)), releases=())
    newer = FeedSnapshot(asked=EMPTY.asked, releases=(RELEASE,))
    snapshot, path = SnapshotStore(hass, ENTRY), Path(f"{store.path}{lost}")
    await snapshot.async_save({Feed.EPISODES: older})
    before = path.read_bytes()
    await snapshot.async_save({Feed.EPISODES: newer})

    path.write_bytes(before)
    half = {"": replace(newer, releases=()), ".asked": replace(newer, asked=older.asked)}
    assert await SnapshotStore(hass, ENTRY).async_load() == {Feed.EPISODES: half[lost]}
    path.unlink()
    assert await SnapshotStore(hass, ENTRY).async_load() == {}
    assert set_aside(store) == set()


async def test_a_snapshot_of_a_time_without_images(hass: HomeAssistant, store: ResilientStore) -> None:
    """Everything else is there, and the images come with the next answer."""
    entry = episode_entry(images=images_entry(), still={"screenshot": ["media.trakt.tv/s.jpg"]})
    release = EpisodeRelease.from_schedule(ScheduledEpisode.from_dict(entry))
    await SnapshotStore(hass, ENTRY).async_save({Feed.EPISODES: FeedSnapshot(asked=EMPTY.asked, releases=(release,))})
    assert (await SnapshotStore(hass, ENTRY).async_load())[Feed.EPISODES].releases == (release,)

    stored = await store.async_load()
    assert stored is not None
    [older] = stored["episodes"]
    del older["show"]["images"], older["episode"]["images"]
    older["pictures"] = {"poster": None, "fanart": None}
    await store.async_save({"episodes": [older]})
    assert (await SnapshotStore(hass, ENTRY).async_load())[Feed.EPISODES].releases == (RELEASE,)


async def test_a_snapshot_with_a_feed_of_a_newer_version(hass: HomeAssistant, store: ResilientStore) -> None:
    """The others are there."""
    await store.async_save({"episodes": [], "holograms": [1]})
    await ResilientStore(hass, f"{ENTRY}.asked").async_save({"episodes": ASKED, "holograms": 1})

    assert await SnapshotStore(hass, ENTRY).async_load() == {Feed.EPISODES: EMPTY}
