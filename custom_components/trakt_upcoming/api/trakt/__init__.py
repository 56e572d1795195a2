"""Trakt."""

from .about import Credit, People, Score, Scores, Translation
from .auth import TraktAuth
from .client import LONGEST_PIECE, TokenSource, TraktClient
from .details import EpisodeDetails, Found, MovieDetails, SeasonDetails, ShowDetails
from .history import HistoryPage, NumberedPlace, Place
from .listing import LeftOut, Odd
from .lists import Entry, PersonalList
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
from .person import Settings, Statistics, Tally
from .records import (
    WATCHED_AT,
    Hidden,
    Item,
    Listed,
    NamedEpisode,
    NamedSeason,
    NamedWork,
    Play,
    Progress,
    Rated,
    Record,
    Section,
    Stamps,
    UpNext,
)
from .works import Works
from .writes import CheckIn, Counts, Post, WriteAnswer

__all__ = [
    "LONGEST_PIECE",
    "WATCHED_AT",
    "CheckIn",
    "Counts",
    "Credit",
    "Entry",
    "Episode",
    "EpisodeDetails",
    "EpisodeIds",
    "EpisodeImages",
    "Feed",
    "Found",
    "Hidden",
    "HistoryPage",
    "Ids",
    "Item",
    "LeftOut",
    "Listed",
    "Movie",
    "MovieDetails",
    "NamedEpisode",
    "NamedSeason",
    "NamedWork",
    "NumberedPlace",
    "Odd",
    "People",
    "PersonalList",
    "Place",
    "Play",
    "Post",
    "Progress",
    "Rated",
    "Record",
    "ScheduledEpisode",
    "ScheduledMovie",
    "Score",
    "Scores",
    "SeasonDetails",
    "Section",
    "Settings",
    "Show",
    "ShowDetails",
    "Stamps",
    "Statistics",
    "Tally",
    "TokenSource",
    "TraktAuth",
    "TraktClient",
    "Translation",
    "UpNext",
    "User",
    "WorkImages",
    "Works",
    "WriteAnswer",
]
