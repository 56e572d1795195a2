"""Builds the agenda of an account: its releases in the user's language, with pictures, grouped, without spoilers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final, Protocol

from ..api.tmdb import TitleDetails, is_english
from .agenda import Agenda
from .options import AccountOptions
from .release import Pictures, SingleRelease
from .transform import by_thing, is_special, with_details, with_seasons_grouped, without_spoilers

_NO_TEXTS: Final = TitleDetails()


class ViewOfUser(Protocol):
    """What the agenda has to know of a user."""

    def hides(self, release: SingleRelease) -> bool:
        """Return whether the user has hidden a release."""

    def has_seen(self, release: SingleRelease) -> bool:
        """Return whether the user has watched a release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaBuilder:
    """Makes agendas of releases, as an account has chosen to see them. Pure."""

    options: AccountOptions
    language: str
    """The language of titles and texts, as TMDB names it, for example `de-DE`."""
    details_of: Callable[[SingleRelease], TitleDetails | None]
    """Returns what TMDB knows of a release in that language, as far as it was looked up."""
    pictures_of: Callable[[SingleRelease, TitleDetails | None], Pictures]

    def build(self, releases: Iterable[SingleRelease], user: ViewOfUser, zone: tzinfo) -> Agenda:
        """Return the agenda of these releases in a time zone."""
        # What was seen or hidden under one of its ids is not wanted under another.
        wanted = (same[0] for same in by_thing(releases) if all(self.is_wanted(release, user) for release in same))
        shown = [self._enriched(release) for release in wanted]
        if self.options.spoiler_free:
            shown = [without_spoilers(release) for release in shown]
        return Agenda.of(with_seasons_grouped(shown) if self.options.group_season_drops else shown, zone)

    def is_wanted(self, release: SingleRelease, user: ViewOfUser) -> bool:
        """Return whether the user wants to see a release."""
        if user.hides(release) or (self.options.hide_specials and is_special(release)):
            return False
        return not (self.options.hide_watched and user.has_seen(release))

    def _enriched(self, release: SingleRelease) -> SingleRelease:
        details = self.details_of(release)
        pictures = self.pictures_of(release, details)
        if details is None:
            return replace(release, pictures=pictures)
        # Trakt's own texts are English, and its titles are the ones that users know from there.
        return with_details(release, _NO_TEXTS if is_english(self.language) else details, pictures)
