"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .air_dates import air_dates
from .change import Change, Plays, Queued, Reason, Refusal, Ticked, Write
from .daily_totals import Measure, Total, Year, daily, yearly
from .doubt import without_explanation
from .history import end_of, explained, explains, joined
from .import_state import Import, Stage
from .known import remembered
from .matching import MOST_CANDIDATES, Meaning, Wanted, are_told_by_year, differing, names_of
from .pending import Outbox
from .ratings import RatingWord
from .released import released_at
from .seasons import ShowSeasons
from .section import Reading, stamps_of
from .timeline import Past, Seen
from .todo_items import Task, next_episodes, on_watchlist, with_completed
from .user_data import Watching, listed_by

__all__ = [
    "MOST_CANDIDATES",
    "Change",
    "Import",
    "Meaning",
    "Measure",
    "Outbox",
    "Past",
    "Plays",
    "Queued",
    "RatingWord",
    "Reading",
    "Reason",
    "Refusal",
    "Seen",
    "ShowSeasons",
    "Stage",
    "Task",
    "Ticked",
    "Total",
    "Wanted",
    "Watching",
    "Write",
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
    "released_at",
    "remembered",
    "stamps_of",
    "with_completed",
    "without_explanation",
    "yearly",
]
