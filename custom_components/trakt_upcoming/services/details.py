"""Everything that is known of one work, for scripts and templates."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
import probatio

from ..account import TraktConfigEntry
from ..agenda.serialize import rounded
from ..api.errors import ApiError
from ..api.trakt import Credit, Found, People, Score, Scores, SeasonDetails, ShowDetails, Translation
from ..const import LOGGER
from ..sync.finder import async_find_details
from .asking import async_register_reading
from .described import Described, described
from .fields import wanted_of, work_schema

ATTR_LANGUAGE: Final = "language"
SERVICE_GET_DETAILS: Final = "get_details"

GET_DETAILS_SCHEMA: Final = work_schema(
    {probatio.Optional(ATTR_LANGUAGE): probatio.All(cv.string, probatio.Match(r"^[a-z]{2}$"))}
)


@callback
def async_setup_details(hass: HomeAssistant) -> None:
    """Register the action."""
    async_register_reading(hass, SERVICE_GET_DETAILS, _async_get_details, GET_DETAILS_SCHEMA)


async def _async_get_details(entry: TraktConfigEntry, wanted: Mapping[str, Any]) -> Described:
    client, language = entry.runtime_data.client, wanted.get(ATTR_LANGUAGE)
    found = await async_find_details(client, wanted_of(wanted))
    works, item = client.works, found.ref
    scores, people, translations = None, None, None
    # Trakt tells these of a show as a whole and of its episodes.
    if found.season is None:
        scores, people, translations = await asyncio.gather(
            _async_or_none(works.scores(item)),
            _async_or_none(works.people(item)),
            _async_or_none(works.translations(item, language)),
        )
    return {
        **described(found, entry.runtime_data.artwork),
        **_more(found),
        "ratings": _ratings(found, scores or Scores()),
        **_credits(people or People()),
        "translations": [_translation(each) for each in translations or ()],
    }


async def _async_or_none[T](asking: Awaitable[T]) -> T | None:
    """Return an answer; a fault costs it and nothing else."""
    try:
        return await asking
    except ApiError as error:
        LOGGER.debug("A part of what is known of a work is left out: %s", error)
        return None


def _more(found: Found) -> Described:
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


def _ratings(found: Found, scores: Scores) -> Described:
    """Return what is thought of a work at each service, null where that is not known.

    Rotten Tomatoes and Metacritic rate out of a hundred, Letterboxd out of five, the others out of ten.
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


def _rating(score: Score | None) -> Described | None:
    if score is None or not (score.rating or score.user_rating):
        return None
    return {
        "rating": rounded(score.rating),
        "votes": score.votes,
        **({"user_rating": rounded(score.user_rating)} if score.user_rating is not None else {}),
        "url": score.link,
    }


def _credits(people: People) -> Described:
    return {
        "cast": [{**_person(credit), "characters": list(credit.characters)} for credit in people.cast],
        "crew": [
            {**_person(credit), "jobs": list(credit.jobs), "department": credit.department} for credit in people.crew
        ],
    }


def _person(credit: Credit) -> Described:
    return {"name": credit.person.name, "ids": credit.person.ids.to_dict()}


def _translation(translation: Translation) -> Described:
    return {
        "language": translation.language,
        "country": translation.country,
        "title": translation.title,
        "overview": translation.overview,
    }
