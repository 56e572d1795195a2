"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .binge import air_dates
from .choice import MOST_CANDIDATES, Meaning, Wanted, are_told_by_year, differing, names_of
from .doubt import without_explanation
from .history import end_of, explained, explains, joined
from .imported import Import, Stage
from .memory import remembered
from .outbox import Outbox
from .past import Past, Seen
from .rating import RatingWord
from .reading import Reading, stamps_of
from .released import released_at
from .seasons import ShowSeasons
from .tasks import Task, next_episodes, on_watchlist, with_completed
from .totals import Measure, Total, Year, daily, yearly
from .watching import Watching, listed_by
from .write import Change, Plays, Queued, Reason, Refusal, Ticked, Write

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
