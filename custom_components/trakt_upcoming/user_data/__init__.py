"""The domain's other side: what a user has seen, rated, wants to see, and does not. Pure functions of data."""

from .air_dates import air_dates
from .change import Change, ChangeKind, PendingChange, Plays, Reason, Refusal, Ticked
from .daily_totals import Measure, Total, Year, daily, yearly
from .doubt import without_explanation
from .history import end_of, explained, explains, joined
from .import_state import ImportState, Stage
from .known import remembered
from .matching import MOST_CANDIDATES, Meaning, Wanted, are_told_by_year, differing, names_of
from .pending import PendingChanges
from .ratings import RatingWord
from .seasons import ShowSeasons
from .section import SectionData, stamps_of
from .timeline import Timeline, TimelineEntry
from .todo_items import Task, next_episodes, on_watchlist, with_completed
from .user_data import UserData, listed_by

__all__ = [
    "MOST_CANDIDATES",
    "Change",
    "ChangeKind",
    "ImportState",
    "Meaning",
    "Measure",
    "PendingChange",
    "PendingChanges",
    "Plays",
    "RatingWord",
    "Reason",
    "Refusal",
    "SectionData",
    "ShowSeasons",
    "Stage",
    "Task",
    "Ticked",
    "Timeline",
    "TimelineEntry",
    "Total",
    "UserData",
    "Wanted",
    "Year",
    "air_dates",
    "are_told_by_year",
    "daily",
    "differing",
    "end_of",
    "explained",
    "explains",
    "joined",
    "listed_by",
    "names_of",
    "next_episodes",
    "on_watchlist",
    "remembered",
    "stamps_of",
    "with_completed",
    "without_explanation",
    "yearly",
]
