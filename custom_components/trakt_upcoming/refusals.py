"""What people are told when Trakt does not do what they asked for, or does not know what they mean."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

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
from .exceptions import SpeakableError, SpeakableValidationError
from .user_data import MOST_CANDIDATES, Wanted, are_told_by_year, names_of


@contextmanager
def in_words(client: TraktClient) -> Iterator[None]:
    """Say what goes wrong in the user's language; the cause is the error that the API raised.

    Raises SpeakableError.
    """
    try:
        yield
    except ApiError as error:
        raise error_for_people(error, client.waiting) from error


def error_for_people(error: ApiError, waiting: timedelta | None = None) -> SpeakableError:
    """Return what to tell of an error, and for how much longer Trakt wants to hear nothing."""
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
                translation_placeholders={"until": f"{dt_util.now() + (waiting or wait or timedelta()):%H:%M:%S}"},
            )
        case ConflictError() | RefusedError():
            return SpeakableError(translation_domain=DOMAIN, translation_key="refused")
    return SpeakableError(translation_domain=DOMAIN, translation_key="no_answer")


def ambiguous(wanted: Wanted, found: tuple[Found, ...]) -> SpeakableValidationError:
    """Return what to tell of a title that several have: which ones, and what tells them apart."""
    candidates = _names(found)
    if not are_told_by_year(found):
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="title_and_year_ambiguous",
            translation_placeholders={"title": wanted.name, "candidates": candidates},
        )
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="title_ambiguous",
        translation_placeholders={"title": wanted.name, "candidates": candidates},
    )


def of_other_type(wanted: Wanted) -> SpeakableValidationError:
    """Return what to tell of a movie that is a show, or the other way round."""
    if wanted.work_type == "movie":
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="show_and_no_movie",
            translation_placeholders={"title": wanted.name},
        )
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="movie_and_no_show",
        translation_placeholders={"title": wanted.name},
    )


def unknown_title(wanted: Wanted, similar: tuple[Found, ...]) -> SpeakableValidationError:
    """Return what to tell of a title that nothing has, with titles that resemble it."""
    is_movie = wanted.work_type == "movie"
    if similar and is_movie:
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="similar_movies",
            translation_placeholders={"title": wanted.name, "candidates": _names(similar)},
        )
    if similar:
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="similar_shows",
            translation_placeholders={"title": wanted.name, "candidates": _names(similar)},
        )
    if is_movie:
        return SpeakableValidationError(
            translation_domain=DOMAIN,
            translation_key="movie_unknown",
            translation_placeholders={"title": wanted.name},
        )
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="show_unknown",
        translation_placeholders={"title": wanted.name},
    )


def ids_differ(service: str, others: Iterable[str]) -> SpeakableValidationError:
    """Return what to tell of ids that do not belong together: one of a service, and those of others."""
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="ids_differ",
        translation_placeholders={"first": service, "others": ", ".join(others)},
    )


def unknown_id(wanted: Wanted) -> SpeakableValidationError:
    """Return what to tell of ids that Trakt does not know."""
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="id_unknown",
        translation_placeholders={"ids": wanted.name},
    )


def unknown_part(show: ShowDetails, part: str) -> SpeakableValidationError:
    """Return what to tell of a season or an episode that a show does not have."""
    return SpeakableValidationError(
        translation_domain=DOMAIN,
        translation_key="part_unknown",
        translation_placeholders={"show": show.title, "part": part},
    )


def _names(found: tuple[Found, ...]) -> str:
    """Return what may be meant, as many as can be read and listened to."""
    names = names_of(found)
    more = ", …" if len(names) > MOST_CANDIDATES else ""
    return ", ".join(names[:MOST_CANDIDATES]) + more
