"""What is released, and when: pure functions, without Home Assistant or a clock."""

from .agenda import Agenda
from .release import EpisodeRelease, MovieRelease, Release, SeasonRelease

__all__ = ["Agenda", "EpisodeRelease", "MovieRelease", "Release", "SeasonRelease"]
