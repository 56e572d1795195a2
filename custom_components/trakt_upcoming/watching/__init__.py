"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .binge import air_dates
from .choice import Choice, Wanted, choose, differing, has_title
from .history import end_of, explains, joined
from .imported import Import, Stage
from .memory import remembered
from .outbox import Outbox
from .past import Past, Seen
from .rating import RatingWord
from .reading import Reading, stamps_of
from .released import released_at
from .tasks import Task, next_episodes, on_watchlist, title_and_year, with_completed
from .totals import Measure, Total, Year, daily, yearly
from .watching import Watching
from .write import Change, Plays, Queued, Reason, Refusal, Ticked, Write

__all__ = [
    "Change",
    "Choice",
    "Import",
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
    "Stage",
    "Task",
    "Ticked",
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
    "explains",
    "has_title",
    "joined",
    "next_episodes",
    "on_watchlist",
    "released_at",
    "remembered",
    "stamps_of",
    "title_and_year",
    "with_completed",
    "yearly",
]
