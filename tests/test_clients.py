"""What holds an account back outlives its set-up, and holds back nobody else."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from custom_components.trakt_upcoming.api.errors import RateLimitedError
from custom_components.trakt_upcoming.clients import limits_of


def test_an_account_has_one_set_of_limits(hass: HomeAssistant) -> None:
    """Whoever asks, and however often it is set up."""
    assert limits_of(hass, "mine") is limits_of(hass, "mine")


def test_accounts_hold_each_other_back_in_nothing(hass: HomeAssistant) -> None:
    """A wait of one is none of the other, and each has a budget of its own."""
    mine, yours = limits_of(hass, "mine"), limits_of(hass, "yours")
    mine.waits.impose(RateLimitedError(timedelta(minutes=1)))

    assert mine.waits.remaining() == timedelta(minutes=1)
    assert yours.waits.remaining() is None
    assert mine.budget is not yours.budget


def test_waits_follow_the_clock_of_home_assistant(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """They end by themselves."""
    waits = limits_of(hass, "mine").waits
    waits.impose(RateLimitedError(timedelta(minutes=1)))
    freezer.tick(timedelta(seconds=59))
    almost_over = waits.remaining()
    freezer.tick(timedelta(seconds=1))

    assert almost_over == timedelta(seconds=1)
    assert waits.remaining() is None
