"""The API of TMDB."""

from .client import MOST_SEASONS, TmdbClient, is_token
from .models import EpisodeDetails, Kind, TitleDetails
from .translation import is_english, translated

__all__ = [
    "MOST_SEASONS",
    "EpisodeDetails",
    "Kind",
    "TitleDetails",
    "TmdbClient",
    "is_english",
    "is_token",
    "translated",
]
