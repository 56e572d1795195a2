"""Errors in the user's language, which voice assistants can speak."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from homeassistant.core import async_get_hass
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.intent import IntentError
from homeassistant.helpers.translation import async_get_cached_translations, async_get_exception_message
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
from .api.trakt import Found, ShowDetails, TraktClient
from .const import DOMAIN
from .user_data import MediaQuery, candidate_labels, differ_by_year

_MAX_CANDIDATES: Final = 8
"""The most candidates in a message; more cannot be followed when they are spoken."""


class SpeakableError(IntentError):
    """A translated error that Home Assistant's voice assistants can speak; raise it in the event loop.

    It is used wherever a voice command may lead, above all in to-do lists. The frontend and scripts handle it as any
    translated HomeAssistantError; its own text is in the language of the home.

    Voice intents call an entity directly. An IntentError leaves their handler as it is, and conversation
    (agent_manager.async_converse) speaks its text; for any other error it only reports that something unexpected
    happened, and logs a stack trace. The same is true of IntentHandleError, which is why that is not the base class
    (Home Assistant 2026.10).
    """

    def __init__(
        self,
        *,
        translation_domain: str,
        translation_key: str,
        translation_placeholders: Mapping[str, str] | None = None,
    ) -> None:
        """Initialize with a key and placeholders, as any translated error."""
        placeholders = dict(translation_placeholders or {})
        super().__init__(
            _text(translation_domain, translation_key, placeholders),
            translation_domain=translation_domain,
            translation_key=translation_key,
            translation_placeholders=placeholders,
        )


class SpeakableValidationError(SpeakableError, ServiceValidationError):
    """The same for invalid input; raise it in place of ServiceValidationError."""


@contextmanager
def translated_errors(client: TraktClient) -> Iterator[None]:
    """Raise errors of the API as SpeakableError; the cause is the original error."""
    try:
        yield
    except ApiError as error:
        raise translated_error(error, client.waiting) from error


def translated_error(error: ApiError, pause: timedelta | None = None) -> SpeakableError:
    """Return the translated error for an error of the API; `pause` is the remaining pause of the account."""
    match error:
        case AuthenticationError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="sign_in_again")
        case AppRejectedError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="app_rejected")
        case AccountLockedError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="account_locked")
        case VipRequiredError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="vip_required")
        case LimitReachedError(limit=int(limit)):
            return SpeakableError(
                translation_domain=DOMAIN,
                translation_key="limit_reached_at",
                translation_placeholders={"limit": str(limit)},
            )
        case LimitReachedError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="limit_reached")
        case NotFoundError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="not_found")
        case RateLimitedError(wait=wait):
            return SpeakableError(
                translation_domain=DOMAIN,
                translation_key="pause",
                translation_placeholders={"until": f"{dt_util.now() + (pause or wait or timedelta()):%H:%M:%S}"},
            )
        case ConflictError() | RefusedError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="refused")
    return SpeakableError(translation_domain=DOMAIN, translation_key="no_answer")


def ambiguous_title_error(query: MediaQuery, candidates: tuple[Found, ...]) -> SpeakableValidationError:
    """Return the error for a title that several movies or shows have, with labels that differ."""
    labels = _joined_labels(candidates)
    if not differ_by_year(candidates):
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="title_and_year_ambiguous",
            translation_placeholders={"title": query.label, "candidates": labels},
        )
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="title_ambiguous",
        translation_placeholders={"title": query.label, "candidates": labels},
    )


def wrong_type_error(query: MediaQuery) -> SpeakableValidationError:
    """Return the error for a movie with the title of a show, or a show with the title of a movie."""
    if query.search_type == "movie":
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="show_and_no_movie",
            translation_placeholders={"title": query.label},
        )
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="movie_and_no_show",
        translation_placeholders={"title": query.label},
    )


def unknown_title_error(query: MediaQuery, similar: tuple[Found, ...]) -> SpeakableValidationError:
    """Return the error for a title that no movie or show has, with similar titles."""
    is_movie = query.search_type == "movie"
    if similar and is_movie:
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="similar_movies",
            translation_placeholders={"title": query.label, "candidates": _joined_labels(similar)},
        )
    if similar:
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="similar_shows",
            translation_placeholders={"title": query.label, "candidates": _joined_labels(similar)},
        )
    if is_movie:
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="movie_unknown",
            translation_placeholders={"title": query.label},
        )
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="show_unknown",
        translation_placeholders={"title": query.label},
    )


def conflicting_ids_error(service: str, others: Iterable[str]) -> SpeakableValidationError:
    """Return the error for ids of different movies or shows: one of a service, and those of others."""
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="ids_differ",
        translation_placeholders={"first": service, "others": ", ".join(others)},
    )


def unknown_id_error(query: MediaQuery) -> SpeakableValidationError:
    """Return the error for ids that Trakt does not know."""
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="id_unknown",
        translation_placeholders={"ids": query.label},
    )


def unknown_part_error(show: ShowDetails, part: str) -> SpeakableValidationError:
    """Return the error for a season or an episode that a show does not have."""
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="part_unknown",
        translation_placeholders={"show": show.title, "part": part},
    )


def _joined_labels(candidates: tuple[Found, ...]) -> str:
    """Return the candidates, separated by commas."""
    labels = candidate_labels(candidates)
    more = ", …" if len(labels) > _MAX_CANDIDATES else ""
    return ", ".join(labels[:_MAX_CANDIDATES]) + more


def _text(domain: str, key: str, placeholders: dict[str, str]) -> str:
    """Return a text in the language of the home, in English if that is not loaded."""
    hass = async_get_hass()
    texts = async_get_cached_translations(hass, hass.config.language, "exceptions", domain)
    text = texts.get(f"component.{domain}.exceptions.{key}.message")
    if text is None:
        return async_get_exception_message(domain, key, placeholders)
    return text.format(**placeholders)
