"""Search, look-up by id, details, personal lists and recommendations."""

from collections.abc import Iterable, Mapping
import logging
import re
from typing import Final

from mashumaro.exceptions import InvalidFieldValue, MissingField
from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError
from ..http import parsed
from .about import People, Scores, Translation
from .details import EpisodeDetails, Found, MovieDetails, SeasonDetails, ShowDetails
from .listing import SkippedItem, read_list
from .lists import Entry, PersonalList
from .pages import Ask, read_pages
from .refs import EpisodeRef, NamedEpisode, Ref

_LOGGER: Final = logging.getLogger(__name__)
_FULL: Final = {"extended": "full"}
_SPECIAL: Final = re.compile(r'[+\-&|!(){}\[\]^"~*?:/\\]')
"""Characters that mean something to Trakt's search, unless a backslash is before them."""


class Works:
    """Typed methods for the endpoints about movies and shows. They raise what the client raises, and NotFoundError.

    Each kind of request has its own scope: if VIP is needed for one, the others do not pause.
    """

    def __init__(self, ask: Ask) -> None:
        """Initialize with the function that sends requests to Trakt."""
        self._ask = ask

    async def search(self, query: str, types: Iterable[str], limit: int) -> tuple[Found, ...]:
        """Return the movies, shows and episodes with these words in their titles, in any language, the best first."""
        return await self._search(f"/search/{','.join(types)}", query, limit)

    async def search_exactly(self, title: str, types: Iterable[str], limit: int) -> tuple[Found, ...]:
        """Return the movies and shows with exactly this title, in any language."""
        return await self._search(f"/search/{','.join(types)}/exact", title, limit)

    async def by_id(self, service: str, value: int | str, kind: str) -> tuple[Found, ...]:
        """Return the movies or shows with an id of `trakt`, `imdb`, `tmdb` or `tvdb`, none if it is not known."""
        return await self._list(f"/search/{service}/{value}", Found, params={**_FULL, "type": kind}, scope="search")

    async def movie(self, name: int | str) -> MovieDetails:
        """Return a movie by its id or its slug on Trakt."""
        return await self._object(f"/movies/{name}", MovieDetails, params=_FULL)

    async def show(self, name: int | str) -> ShowDetails:
        """Return a show by its id or its slug on Trakt."""
        return await self._object(f"/shows/{name}", ShowDetails, params=_FULL)

    async def seasons(self, show: int) -> tuple[SeasonDetails, ...]:
        """Return the seasons of a show by its id on Trakt; none if Trakt does not know it."""
        return await self._list(f"/shows/{show}/seasons", SeasonDetails, params=_FULL, scope="details")

    async def season(self, show: int, number: int) -> tuple[NamedEpisode, ...]:
        """Return the episodes of a season by the show's id on Trakt; none if Trakt does not know it."""
        return await self._list(f"/shows/{show}/seasons/{number}", NamedEpisode, params=_FULL, scope="seasons")

    async def episode(self, show: int, season: int, number: int) -> EpisodeDetails:
        """Return an episode of a show by its id on Trakt."""
        return await self._object(f"/shows/{show}/seasons/{season}/episodes/{number}", EpisodeDetails, params=_FULL)

    async def scores(self, ref: Ref) -> Scores:
        """Return the ratings of a movie, a show or an episode, on Trakt and elsewhere."""
        return await self._object(f"{_path(ref)}/ratings", Scores, params={"extended": "all"})

    async def people(self, ref: Ref) -> People:
        """Return cast and crew of a movie, a show or an episode."""
        return await self._object(f"{_path(ref)}/people", People, params={})

    async def translations(self, ref: Ref, language: str | None = None) -> tuple[Translation, ...]:
        """Return the texts of a movie, a show or an episode, in all languages or in one such as `de`."""
        path = f"{_path(ref)}/translations"
        return await self._list(
            path if language is None else f"{path}/{language}", Translation, params={}, scope="details"
        )

    async def recommended_movies(self, limit: int) -> tuple[MovieDetails, ...]:
        """Return movies that the user might like, the best first."""
        return await self._recommended("movies", MovieDetails, limit)

    async def recommended_shows(self, limit: int) -> tuple[ShowDetails, ...]:
        """Return shows that the user might like, the best first."""
        return await self._recommended("shows", ShowDetails, limit)

    async def lists(self) -> tuple[PersonalList, ...]:
        """Return the lists that the user keeps."""
        lists, skipped = await read_pages(self._ask, "/users/me/lists", PersonalList, params={}, scope="lists")
        _log_skipped("/users/me/lists", skipped)
        return lists

    async def entries(self, list_id: int) -> tuple[Entry, ...]:
        """Return the items of one of the user's lists, in its order; persons are left out."""
        path = f"/users/me/lists/{list_id}/items/movie,show,season,episode"
        entries, skipped = await read_pages(self._ask, path, Entry, params=_FULL, scope="lists")
        _log_skipped(path, skipped)
        return entries

    async def _search(self, path: str, query: str, limit: int) -> tuple[Found, ...]:
        params = {**_FULL, "query": _SPECIAL.sub(r"\\\g<0>", query), "limit": str(limit)}
        return await self._list(path, Found, params=params, scope="search")

    async def _recommended[Work: DataClassDictMixin](
        self, kinds: str, model: type[Work], limit: int
    ) -> tuple[Work, ...]:
        params = {**_FULL, "limit": str(limit)}
        return await self._list(f"/recommendations/{kinds}", model, params=params, scope="recommendations")

    async def _list[Model: DataClassDictMixin](
        self, path: str, model: type[Model], *, params: Mapping[str, str], scope: str
    ) -> tuple[Model, ...]:
        answer = await self._ask(path, params=params, scope=scope)
        items, skipped = await parsed(answer, lambda listed: read_list(listed, model))
        if skipped and not items:
            raise UnavailableError("a list in which nothing makes sense")
        _log_skipped(path, skipped)
        return items

    async def _object[Model: DataClassDictMixin](
        self, path: str, model: type[Model], *, params: Mapping[str, str]
    ) -> Model:
        answer = await self._ask(path, params=params, scope="details")
        try:
            return await parsed(answer, model.from_dict)
        except (AttributeError, InvalidFieldValue, MissingField, TypeError, ValueError) as error:
            raise UnavailableError("an invalid answer") from error


def _log_skipped(path: str, skipped: Iterable[SkippedItem]) -> None:
    for each in skipped:
        _LOGGER.debug("An item of %s was left out, because %s is invalid", path, each.field)


def _path(ref: Ref) -> str:
    """Return the path of a movie, a show or an episode at Trakt's API."""
    if isinstance(ref, EpisodeRef):
        return f"/shows/{ref.show.ids.trakt}/seasons/{ref.episode.season}/episodes/{ref.episode.number}"
    return f"/{ref.type}s/{ref.trakt}"
