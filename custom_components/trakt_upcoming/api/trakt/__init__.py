"""Trakt."""

from .auth import TraktAuth
from .client import TokenSource, TraktClient
from .models import Episode, EpisodeIds, Feed, Ids, Movie, ScheduledEpisode, ScheduledMovie, Show, User
from .schedule import LeftOut

__all__ = [
    "Episode",
    "EpisodeIds",
    "Feed",
    "Ids",
    "LeftOut",
    "Movie",
    "ScheduledEpisode",
    "ScheduledMovie",
    "Show",
    "TokenSource",
    "TraktAuth",
    "TraktClient",
    "User",
]
