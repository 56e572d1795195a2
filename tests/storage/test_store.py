"""A file that cannot be read costs what is in it, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
import json
import logging
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store
import pytest

from custom_components.trakt_upcoming.agenda import EpisodeRelease
from custom_components.trakt_upcoming.agenda.snapshot import FeedRequest, FeedSnapshot
from custom_components.trakt_upcoming.api.trakt import Feed, ScheduledEpisode
from custom_components.trakt_upcoming.storage import ArtworkStore, SnapshotStore, TokenStore
from custom_components.trakt_upcoming.storage.store import ResilientStore

from ..trakt_json import Json, episode_entry, images_entry

ENTRY = "entry"
ASKED = {"start": "2026-11-19", "days": 32, "at": "2026-11-20T12:00:00+00:00"}
EMPTY = FeedSnapshot(
    asked=FeedRequest(start=date(2026, 11, 19), days=32, at=datetime(2026, 11, 20, 12, tzinfo=UTC)), releases=()
)
RELEASE = EpisodeRelease.from_schedule(ScheduledEpisode.from_dict(episode_entry()))
TOKEN = {
    "access_token": "a",
    "refresh_token": "r",
    "redirect_uri": "https://example.com/auth/external/callback",
    "expires_at": 100.0,
    "expires_in": 50,
}
GOOD = '{"version": 1, "minor_version": 1, "key": "k", "data": {"a": 1}}'


# Home Assistant's test tools keep stores in memory; here the files are what counts.
ON_DISK = {name: getattr(Store, name) for name in ("_async_load", "_async_write_data", "async_remove")}


@pytest.fixture
def store(hass: HomeAssistant, tmp_path: Path) -> Iterator[ResilientStore]:
    """Yield a store in a folder of its own."""
    hass.config.config_dir = str(tmp_path)
    (tmp_path / ".storage").mkdir()
    with patch.multiple(Store, **ON_DISK):
        yield ResilientStore(hass, ENTRY)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged for people to read."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def set_aside(store: ResilientStore) -> set[str]:
    """Return the names of the files that were set aside."""
    return {path.name for path in Path(store.path).parent.glob("*.unreadable")}


async def test_what_was_saved_is_there(store: ResilientStore) -> None:
    """In a file that only Home Assistant may read."""
    await store.async_save({"a": 1})

    assert await store.async_load() == {"a": 1}
    assert Path(store.path).stat().st_mode & 0o777 == 0o600


async def test_nothing_was_saved(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """That is no fault."""
    assert await store.async_load() is None
    assert warnings(caplog) == []


async def test_what_a_file_looks_like_from_outside(store: ResilientStore) -> None:
    """How large it is and when it was written, or that there is none."""
    assert await store.async_diagnostics() is None
    await store.async_save({"a": 1})
    path = Path(store.path)
    os.utime(path, (1_700_000_000, 1_700_000_000))

    changed = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert await store.async_diagnostics() == {"bytes": path.stat().st_size, "changed": changed}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "\x00\x00",
        GOOD[:30],
        "[]",
        "[1]",
        '"text"',
        '{"a": 1}',
        '{"version": 1}',
        GOOD.replace('"version": 1', '"version": 2'),
        GOOD.replace('"version": 1', '"version": 0'),
        GOOD.replace('"version": 1', '"version": "one"'),
        GOOD.replace('{"a": 1}', "[1]"),
    ],
)
async def test_what_cannot_be_used_is_set_aside(
    hass: HomeAssistant, store: ResilientStore, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """With one warning, and without Home Assistant's advice to restore a backup."""
    path = Path(store.path)
    path.write_text(content)

    assert await store.async_load() is None
    assert len(warnings(caplog)) == 1
    assert not ir.async_get(hass).issues
    assert path.with_name(f"{path.name}.unreadable").read_text() == content
    await store.async_save({"a": 2})
    assert await store.async_load() == {"a": 2}


