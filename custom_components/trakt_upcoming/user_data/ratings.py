"""Ratings as words."""

from enum import StrEnum


class RatingWord(StrEnum):
    """What a rating from 1 to 10 means; each word stands for two."""

    WASTE = "waste"
    MEH = "meh"
    DECENT = "decent"
    ENTERTAINING = "entertaining"
    OUTSTANDING = "outstanding"

    @property
    def rating(self) -> int:
        """The higher of the two ratings."""
        return 2 * (1 + tuple(type(self)).index(self))

    @classmethod
    def of(cls, rating: int) -> RatingWord:
        """Return the word for a rating from 1 to 10."""
        return tuple(cls)[(rating - 1) // 2]
