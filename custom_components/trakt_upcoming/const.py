"""Constants of the integration."""

from collections.abc import Mapping
from datetime import timedelta
import logging
import os
from typing import Final

DOMAIN: Final = "trakt_upcoming"
LOGGER: Final = logging.getLogger(__package__)

TRAKT_API: Final = os.environ.get("TRAKT_UPCOMING_TRAKT_API", "https://api.trakt.tv").rstrip("/")
TRAKT_AUTH: Final = os.environ.get("TRAKT_UPCOMING_TRAKT_AUTH", "https://auth.trakt.tv").rstrip("/")
TMDB_API: Final = os.environ.get("TRAKT_UPCOMING_TMDB_API", "https://api.themoviedb.org").rstrip("/")
TMDB_IMAGES: Final = os.environ.get("TRAKT_UPCOMING_TMDB_IMAGES", "https://image.tmdb.org").rstrip("/")
TRAKT_IMAGES: Final = os.environ.get("TRAKT_UPCOMING_TRAKT_IMAGES", "https://media.trakt.tv").rstrip("/")
TRAKT_OLD_IMAGES: Final = os.environ.get("TRAKT_UPCOMING_TRAKT_IMAGES", "https://walter-r2.trakt.tv").rstrip("/")

IMAGE_HOSTS: Final[Mapping[str, str]] = {
    "media.trakt.tv": TRAKT_IMAGES,
    "walter-r2.trakt.tv": TRAKT_OLD_IMAGES,
    "image.tmdb.org": TMDB_IMAGES,
}
"""The image hosts in Trakt's responses, and their base addresses."""

TRAKT_WEBSITE: Final = "https://app.trakt.tv"
TRAKT_APPS: Final = "https://app.trakt.tv/settings/apps/api"
TMDB_KEYS: Final = "https://www.themoviedb.org/settings/api"

CLIENT_ID: Final = ""
"""The id of an API app of this project, for users without one of their own. There is none yet."""

CONF_DAYS: Final = "days"
CONF_FEEDS: Final = "feeds"
CONF_GROUP_SEASON_DROPS: Final = "group_season_drops"
CONF_HIDE_SPECIALS: Final = "hide_specials"
CONF_HIDE_WATCHED: Final = "hide_watched"
CONF_LANGUAGE: Final = "language"
CONF_PROXY_ARTWORK: Final = "proxy_artwork"
CONF_SPOILER_FREE: Final = "spoiler_free"
CONF_TMDB_API_KEY: Final = "tmdb_api_key"

MOST_DAYS: Final = 90

REFRESH_INTERVAL: Final = timedelta(hours=1)
SETUP_LIMIT: Final = timedelta(seconds=10)
REFRESH_LIMIT: Final = timedelta(minutes=1)
LONGEST_START_DELAY: Final = timedelta(minutes=5)
STALE_AFTER: Final = timedelta(hours=24)

ATTRIBUTION_TRAKT: Final = "Data provided by Trakt"
ATTRIBUTION_TMDB: Final = (
    "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB."
)
"""The notice in the words of TMDB's terms of use for its API, October 2026."""
