"""The titles and images of one account, and the repair issue for a rejected TMDB key."""

from collections.abc import Iterable
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..agenda import Release
from ..agenda.options import AccountOptions
from ..agenda.release import Pictures, SingleRelease
from ..api.tmdb import Kind, TitleDetails
from ..api.trakt import MovieDetails, ShowDetails
from ..issues import Issue, async_cure, async_raise
from .images import ImageSelector
from .lookup import TmdbTitles
from .proxy import ImageProxy
from .titles import Title, title_of, wanted_titles

_AT_TMDB: Final = {
    "nb": "no-NO",
    "nn": "no-NO",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "sr-Latn": "sr-RS",
    "es-419": "es-MX",
}
"""Languages that TMDB names differently from Home Assistant."""


class AccountArtwork:
    """Titles and images according to the options of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        options: AccountOptions,
        tmdb_titles: TmdbTitles,
        proxy: ImageProxy,
    ) -> None:
        """Initialize with the options of the account, and the titles and images that all accounts share."""
        language = options.language or hass.config.language
        self.language = _AT_TMDB.get(language, language)
        """The language of titles and texts, as TMDB names it."""
        self._hass = hass
        self._entry = entry
        self._key = options.tmdb_api_key
        self._titles = tmdb_titles
        self._proxy = proxy
        self._finder = ImageSelector(proxy, options)

    def details_of(self, release: SingleRelease) -> TitleDetails | None:
        """Return TMDB's details of a release, None until they were looked up."""
        title = title_of(release, self.language) if self._key is not None else None
        return self._titles.details(title) if title is not None else None

    def pictures_of(self, release: SingleRelease, details: TitleDetails | None) -> Pictures:
        """Return the pictures of a release."""
        return self._finder.pictures(release, details)

    @callback
    def async_publish(self, releases: Iterable[Release]) -> None:
        """Serve the pictures of these releases, and no others."""
        self._proxy.async_publish(self._entry.entry_id, releases)
        self._report_key()

    @callback
    def async_schedule_lookup(self, releases: Iterable[SingleRelease]) -> None:
        """Look up the titles of these releases in the background."""
        self._report_key()
        if self._key is not None:
            zone = dt_util.get_default_time_zone()
            titles = wanted_titles(releases, self.language, now=dt_util.utcnow(), zone=zone)
            self._titles.async_schedule_lookup(self._entry.entry_id, titles, self._key)

    @callback
    def async_poster(self, work: MovieDetails | ShowDetails) -> str | None:
        """Serve the poster of a movie or a show that need not be in the agenda, and return its address."""
        posters = self._finder.posters(work.images, self._details_of_work(work))
        self._proxy.async_publish_posters(self._entry.entry_id, work.title, posters)
        return posters[-1].address if posters else None

    def _details_of_work(self, work: MovieDetails | ShowDetails) -> TitleDetails | None:
        if self._key is None or work.ids.tmdb is None:
            return None
        kind = Kind.MOVIE if isinstance(work, MovieDetails) else Kind.TV
        return self._titles.details(Title(kind=kind, tmdb_id=work.ids.tmdb, language=self.language))

    @callback
    def _report_key(self) -> None:
        """Raise or clear the repair issue for a rejected TMDB key."""
        if self._key is not None and self._titles.is_rejected(self._key):
            async_raise(self._hass, self._entry, Issue.TMDB_KEY_REJECTED)
        else:
            async_cure(self._hass, self._entry, Issue.TMDB_KEY_REJECTED)
