"""Signals that are sent after each refresh of user data, also if nothing changed."""

from typing import Final

from homeassistant.util.signal_type import SignalTypeFormat

from ..const import DOMAIN

SIGNAL_REFRESHED: Final = SignalTypeFormat[()](f"{DOMAIN}_user_data_refreshed_{{}}")
"""Sent for an entry id after each refresh, also of one that brought nothing new."""
SIGNAL_REFRESHED_HOURLY: Final = SignalTypeFormat[()](f"{DOMAIN}_user_data_refreshed_hourly_{{}}")
"""Sent for an entry id after a refresh that followed one of the agenda, so Trakt answers."""
