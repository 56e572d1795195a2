"""The domain's other side: what a person has seen, rated, wants to see, and does not. Pure functions of data."""

from .reading import Reading
from .watching import Watching

__all__ = ["Reading", "Watching"]
