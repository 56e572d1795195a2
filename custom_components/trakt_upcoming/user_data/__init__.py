"""User data, and the effects of changes on it: pure functions, without Home Assistant or a clock."""

from .air_dates import air_dates
from .change import Change, ChangeKind, PendingChange, Plays, Reason, Refusal, Ticked
from .daily_totals import Measure, Total, Year, daily, yearly
from .doubt import without_explanation
from .history import end_of, explained, explains, joined
from .import_state import ImportState, Stage
from .known import find_known
from .matching import MediaQuery, ParsedTitle, candidate_labels, conflicting_services, differ_by_year
from .partial_history import PartialHistory
from .pending import PendingChanges
from .ratings import RatingWord
from .seasons import ShowSeasons
from .section import SectionData, stamps_of
from .timeline import Timeline, TimelineEntry
from .todo_items import Task, next_episodes, on_watchlist, with_completed
from .user_data import UserData, listed_by

__all__ = [
    "Change",
    "ChangeKind",
    "ImportState",
    "Measure",
    "MediaQuery",
    "ParsedTitle",
    "PartialHistory",
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
    "Year",
    "air_dates",
    "candidate_labels",
    "conflicting_services",
    "daily",
    "differ_by_year",
    "end_of",
    "explained",
    "explains",
    "find_known",
    "joined",
    "listed_by",
    "next_episodes",
    "on_watchlist",
    "stamps_of",
    "with_completed",
    "without_explanation",
    "yearly",
]
