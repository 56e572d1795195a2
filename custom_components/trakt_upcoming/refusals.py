"""What people are told when Trakt does not do what they asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .api.errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    ConflictError,
    LimitReachedError,
    NotFoundError,
    RateLimitedError,
    RefusedError,
    VipRequiredError,
)
from .api.trakt import TraktClient
from .const import DOMAIN


@contextmanager
def in_words(client: TraktClient) -> Iterator[None]:
    """Say what goes wrong in the person's language; the cause is the error that the API raised.

    Raises HomeAssistantError.
    """
    try:
        yield
    except ApiError as error:
        raise error_for_people(error, client.waiting) from error


def error_for_people(error: ApiError, waiting: timedelta | None = None) -> HomeAssistantError:
    """Return what to tell of an error, and for how much longer Trakt wants to hear nothing."""
    match error:
        case AuthenticationError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="sign_in_again")
        case AppRejectedError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="app_rejected")
        case AccountLockedError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="account_locked")
        case VipRequiredError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="vip_required")
        case LimitReachedError(limit=int(limit)):
            return HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="limit_reached_at",
                translation_placeholders={"limit": str(limit)},
            )
        case LimitReachedError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="limit_reached")
        case NotFoundError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="not_found")
        case RateLimitedError(wait=wait):
            return HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="pause",
                translation_placeholders={"until": f"{dt_util.now() + (waiting or wait or timedelta()):%H:%M:%S}"},
            )
        case ConflictError() | RefusedError():
            return HomeAssistantError(translation_domain=DOMAIN, translation_key="refused")
    return HomeAssistantError(translation_domain=DOMAIN, translation_key="no_answer")
