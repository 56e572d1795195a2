"""Releases as a user would describe them."""

from datetime import date, datetime

from custom_components.trakt_upcoming.agenda import EpisodeRelease, MovieRelease
from custom_components.trakt_upcoming.api.trakt import Feed, ScheduledEpisode, ScheduledMovie

from ..trakt_json import Json, episode_entry, movie_entry


def episode(
    start: datetime | str = "2026-11-21T20:00:00+00:00",
    *,
    show: int = 1,
    season: int = 1,
    number: int = 1,
    title: str | None = "Pilot",
    runtime: int | None = 50,
    episode_type: str | None = "standard",
    name: str = "Severance",
    images: Json | None = None,
    still: Json | None = None,
    episode_id: int | None = None,
) -> EpisodeRelease:
    """Return the release of an episode."""
    moment = start if isinstance(start, str) else start.isoformat()
    entry = episode_entry(
        name,
        first_aired=moment,
        show_id=show,
        season=season,
        number=number,
        title=title,
        runtime=runtime,
        episode_type=episode_type,
        episode_id=episode_id or show * 1_000_000 + season * 10_000 + number,
        images=images,
        still=still,
    )
    return EpisodeRelease.from_schedule(ScheduledEpisode.from_dict(entry))


def movie(
    day: date | str = "2026-12-18", *, movie_id: int = 501, title: str = "Dune", images: Json | None = None
) -> MovieRelease:
    """Return the release of a movie."""
    released = day if isinstance(day, str) else day.isoformat()
    entry = movie_entry(title, released=released, movie_id=movie_id, images=images)
    return MovieRelease.from_schedule(Feed.MOVIES, ScheduledMovie.from_dict(entry))
