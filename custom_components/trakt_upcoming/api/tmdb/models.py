"""Models of TMDB's responses. An empty text means that there is no translation, and counts as missing."""

from dataclasses import dataclass
from enum import StrEnum

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import line, listed, matching, nested, optional, paragraph, required, whole_number

image_path = matching(r"/[\w.-]{1,100}\.(jpg|jpeg|png|webp)")
ordinal = whole_number(0, 9_999)


class Kind(StrEnum):
    """The two kinds of titles, as TMDB calls them in its paths."""

    MOVIE = "movie"
    TV = "tv"


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeDetails(DataClassDictMixin):
    """The texts and image of one episode in the requested language."""

    season_number: int = required(ordinal)
    episode_number: int = required(ordinal)
    name: str | None = optional(line)
    overview: str | None = optional(paragraph)
    still_path: str | None = optional(image_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleDetails(DataClassDictMixin):
    """Texts and images of a movie or show in the requested language, with the episodes of the requested seasons."""

    title: str | None = optional(line)
    overview: str | None = optional(paragraph)
    poster_path: str | None = optional(image_path)
    backdrop_path: str | None = optional(image_path)
    episodes: tuple[EpisodeDetails, ...] = listed(nested(EpisodeDetails))
