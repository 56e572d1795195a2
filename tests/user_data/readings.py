"""Readings as a user would describe them."""

from datetime import UTC, datetime

from custom_components.trakt_upcoming.api.trakt import Play, Section
from custom_components.trakt_upcoming.user_data import SectionData, UserData

from ..records_json import STAMP, episode_play, movie_play
from ..trakt_json import Json

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOVED = datetime.fromisoformat(STAMP)


def reading(section: Section, *records: Json) -> SectionData:
    """Return the reading of a section, of which all happened at one moment."""
    stamps = dict.fromkeys(section.stamps, MOVED)
    return SectionData(at=AT, stamps=stamps, records=tuple(section.model.from_dict(record) for record in records))


def watching(**sections: list[Json]) -> UserData:
    """Return what these sections said."""
    readings = {Section(name): reading(Section(name), *records) for name, records in sections.items()}
    return UserData(readings=readings)


def movie_play_of(play: int, at: str) -> Play:
    """Return the play of a movie."""
    return Play.from_dict(movie_play(play, at, movie=500 + play))


def part(play: int, at: str) -> Play:
    """Return the play of an episode."""
    return Play.from_dict(episode_play(play, at, trakt=100 + play))


def at(moment: str) -> datetime:
    """Return a moment in UTC, written without its offset."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)
