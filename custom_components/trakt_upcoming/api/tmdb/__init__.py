"""TMDB."""

from .client import MOST_SEASONS, TmdbClient, is_token
from .models import EpisodeDetails, Kind, TitleDetails

__all__ = ["MOST_SEASONS", "EpisodeDetails", "Kind", "TitleDetails", "TmdbClient", "is_token"]
