"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .binge import air_dates
from .choice import Choice, Wanted, choose, differing, has_title
from .doubt import without_explanation
from .history import end_of, explained, explains, joined
from .imported import Import, Stage
from .memory import remembered
from .past import Past, Seen
from .rating import RatingWord
from .reading import Reading, stamps_of
from .released import released_at
from .seasons import ShowSeasons
from .tasks import Task, next_episodes, on_watchlist, title_and_year
from .totals import Measure, Total, Year, daily, yearly
from .watching import Watching
from .write import Change, Queued, Reason, Refusal, Write

__all__ = [
    "Change",
    "Choice",
    "Import",
    "Measure",
    "Past",
    "Queued",
    "RatingWord",
    "Reading",
    "Reason",
    "Refusal",
    "Seen",
    "ShowSeasons",
    "Stage",
    "Task",
    "Total",
    "Wanted",
    "Watching",
    "Write",
    "Year",
    "air_dates",
    "choose",
    "daily",
    "differing",
    "end_of",
    "explained",
    "explains",
    "has_title",
    "joined",
    "next_episodes",
    "on_watchlist",
    "released_at",
    "remembered",
    "stamps_of",
    "title_and_year",
    "without_explanation",
    "yearly",
]
