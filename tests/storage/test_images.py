"""Pictures are there after a restart, what was not used for longest goes first, and a broken file costs itself."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
import os
from pathlib import Path
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.storage import PictureStore, images as module

JPEG = b"\xff\xd8\xff\xe0"
A, B, C, D = (letter * 32 for letter in "abcd")

type Open = Callable[[], Awaitable[PictureStore]]


@pytest.fixture
def open_store(hass: HomeAssistant) -> Open:
    """Return the function that opens the store anew, as a restart does."""

    async def open_store() -> PictureStore:
        store = PictureStore(hass)
        await store.async_load()
        return store

    return open_store


async def keep(store: PictureStore, name: str, size: int = 10) -> None:
    """Keep a picture of so many bytes."""
    await store.async_write(name, JPEG.ljust(size, name[:1].encode()), "image/jpeg")


async def kept(store: PictureStore, *names: str) -> list[str]:
    """Return which of these can be read, which counts as using them."""
    return [name for name in names if await store.async_read(name) is not None]


def files(folder: Path) -> list[Path]:
    """Return the files of pictures."""
    return sorted(path for path in folder.iterdir() if path.name != "secret")


async def test_a_picture_is_kept(open_store: Open, pictures: Path) -> None:
    """Over a restart, too, with the same tag."""
    store = await open_store()
    assert (await store.async_read(A), store.tag(A)) == (None, None)
    written = await store.async_write(A, JPEG + b"a", "image/jpeg")
    again = await open_store()

    assert await store.async_read(A) == await again.async_read(A) == written
    assert (written.body, written.content_type) == (JPEG + b"a", "image/jpeg")
    assert store.tag(A) == again.tag(A) == written.tag
    assert [path.name for path in files(pictures)] == [f"{A}-{written.tag}"]
    assert await again.async_diagnostics() == {"kept": 1, "bytes": 5}


async def test_secret_is_kept(open_store: Open, pictures: Path) -> None:
    """In a file that only Home Assistant may read; a broken one is replaced."""
    first, second = await open_store(), await open_store()
    assert first.secret == second.secret
    assert len(first.secret) == 32
    assert (pictures / "secret").stat().st_mode & 0o777 == 0o600

    (pictures / "secret").write_bytes(b"short")
    third = await open_store()
    assert len(third.secret) == 32
    assert third.secret != first.secret


async def test_other_files_in_the_folder(open_store: Open, pictures: Path) -> None:
    """It stays, and costs nothing."""
    store = await open_store()
    await keep(store, A)
    (pictures / "@eaDir").mkdir()
    (pictures / ".DS_Store").touch()
    again = await open_store()

    assert again.secret == store.secret
    assert await kept(again, A) == [A]
    assert {"@eaDir", ".DS_Store"} <= {path.name for path in pictures.iterdir()}


async def test_least_recently_used_pictures_are_deleted(
    open_store: Open, pictures: Path, freezer: FrozenDateTimeFactory
) -> None:
    """Over a restart, too."""
    store = await open_store()
    for name in (A, B, C):
        await keep(store, name)
        freezer.tick()
    assert await kept(store, A) == [A]

    again = await open_store()
    with patch.object(module, "MOST_BYTES", 30):
        await keep(again, D)
    assert len(files(pictures)) == 3
    assert await kept(again, A, B, C, D) == [A, C, D]
    with patch.object(module, "MOST_BYTES", 30):
        await keep(again, B, size=25)
    assert await kept(again, A, B, C, D) == [B]
    assert len(files(pictures)) == 1


async def test_another_picture_of_the_same_name(open_store: Open, pictures: Path) -> None:
    """It takes the place of the first."""
    store = await open_store()
    await keep(store, A, size=10)
    await keep(store, A, size=20)

    assert [path.stat().st_size for path in files(pictures)] == [20]
    assert (await store.async_diagnostics())["bytes"] == 20


async def test_an_old_picture_is_fetched_again(open_store: Open, freezer: FrozenDateTimeFactory) -> None:
    """However often it was looked at: TMDB lets nobody keep its pictures for ever."""
    store = await open_store()
    await keep(store, A)
    freezer.tick(timedelta(days=149))
    assert await kept(store, A) == [A]
    freezer.tick(timedelta(days=2))

    for each in (store, await open_store()):
        assert each.tag(A) is None
        assert await kept(each, A) == []


@pytest.mark.parametrize("content", [b"", JPEG, JPEG.ljust(10, b"x"), b"<html></html>"])
async def test_a_broken_file_is_as_good_as_none(open_store: Open, pictures: Path, content: bytes) -> None:
    """It goes, and the picture can be kept anew."""
    store = await open_store()
    await keep(store, A)
    [path] = files(pictures)
    path.write_bytes(content)

    again = await open_store()
    assert await kept(again, A) == []
    assert not path.exists()
    assert again.tag(A) is None
    await keep(again, A)
    assert await kept(again, A) == [A]


async def test_a_file_that_is_gone(open_store: Open, pictures: Path) -> None:
    """The folder was emptied."""
    store = await open_store()
    await keep(store, A)
    [path] = files(pictures)
    path.unlink()

    assert await kept(store, A) == []
    assert (await store.async_diagnostics())["kept"] == 0


async def test_incomplete_files_are_deleted(open_store: Open, pictures: Path) -> None:
    """Half a file, under another name, is deleted at the next start."""
    store = await open_store()
    await keep(store, A)
    (pictures / f"{B}-0123456789abcdef.new").write_bytes(JPEG)

    assert await kept(await open_store(), A, B) == [A]
    assert len(files(pictures)) == 1


async def test_a_disk_that_is_full(open_store: Open, pictures: Path) -> None:
    """The picture is shown all the same."""
    store = await open_store()
    with patch.object(Path, "replace", side_effect=OSError):
        picture = await store.async_write(A, JPEG, "image/jpeg")

    assert picture.body == JPEG
    assert store.tag(A) is None


async def test_no_folder_at_all(open_store: Open, pictures: Path, caplog: pytest.LogCaptureFixture) -> None:
    """There is one warning, and a secret."""
    pictures.parent.mkdir(parents=True)
    pictures.write_text("a file")
    store = await open_store()

    assert len(store.secret) == 32
    assert [record.levelname for record in caplog.records if "No pictures can be kept" in record.message] == ["WARNING"]
    assert (await store.async_write(A, JPEG, "image/jpeg")).body == JPEG


async def test_everything_goes(open_store: Open, pictures: Path) -> None:
    """The secret, too."""
    store = await open_store()
    await keep(store, A)
    await store.async_remove()

    assert not pictures.exists()
    assert await store.async_diagnostics() == {"kept": 0, "bytes": 0}


async def test_times_of_access_are_set(open_store: Open, pictures: Path) -> None:
    """They are set when a picture is looked at, so it does not have to; when it was fetched stays as it is."""
    store = await open_store()
    await keep(store, A)
    [path] = files(pictures)
    os.utime(path, (1, 1_000))
    await store.async_read(A)

    assert path.stat().st_atime > 1_000_000
    assert path.stat().st_mtime == 1_000
