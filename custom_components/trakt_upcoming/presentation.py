"""How an account wants to see its releases: in its language, with pictures, grouped, and without spoilers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from .agenda import Agenda, Release
from .agenda.arrangement import by_thing, is_special, with_details, with_seasons_grouped, without_spoilers
from .agenda.release import SingleRelease
from .agenda.upcoming_media import Row, row
from .agenda.wording import Wording
from .api.tmdb import Kind, TitleDetails, is_english
from .api.trakt import MovieDetails, ShowDetails
from .artwork import ArtworkLibrary
from .const import ATTRIBUTION_TMDB, ATTRIBUTION_TRAKT, DOMAIN
from .gallery import Gallery
from .issues import Issue, async_cure, async_raise
from .options import AccountOptions
from .pictures import PictureFinder
from .titles import Title, title_of, wanted_titles
from .watching import Watching

_AT_TMDB: Final = {
    "nb": "no-NO",
    "nn": "no-NO",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "sr-Latn": "sr-RS",
    "es-419": "es-MX",
}
"""Languages that TMDB calls by another name than Home Assistant."""
_NO_TEXTS: Final = TitleDetails()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dressed:
    """A release in the words and pictures that were known of it."""

    plain: SingleRelease
    title: Title | None
    details: TitleDetails | None
    release: SingleRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class _MadeRow:
    release: Release
    zone: tzinfo
    row: Row


class Presentation:
    """Makes agendas of releases, and words and rows of agendas."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        options: AccountOptions,
        wording: Wording,
        library: ArtworkLibrary,
        gallery: Gallery,
    ) -> None:
        """Take the account's choices, and the home's library and gallery."""
        self.options = options
        self.wording = wording
        self.watching = Watching()
        """What the person has seen, and does not want to see."""
        self._hass = hass
        self._entry = entry
        self._library = library
        self._gallery = gallery
        self._finder = PictureFinder(gallery, options)
        language = options.language or hass.config.language
        self._language = _AT_TMDB.get(language, language)
        self._dressed: dict[str, _Dressed] = {}
        self._rows: dict[str, _MadeRow] = {}

    @property
    def attribution(self) -> str:
        """Whose data the agenda shows: Trakt's, with a TMDB key TMDB's, too."""
        return f"{ATTRIBUTION_TRAKT}. {ATTRIBUTION_TMDB}" if self.options.tmdb_api_key else ATTRIBUTION_TRAKT

    def agenda(self, releases: Iterable[SingleRelease], zone: tzinfo) -> Agenda:
        """Return the agenda as this account wants to see it."""
        self._dressed = self._dress_all(releases)
        return self._arranged(self._dressed, zone)

    def page(self, releases: Iterable[SingleRelease], zone: tzinfo) -> Agenda:
        """Return the same of releases that somebody looks at now and then; nothing is remembered of it."""
        return self._arranged(self._dress_all(releases), zone)

    def is_wanted(self, release: SingleRelease) -> bool:
        """Return whether the person wants to be told of a release."""
        if self.watching.hides(release) or (self.options.hide_specials and is_special(release)):
            return False
        return not (self.options.hide_watched and self.watching.has_seen(release))

    def row(self, agenda: Agenda, release: Release) -> Row:
        """Return the row of a release for the upcoming-media-card; it is made once for as long as nothing changes."""
        made = self._rows.get(release.uid)
        if made is not None and made.zone is agenda.zone and made.release == release:
            return made.row
        if len(self._rows) > 2 * len(agenda):
            self._rows.clear()
        made = self._rows[release.uid] = _MadeRow(release=release, zone=agenda.zone, row=row(release, agenda.zone))
        return made.row

    @callback
    def exhibit(self, agenda: Agenda) -> None:
        """Have the pictures of what is shown served, and no others."""
        self._gallery.show(self._entry.entry_id, agenda)

    @callback
    def poster(self, work: MovieDetails | ShowDetails) -> str | None:
        """Return where people get the poster of a work that need not be in the agenda; nobody is asked for it."""
        posters = self._finder.posters(work.images, self._details_of(work))
        self._gallery.show_posters(self._entry.entry_id, work.title, posters)
        return posters[-1].address if posters else None

    @callback
    def look_up(self, releases: Iterable[SingleRelease]) -> None:
        """Have what is not known yet looked up in the background."""
        self.report_key()
        if (key := self.options.tmdb_api_key) is not None:
            zone = dt_util.get_default_time_zone()
            titles = wanted_titles(releases, self._language, now=dt_util.utcnow(), zone=zone)
            self._library.look_up(self._entry.entry_id, titles, key)

    @callback
    def report_key(self) -> None:
        """Tell the person while TMDB does not accept the key."""
        if self.options.tmdb_api_key and self._library.is_rejected(self.options.tmdb_api_key):
            async_raise(self._hass, self._entry, Issue.TMDB_KEY_REJECTED)
        else:
            async_cure(self._hass, self._entry, Issue.TMDB_KEY_REJECTED)

    def _arranged(self, dressed: Mapping[str, _Dressed], zone: tzinfo) -> Agenda:
        shown = [each.release for each in dressed.values()]
        concealed = [without_spoilers(each) for each in shown] if self.options.spoiler_free else shown
        grouped = with_seasons_grouped(concealed) if self.options.group_season_drops else tuple(concealed)
        return Agenda.of(grouped, zone)

    def _dress_all(self, releases: Iterable[SingleRelease]) -> dict[str, _Dressed]:
        # What was seen or hidden under one of its ids is not wanted under another.
        wanted = (the_same[0] for the_same in by_thing(releases) if all(map(self.is_wanted, the_same)))
        return {release.uid: self._dress(release, self._dressed.get(release.uid)) for release in wanted}

    def _dress(self, plain: SingleRelease, before: _Dressed | None) -> _Dressed:
        if before is not None and before.plain is not plain:
            before = None
        title = before.title if before is not None else self._title(plain)
        details = self._library.details(title) if title is not None else None
        if before is not None and before.details is details:
            return before
        return _Dressed(plain=plain, title=title, details=details, release=self._in_words(plain, details))

    def _title(self, plain: SingleRelease) -> Title | None:
        return title_of(plain, self._language) if self.options.tmdb_api_key else None

    def _details_of(self, work: MovieDetails | ShowDetails) -> TitleDetails | None:
        if not self.options.tmdb_api_key or work.ids.tmdb is None:
            return None
        kind = Kind.MOVIE if isinstance(work, MovieDetails) else Kind.TV
        return self._library.details(Title(kind=kind, tmdb_id=work.ids.tmdb, language=self._language))

    def _in_words(self, plain: SingleRelease, details: TitleDetails | None) -> SingleRelease:
        pictures = self._finder.pictures(plain, details)
        if details is None:
            return replace(plain, pictures=pictures)
        # Trakt's own texts are English, and its titles are the ones that people know from there.
        texts = _NO_TEXTS if is_english(self._language) else details
        return with_details(plain, texts, pictures)


async def async_get_wording(hass: HomeAssistant) -> Wording:
    """Return the words in Home Assistant's language."""
    translations = await async_get_translations(hass, hass.config.language, "common", [DOMAIN])
    prefix = f"component.{DOMAIN}.common."
    return Wording({key.removeprefix(prefix): text for key, text in translations.items()})
