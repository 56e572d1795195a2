"""The ways to the services, over Home Assistant's web session."""

from homeassistant.const import __version__ as home_assistant_version
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.loader import async_get_loaded_integration

from .api.http import HttpClient
from .api.images import PictureClient
from .api.ledger import Ledger
from .api.tmdb import TmdbClient
from .api.trakt import TraktAuth
from .const import DOMAIN, IMAGE_HOSTS, TMDB_API, TRAKT_AUTH
from .limits import shared_ledger, tmdb_limits


def http_client(hass: HomeAssistant, ledger: Ledger) -> HttpClient:
    """Return the way out; Trakt's proxy turns away whoever does not say who they are."""
    version = async_get_loaded_integration(hass, DOMAIN).version
    user_agent = f"TraktUpcoming/{version} HomeAssistant/{home_assistant_version}"
    return HttpClient(async_get_clientsession(hass), user_agent, ledger)


def trakt_auth(hass: HomeAssistant) -> TraktAuth:
    """Return the client of Trakt's auth host."""
    return TraktAuth(http_client(hass, shared_ledger(hass)), TRAKT_AUTH)


def tmdb_client(hass: HomeAssistant, key: str) -> TmdbClient:
    """Return the client of TMDB for a key."""
    limits = tmdb_limits(hass)
    return TmdbClient(http_client(hass, shared_ledger(hass)), TMDB_API, key, pace=limits.pace, waits=limits.waits)


def picture_client(hass: HomeAssistant) -> PictureClient:
    """Return the client of the hosts of pictures."""
    return PictureClient(http_client(hass, shared_ledger(hass)), IMAGE_HOSTS.values())
