"""Trakt's JSON of the ratings, the translations, and the cast and crew of movies, shows and episodes."""

from typing import Any

from .catalogue import Episode, Movie, Show, Work, slug

_NAMES = ("Ada Quill", "Bruno Okafor", "Chloé Marchand", "Dagmar Lindqvist", "Emeka Sato", "Freya Novak", "Goran Vale")
_CHARACTERS = ("The Keeper", "Inspector Moll", "Aunt Petra", "The Courier")
_FIRST_PERSON = 410_000

type Json = dict[str, Any]


def ratings_json(work: Movie | Show | Episode, *, all_services: bool) -> Json:
    """Return the ratings on Trakt, or those of all services. A service without the title has none."""
    number = work.trakt
    distribution = {str(rating): number * rating % 89 + rating for rating in range(1, 11)}
    votes = sum(distribution.values())
    mean = sum(int(rating) * count for rating, count in distribution.items()) / max(1, votes)
    trakt: Json = {"rating": mean, "votes": votes, "distribution": distribution}
    if not all_services:
        return trakt
    imdb, tmdb = work.all_ids["imdb"], work.all_ids["tmdb"]
    tmdb_path = "movie" if isinstance(work, Movie) else "tv"
    named = "" if isinstance(work, Episode) else slug(work.title)
    return {
        "trakt": trakt,
        "tmdb": {
            "rating": 6 + number % 31 / 10 if tmdb else None,
            "votes": number % 5_000 if tmdb else None,
            "link": f"https://www.themoviedb.org/{tmdb_path}/{tmdb}" if tmdb else None,
        },
        "imdb": {
            "rating": 6 + number % 29 / 10 if imdb else None,
            "votes": number % 90_000 if imdb else None,
            "link": f"https://www.imdb.com/title/{imdb}" if imdb else None,
        },
        "metascore": {"rating": 40 + number % 55 if named else None, "link": None},
        "rotten_tomatoes": {
            "rating": float(30 + number % 70) if named else None,
            "user_rating": 35 + number % 60 if named else None,
            "state": "fresh" if named else None,
            "user_state": "upright" if named else None,
            "link": f"https://www.rottentomatoes.com/m/{named}" if named else None,
        },
    }


def translations_json(work: Movie | Show | Episode, language: str | None) -> list[Json]:
    """Return the translations into all languages, or into one. Those of an episode have no overview."""
    translated: Work = work.show if isinstance(work, Episode) else work
    titles = {
        name: (work.title, None) if isinstance(work, Episode) else (words.title, words.overview or None)
        for name, words in translated.translations.items()
    }
    return [
        {
            "title": title,
            "overview": overview,
            "tagline": None,
            "language": name.partition("-")[0],
            "country": (name.partition("-")[2] or name).lower(),
        }
        for name, (title, overview) in titles.items()
        if language in {None, name.partition("-")[0]}
    ]


def people_json(work: Movie | Show | Episode) -> Json:
    """Return cast and crew."""
    number = work.trakt
    cast = [
        {"characters": [character], "character": character, "person": _person(number + index)}
        for index, character in enumerate(_CHARACTERS)
    ]
    episodes = {} if isinstance(work, Movie) else {"episode_count": 12}
    return {
        "cast": [{**each, **episodes} for each in cast],
        "crew": {
            "directing": [{"jobs": ["Director"], "job": "Director", "person": _person(number + len(_CHARACTERS))}],
            "writing": [{"jobs": ["Writer"], "job": "Writer", "person": _person(number + len(_CHARACTERS) + 1)}],
        },
    }


def _person(number: int) -> Json:
    index = number % len(_NAMES)
    trakt = _FIRST_PERSON + index
    return {
        "name": _NAMES[index],
        "ids": {"trakt": trakt, "slug": slug(_NAMES[index]), "imdb": f"nm{trakt:07}", "tmdb": trakt + 1},
    }
