"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .history import end_of, explains, joined
from .reading import Reading, stamps_of
from .watching import Watching

__all__ = ["Reading", "Watching", "end_of", "explains", "joined", "stamps_of"]
