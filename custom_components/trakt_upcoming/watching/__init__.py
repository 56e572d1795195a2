"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .choice import Choice, Wanted, choose, differing
from .history import end_of, explains, joined
from .reading import Reading, stamps_of
from .tasks import Task, next_episodes, title_and_year, wanted
from .watching import Watching

__all__ = [
    "Choice",
    "Reading",
    "Task",
    "Wanted",
    "Watching",
    "choose",
    "differing",
    "end_of",
    "explains",
    "joined",
    "next_episodes",
    "stamps_of",
    "title_and_year",
    "wanted",
]
