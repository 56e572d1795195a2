"""Serves images of releases: each is fetched when it is first requested, and kept on disk."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
import hmac
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey
from yarl import URL

from ..agenda.release import Picture, Release
from ..api.errors import ApiError
from ..clients import picture_client
from ..const import DOMAIN
from ..storage import KeptPicture, PictureStore
from .image_backoff import ImageBackoff

ARTWORK_PATH: Final = f"/api/{DOMAIN}/artwork"
_AT_ONCE: Final = 4
_MOST_ANSWERED: Final = 1_000
"""Pictures of an account that are served because an action returned them."""
_LONGEST_LOOK: Final = 8
"""Seconds that a request waits for a picture; after that it is still fetched, for later requests."""

DATA_PROXY: HassKey[asyncio.Task[ImageProxy]] = HassKey(f"{DOMAIN}_gallery")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedImage:
    """A picture that the proxy serves."""

    source: str
    title: str
    is_poster: bool
    """Upright, two to three; a backdrop is sixteen to nine."""


class ImageProxy:
    """The proxy of the home; names cannot be guessed, and exist only for current releases and results of actions."""

    def __init__(self, hass: HomeAssistant, store: PictureStore) -> None:
        """Initialize the image proxy."""
        self._hass = hass
        self._store = store
        self._backoff = ImageBackoff()
        self._releases: dict[str, Iterable[Release]] = {}
        """By account."""
        self._published: dict[str, dict[str, PublishedImage]] = {}
        """By account and name, for accounts with requested pictures."""
        self._answered: dict[str, dict[str, PublishedImage]] = {}
        """By account and name, the oldest first."""
        self._tasks: dict[str, asyncio.Task[KeptPicture | None]] = {}
        self._limit = asyncio.Semaphore(_AT_ONCE)

    def name_of(self, source: str) -> str:
        """Return the name of a picture, the same after a restart."""
        return hmac.digest(self._store.secret, source.encode(), "sha256").hex()[:32]

    def path_of(self, source: str) -> str:
        """Return the path at which Home Assistant serves a picture."""
        return f"{ARTWORK_PATH}/{self.name_of(source)}"

    @callback
    def async_publish(self, entry_id: str, releases: Iterable[Release]) -> None:
        """Replace the pictures that an account publishes by those of these releases."""
        self._releases[entry_id] = releases
        self._published.pop(entry_id, None)

    @callback
    def async_publish_posters(self, entry_id: str, title: str, posters: Iterable[Picture]) -> None:
        """Publish the posters of a movie or show as well; the oldest ones are dropped when there are many."""
        answered = self._answered.setdefault(entry_id, {})
        for poster in posters:
            name = self.name_of(poster.source)
            answered.pop(name, None)
            answered[name] = PublishedImage(source=poster.source, title=title, is_poster=True)
        while len(answered) > _MOST_ANSWERED:
            del answered[next(iter(answered))]

    @callback
    def async_unpublish(self, entry_id: str) -> None:
        """Remove all pictures that an account publishes."""
        for shown in (self._releases, self._published, self._answered):
            shown.pop(entry_id, None)

    def get(self, name: str) -> PublishedImage | None:
        """Return the picture with a name, None if there is none."""
        return next((known[name] for known in self._all_published() if name in known), None)

    def tag(self, name: str) -> str | None:
        """Return the tag of a picture on disk, None if there is none."""
        return self._store.tag(name)

    async def async_picture(self, source: str) -> KeptPicture | None:
        """Return a picture, None if it is not available now.

        It is fetched once for all requests, also if they are cancelled meanwhile.
        """
        name = self.name_of(source)
        if (kept := await self._store.async_read(name)) is not None:
            return kept
        if name not in self._tasks:
            fetching = self._hass.async_create_background_task(
                self._async_fetch(name, source), f"{DOMAIN} picture", eager_start=False
            )
            self._tasks[name] = fetching
            fetching.add_done_callback(lambda _: self._tasks.pop(name))
        try:
            async with asyncio.timeout(_LONGEST_LOOK):
                return await asyncio.shield(self._tasks[name])
        except TimeoutError:
            return None

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return how many pictures there are, without their names."""
        return {
            **await self._store.async_diagnostics(),
            "shown": len(set().union(*self._all_published())),
            "being_fetched": len(self._tasks),
            "hosts_with_faults": self._backoff.failing_hosts,
        }

    async def async_remove(self) -> None:
        """Delete all pictures."""
        self._hass.data.pop(DATA_PROXY, None)
        for fetching in self._tasks.values():
            fetching.cancel()
        await self._store.async_remove()

    def _all_published(self) -> Iterator[dict[str, PublishedImage]]:
        for entry_id, releases in self._releases.items():
            if entry_id not in self._published:
                self._published[entry_id] = self._published_of(releases)
            yield self._published[entry_id]
        yield from self._answered.values()

    def _published_of(self, releases: Iterable[Release]) -> dict[str, PublishedImage]:
        published_images = {
            picture.source: PublishedImage(source=picture.source, title=release.title, is_poster=is_poster)
            for release in releases
            for is_poster, pictures in ((True, release.pictures.posters), (False, release.pictures.backdrops))
            for picture in pictures
        }
        # The releases of a title share its pictures, and Trakt has one picture for several widths.
        return {self.name_of(source): published_image for source, published_image in published_images.items()}

    async def _async_fetch(self, name: str, source: str) -> KeptPicture | None:
        host = URL(source).host_port_subcomponent or ""
        async with self._limit:
            if not self._backoff.allows(name, host):
                return None
            try:
                picture = await picture_client(self._hass).fetch(source)
            except ApiError as error:
                self._backoff.note_error(name, host, error)
                return None
        self._backoff.note_success(name, host)
        return await self._store.async_write(name, picture.body, picture.content_type)


async def async_get_proxy(hass: HomeAssistant) -> ImageProxy:
    """Return the image proxy of this home, read from disk once."""
    if DATA_PROXY not in hass.data:
        hass.data[DATA_PROXY] = hass.async_create_task(_async_opened(hass), f"{DOMAIN} gallery")
    return await asyncio.shield(hass.data[DATA_PROXY])


async def _async_opened(hass: HomeAssistant) -> ImageProxy:
    store = PictureStore(hass)
    await store.async_load()
    return ImageProxy(hass, store)
