"""The action get_details."""

import asyncio
from collections.abc import Awaitable
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import probatio

from ..agenda.serialize import rounded
from ..api.errors import ApiError
from ..api.trakt import Credit, Found, People, Score, Scores, SeasonDetails, ShowDetails, Translation
from ..const import DOMAIN, LOGGER
from ..sync.finder import async_find_details
from .fields import media_query, media_schema
from .handler import async_account
from .serialize import JsonObject, serialize_details

ATTR_LANGUAGE: Final = "language"
SERVICE_GET_DETAILS: Final = "get_details"

GET_DETAILS_SCHEMA: Final = media_schema(
    {probatio.Optional(ATTR_LANGUAGE): probatio.All(cv.string, probatio.Match(r"^[a-z]{2}$"))}
)


@callback
def async_setup_details(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_DETAILS,
        _async_get_details,
        schema=GET_DETAILS_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_get_details(call: ServiceCall) -> JsonObject:
    """Return everything that Trakt knows of a movie, show, season or episode."""
    async with async_account(call) as account:
        found = await async_find_details(account.client, media_query(call.data))
        works, ref = account.client.works, found.ref
        scores, people, translations = None, None, None
        # Trakt has these of movies, shows and episodes, not of seasons.
        if found.season is None:
            scores, people, translations = await asyncio.gather(
                _async_or_none(works.scores(ref)),
                _async_or_none(works.people(ref)),
                _async_or_none(works.translations(ref, call.data.get(ATTR_LANGUAGE))),
            )
        return {
            **serialize_details(found, account.artwork),
            **_further_details(found),
            "ratings": _ratings(found, scores or Scores()),
            **_credits(people or People()),
            "translations": [_translation(each) for each in translations or ()],
        }


async def _async_or_none[T](request: Awaitable[T]) -> T | None:
    """Return the response to a request, None if it fails: the other details are returned without it."""
    try:
        return await request
    except ApiError as error:
        LOGGER.debug("Some details are left out: %s", error)
        return None


def _further_details(found: Found) -> JsonObject:
    work, season = found.work, found.season
    part = found.episode or season or work
    return {
        "original_title": work.original_title,
        "tagline": work.tagline,
        "status": work.status,
        "certification": work.certification,
        "country": work.country,
        "language": work.language,
        "votes": part.votes,
        **({"episode_type": found.episode.episode_type} if found.episode is not None else {}),
        **({"episode_count": season.episode_count} if season is not None else {}),
        **({"aired_episodes": part.aired_episodes} if isinstance(part, ShowDetails | SeasonDetails) else {}),
    }


def _ratings(found: Found, scores: Scores) -> JsonObject:
    """Return the rating at each service, None if it is not known.

    Rotten Tomatoes and Metacritic rate up to 100, Letterboxd up to 5, the others up to 10.
    """
    part = found.episode or found.season or found.work
    return {
        "trakt": _rating(scores.trakt) or _rating(Score(rating=part.rating, votes=part.votes)),
        "tmdb": _rating(scores.tmdb),
        "imdb": _rating(scores.imdb),
        "rotten_tomatoes": _rating(scores.rotten_tomatoes),
        "metacritic": _rating(scores.metascore),
        "letterboxd": _rating(scores.letterboxd),
        "myanimelist": _rating(scores.mal),
    }


def _rating(score: Score | None) -> JsonObject | None:
    if score is None or not (score.rating or score.user_rating):
        return None
    return {
        "rating": rounded(score.rating),
        "votes": score.votes,
        **({"user_rating": rounded(score.user_rating)} if score.user_rating is not None else {}),
        "url": score.link,
    }


def _credits(people: People) -> JsonObject:
    return {
        "cast": [{**_person(credit), "characters": list(credit.characters)} for credit in people.cast],
        "crew": [
            {**_person(credit), "jobs": list(credit.jobs), "department": credit.department} for credit in people.crew
        ],
    }


def _person(credit: Credit) -> JsonObject:
    return {"name": credit.person.name, "ids": credit.person.ids.to_dict()}


def _translation(translation: Translation) -> JsonObject:
    return {
        "language": translation.language,
        "country": translation.country,
        "title": translation.title,
        "overview": translation.overview,
    }
