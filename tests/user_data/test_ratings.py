"""Ratings in words."""

from custom_components.trakt_upcoming.user_data import RatingWord


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


def test_every_word_is_a_rating() -> None:
    """It is the higher of both."""
    assert {word.value: word.rating for word in RatingWord} == {
        "waste": 2,
        "meh": 4,
        "decent": 6,
        "entertaining": 8,
        "outstanding": 10,
    }
