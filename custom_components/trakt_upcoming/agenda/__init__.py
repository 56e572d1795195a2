"""The domain: what becomes watchable and when. Pure functions of data and time."""

from .agenda import Agenda
from .release import EpisodeRelease, MovieRelease, Release, SeasonRelease

__all__ = ["Agenda", "EpisodeRelease", "MovieRelease", "Release", "SeasonRelease"]
