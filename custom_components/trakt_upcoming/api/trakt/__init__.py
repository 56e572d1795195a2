"""Trakt."""

from .auth import TraktAuth
from .client import LONGEST_PIECE, TokenSource, TraktClient
from .models import Episode, EpisodeIds, Feed, Ids, Movie, ScheduledEpisode, ScheduledMovie, Show, User
from .schedule import LeftOut

__all__ = [
    "LONGEST_PIECE",
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
