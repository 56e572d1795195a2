"""Ratings in words."""

from custom_components.trakt_upcoming.watching import RatingWord


def test_every_rating_has_a_word() -> None:
    """Two ratings share one."""
    assert [RatingWord.of(rating).value for rating in range(1, 11)] == [
        "waste",
        "waste",
        "meh",
        "meh",
        "decent",
        "decent",
        "entertaining",
        "entertaining",
        "outstanding",
        "outstanding",
    ]
