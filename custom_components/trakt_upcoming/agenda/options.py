"""The options of an account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from ..api.trakt import Feed
from ..const import (
    CONF_DAYS,
    CONF_FEEDS,
    CONF_GROUP_SEASON_DROPS,
    CONF_HIDE_SPECIALS,
    CONF_HIDE_WATCHED,
    CONF_LANGUAGE,
    CONF_PROXY_ARTWORK,
    CONF_SPOILER_FREE,
    CONF_TMDB_API_KEY,
    LOGGER,
    MOST_DAYS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOptions:
    """The options of an entry, with the defaults of those that were not chosen."""

    days: int = 30
    feeds: tuple[Feed, ...] = (Feed.EPISODES, Feed.MOVIES)
    hide_specials: bool = False
    hide_watched: bool = False
    group_season_drops: bool = True
    spoiler_free: bool = False
    language: str | None = None
    """None for Home Assistant's language."""
    tmdb_api_key: str | None = None
    proxy_artwork: bool = False
    """Whether Home Assistant also serves TMDB's pictures; it always serves Trakt's."""

    @classmethod
    def from_entry(cls, options: Mapping[str, Any]) -> Self:
        """Return the options of an entry; invalid ones are replaced by the defaults, with one warning."""
        usual = cls()
        if invalid := [name for name, is_valid in _CHECKS.items() if name in options and not is_valid(options[name])]:
            LOGGER.warning("Options that this version does not understand are left out: %s", ", ".join(invalid))
        valid = {name: value for name, value in options.items() if name not in invalid}
        return cls(
            days=int(valid.get(CONF_DAYS, usual.days)),
            feeds=_known_feeds(options.get(CONF_FEEDS)) or usual.feeds,
            hide_specials=valid.get(CONF_HIDE_SPECIALS, usual.hide_specials),
            hide_watched=valid.get(CONF_HIDE_WATCHED, usual.hide_watched),
            group_season_drops=valid.get(CONF_GROUP_SEASON_DROPS, usual.group_season_drops),
            spoiler_free=valid.get(CONF_SPOILER_FREE, usual.spoiler_free),
            language=valid.get(CONF_LANGUAGE) or None,
            tmdb_api_key=valid.get(CONF_TMDB_API_KEY) or None,
            proxy_artwork=valid.get(CONF_PROXY_ARTWORK, usual.proxy_artwork),
        )


def _known_feeds(value: object) -> tuple[Feed, ...]:
    return tuple(feed for feed in Feed if feed in value) if isinstance(value, list) else ()


def _are_feeds(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) == len(_known_feeds(value))


def _are_days(value: object) -> bool:
    return type(value) in (int, float) and value in range(1, MOST_DAYS + 1)


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


_CHECKS: Final[Mapping[str, Callable[[object], bool]]] = {
    CONF_DAYS: _are_days,
    CONF_FEEDS: _are_feeds,
    CONF_GROUP_SEASON_DROPS: _is_switch,
    CONF_HIDE_SPECIALS: _is_switch,
    CONF_HIDE_WATCHED: _is_switch,
    CONF_LANGUAGE: _is_text,
    CONF_PROXY_ARTWORK: _is_switch,
    CONF_SPOILER_FREE: _is_switch,
    CONF_TMDB_API_KEY: _is_text,
}