async def test_a_file_of_a_newer_minor_version(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """That is one which this version can read."""
    Path(store.path).write_text(GOOD.replace('"minor_version": 1', '"minor_version": 2'))

    assert await store.async_load() == {"a": 1}
    assert warnings(caplog) == []


@pytest.mark.parametrize(
    ("version", "words"), [(2, "a newer version of Trakt Upcoming"), (0, "a version of Trakt Upcoming that is too old")]
)
async def test_a_file_of_another_version(
    store: ResilientStore, caplog: pytest.LogCaptureFixture, version: int, words: str
) -> None:
    """The person reads why it is not used, and what happens now."""
    Path(store.path).write_text(GOOD.replace('"version": 1', f'"version": {version}'))

    assert await store.async_load() is None
    assert warnings(caplog) == [
        f"trakt_upcoming.entry cannot be used (it was written by {words}): "
        "it is kept with the ending .unreadable, and it is built anew"
    ]


async def test_a_token_of_a_newer_version(
    hass: HomeAssistant, store: ResilientStore, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant keeps a copy in the account, and the person reads what may come of it."""
    Path(f"{store.path}.token").write_text(GOOD.replace('"version": 1', '"version": 2'))

    assert await TokenStore(hass, ENTRY).async_younger(TOKEN) == TOKEN
    assert warnings(caplog) == [
        "trakt_upcoming.entry.token cannot be used (it was written by a newer version of Trakt Upcoming): "
        "it is kept with the ending .unreadable, and the sign-in kept in the account is used; "
        "should Trakt refuse it, you are asked to sign in again"
    ]


async def test_a_file_that_cannot_even_be_renamed(store: ResilientStore, caplog: pytest.LogCaptureFixture) -> None:
    """Then it stays where it is."""
    Path(store.path).mkdir()

    with patch.object(Path, "replace", side_effect=PermissionError):
        assert await store.async_load() is None
    assert len(warnings(caplog)) == 1
    assert Path(store.path).exists()


async def test_what_was_set_aside_goes_with_the_rest(store: ResilientStore) -> None:
    """It may hold a token."""
    path = Path(store.path)
    path.write_text("{")
    await store.async_load()
    await store.async_save({})
    assert len(list(path.parent.iterdir())) == 2

    await store.async_remove()
    assert list(path.parent.iterdir()) == []


async def test_what_is_saved_while_home_assistant_stops(hass: HomeAssistant, store: ResilientStore) -> None:
    """It is on disk at once, because Home Assistant may be killed before its last writes."""
    hass.set_state(CoreState.stopping)
    await store.async_save({"a": 1})
    hass.set_state(CoreState.running)

    assert json.loads(Path(store.path).read_bytes())["data"] == {"a": 1}


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


@pytest.mark.parametrize("record", [{"at": "yesterday"}, {"at": "2026-11-20T12:00:00"}, 7, [], "text"])
async def test_artwork_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore, record: Any) -> None:
    """It is looked up again."""
    await ResilientStore(hass, "artwork").async_save({"tv/1/de": record})
    artwork = ArtworkStore(hass)
    await artwork.async_load()

    assert artwork.records == {}
    assert set_aside(store) == {"trakt_upcoming.artwork.unreadable"}


async def test_the_younger_token(hass: HomeAssistant, store: ResilientStore) -> None:
    """The one on disk, as far as it is younger."""
    tokens = TokenStore(hass, ENTRY)
    younger = TOKEN | {"access_token": "b", "expires_at": 101.0}
    await tokens.async_save(younger)

    assert await tokens.async_younger(TOKEN) == younger
    assert await tokens.async_younger(TOKEN | {"expires_at": 102.0}) == TOKEN | {"expires_at": 102.0}


@pytest.mark.parametrize("other", [{}, TOKEN | {"expires_at": None}, TOKEN | {"expires_in": "soon"}])
async def test_an_account_whose_token_makes_no_sense(hass: HomeAssistant, store: ResilientStore, other: Json) -> None:
    """The one on disk is taken."""
    tokens = TokenStore(hass, ENTRY)
    await tokens.async_save(TOKEN)

    assert await tokens.async_younger(other) == TOKEN


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"expires_at": 1e9, "expires_in": 1},
        *({**TOKEN, "expires_at": 1e9, name: None} for name in ("access_token", "refresh_token", "redirect_uri")),
        TOKEN | {"expires_at": "1000000000"},
        TOKEN | {"expires_at": 1e9, "expires_in": None},
    ],
)
async def test_a_token_that_makes_no_sense(hass: HomeAssistant, store: ResilientStore, stored: Json) -> None:
    """The one of the account is taken."""
    tokens = TokenStore(hass, ENTRY)
    await tokens.async_save(stored)

    assert await tokens.async_younger(TOKEN) == TOKEN
    assert set_aside(store) == {"trakt_upcoming.entry.token.unreadable"}
