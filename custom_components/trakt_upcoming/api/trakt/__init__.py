"""Trakt."""

from .auth import TraktAuth
from .client import LONGEST_PIECE, TokenSource, TraktClient
from .models import (
    Episode,
    EpisodeIds,
    EpisodeImages,
    Feed,
    Ids,
    Movie,
    ScheduledEpisode,
    ScheduledMovie,
    Show,
    User,
    WorkImages,
)
from .schedule import LeftOut

__all__ = [
    "LONGEST_PIECE",
    "Episode",
    "EpisodeIds",
    "EpisodeImages",
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
    "WorkImages",
]
