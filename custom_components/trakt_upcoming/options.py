"""What a person can choose for an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .api.trakt import Feed
from .const import (
    CONF_DAYS,
    CONF_FEEDS,
    CONF_GROUP_SEASON_DROPS,
    CONF_HIDE_SPECIALS,
    CONF_LANGUAGE,
    CONF_SPOILER_FREE,
    CONF_TMDB_API_KEY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOptions:
    """The options of an entry, with what holds where nothing was chosen."""

    days: int = 30
    feeds: tuple[Feed, ...] = (Feed.EPISODES, Feed.MOVIES)
    hide_specials: bool = False
    group_season_drops: bool = True
    spoiler_free: bool = False
    language: str | None = None
    """Home Assistant's language where it is None."""
    tmdb_api_key: str | None = None

    @classmethod
    def from_entry(cls, options: Mapping[str, Any]) -> Self:
        """Return the options of an entry."""
        usual = cls()
        return cls(
            days=int(options.get(CONF_DAYS, usual.days)),
            feeds=tuple(Feed(feed) for feed in options.get(CONF_FEEDS, usual.feeds)),
            hide_specials=options.get(CONF_HIDE_SPECIALS, usual.hide_specials),
            group_season_drops=options.get(CONF_GROUP_SEASON_DROPS, usual.group_season_drops),
            spoiler_free=options.get(CONF_SPOILER_FREE, usual.spoiler_free),
            language=options.get(CONF_LANGUAGE) or None,
            tmdb_api_key=options.get(CONF_TMDB_API_KEY) or None,
        )
