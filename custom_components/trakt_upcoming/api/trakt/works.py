"""What Trakt knows of works, whoever asks: found by words and by ids, and told of in detail."""

from collections.abc import Iterable, Mapping
import logging
import re
from typing import Final

from mashumaro.exceptions import InvalidFieldValue, MissingField
from mashumaro.mixins.dict import DataClassDictMixin

from ..errors import UnavailableError
from ..http import parsed
from .details import EpisodeDetails, Found, MovieDetails, SeasonDetails, ShowDetails
from .listing import read_list
from .pages import Ask

_LOGGER: Final = logging.getLogger(__name__)
_FULL: Final = {"extended": "full"}
_SPECIAL: Final = re.compile(r'[+\-&|!(){}\[\]^"~*?:/\\]')
"""Characters that mean something to Trakt's search, unless a backslash is before them."""


class Works:
    """Typed methods for the endpoints about works. They raise what the client raises, NotFoundError among it."""

    def __init__(self, ask: Ask) -> None:
        """Take how Trakt is asked."""
        self._ask = ask

    async def search(self, query: str, types: Iterable[str], limit: int) -> tuple[Found, ...]:
        """Return the films, shows and episodes with these words in their titles, in any language, the best first."""
        params = {**_FULL, "query": _SPECIAL.sub(r"\\\g<0>", query), "limit": str(limit)}
        return await self._list(f"/search/{','.join(types)}", Found, params=params, scope="search")

    async def by_id(self, service: str, value: int | str, kind: str) -> tuple[Found, ...]:
        """Return what `trakt`, `imdb`, `tmdb` or `tvdb` knows by an id, nothing where it knows none."""
        return await self._list(f"/search/{service}/{value}", Found, params={**_FULL, "type": kind}, scope="search")

    async def movie(self, name: int | str) -> MovieDetails:
        """Return a film by its id or its slug at Trakt."""
        return await self._object(f"/movies/{name}", MovieDetails)

    async def show(self, name: int | str) -> ShowDetails:
        """Return a show by its id or its slug at Trakt."""
        return await self._object(f"/shows/{name}", ShowDetails)

    async def seasons(self, show: int) -> tuple[SeasonDetails, ...]:
        """Return the seasons of a show by its id at Trakt; those of one that nobody knows are none."""
        return await self._list(f"/shows/{show}/seasons", SeasonDetails, params=_FULL, scope="details")

    async def episode(self, show: int, season: int, number: int) -> EpisodeDetails:
        """Return an episode of a show by its id at Trakt."""
        return await self._object(f"/shows/{show}/seasons/{season}/episodes/{number}", EpisodeDetails)

    async def _list[Model: DataClassDictMixin](
        self, path: str, model: type[Model], *, params: Mapping[str, str], scope: str
    ) -> tuple[Model, ...]:
        answer = await self._ask(path, params=params, scope=scope)
        items, odd = await parsed(answer, lambda listed: read_list(listed, model))
        if odd and not items:
            raise UnavailableError("a list in which nothing makes sense")
        for each in odd:
            _LOGGER.debug("An item of %s was left out, because %s makes no sense", path, each.field)
        return items

    async def _object[Model: DataClassDictMixin](self, path: str, model: type[Model]) -> Model:
        answer = await self._ask(path, params=_FULL, scope="details")
        try:
            return await parsed(answer, model.from_dict)
        except (AttributeError, InvalidFieldValue, MissingField, TypeError, ValueError) as error:
            raise UnavailableError("an answer that makes no sense") from error
