"""Images: the posters of the next episode and the next movie."""

from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import ExtraStoredData, RestoredExtraData, RestoreEntity
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .agenda import Release
from .agenda.release import POSTER_WIDTHS
from .api.trakt import Feed
from .artwork.placeholder import CONTENT_TYPE, placeholder
from .artwork.proxy import ImageProxy, async_get_proxy
from .entity import FeedEntity

PARALLEL_UPDATES = 0

_PICTURE: Final = "picture"
_SINCE: Final = "since"


@dataclass(frozen=True, kw_only=True)
class PosterDescription(ImageEntityDescription):
    """The poster of the current or next release of a feed."""

    feed: Feed


POSTERS: tuple[PosterDescription, ...] = (
    PosterDescription(key="next_episode_poster", translation_key="next_episode_poster", feed=Feed.EPISODES),
    PosterDescription(key="next_movie_poster", translation_key="next_movie_poster", feed=Feed.MOVIES),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the images of an account."""
    feeds = entry.runtime_data.options.feeds
    proxy = await async_get_proxy(hass)
    async_add_entities(
        PosterImage(hass, entry, description, proxy) for description in POSTERS if description.feed in feeds
    )


class PosterImage(FeedEntity, ImageEntity, RestoreEntity):
    """A poster, fetched when it is requested; its state is the time of the last change."""

    entity_description: PosterDescription

    def __init__(
        self, hass: HomeAssistant, entry: TraktConfigEntry, description: PosterDescription, proxy: ImageProxy
    ) -> None:
        """Initialize the poster image."""
        FeedEntity.__init__(self, entry, description, description.feed)
        ImageEntity.__init__(self, hass, verify_ssl=True)
        self._proxy = proxy
        self._note_picture()

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the picture that was shown before a restart, and the time of its change."""
        await super().async_added_to_hass()
        last = data.as_dict() if (data := await self.async_get_last_extra_data()) is not None else {}
        if self._shown is not None and last.get(_PICTURE) == self._shown:
            self._attr_image_last_updated = dt_util.parse_datetime(str(last.get(_SINCE))) or dt_util.utcnow()

    @callback
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep the entity when its id changes; without this, Home Assistant 2026.11 removes it and adds it again."""

    @property
    @override
    def extra_restore_state_data(self) -> ExtraStoredData:
        """Return the data to restore after a restart."""
        return RestoredExtraData({_PICTURE: self._shown, _SINCE: self.state})

    @property
    @override
    def entity_picture(self) -> str | None:
        """Return the address of the poster, None without a release."""
        return super().entity_picture if self._release is not None else None

    @override
    async def async_image(self) -> bytes | None:
        """Return the poster, or a placeholder with the title."""
        if (release := self._release) is None:
            return None
        source = _source(release)
        if source is None or (picture := await self._proxy.async_picture(source)) is None:
            self._attr_content_type = CONTENT_TYPE
            return placeholder(release.title, is_poster=True)
        self._attr_content_type = picture.content_type
        return picture.body

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Update the time if the picture has changed."""
        if _shown(self._release) != self._shown:
            self._note_picture()
        super()._handle_coordinator_update()

    @callback
    def _note_picture(self) -> None:
        self._shown = _shown(self._release)
        self._attr_image_last_updated = dt_util.utcnow() if self._shown is not None else None

    @property
    def _release(self) -> Release | None:
        return self.agenda.current_or_next(dt_util.utcnow())


def _shown(release: Release | None) -> str | None:
    """Return the identity of the picture of a release."""
    return (_source(release) or release.title) if release is not None else None


def _source(release: Release) -> str | None:
    poster = release.pictures.poster_of(POSTER_WIDTHS[-1])
    return poster.source if poster is not None else None
