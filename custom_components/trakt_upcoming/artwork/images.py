"""Chooses the images of a release, and their addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..agenda.options import AccountOptions
from ..agenda.release import (
    BACKDROP_WIDTHS,
    POSTER_WIDTHS,
    EpisodeRelease,
    MovieRelease,
    Picture,
    Pictures,
    SingleRelease,
)
from ..api.image_sizes import sized
from ..api.tmdb import TitleDetails
from ..api.trakt import WorkImages
from ..const import IMAGE_HOSTS, TMDB_IMAGES
from .proxy import ImageProxy


@dataclass(frozen=True, slots=True)
class _AtTmdb:
    """A picture at TMDB, to which browsers may link, in any size."""

    address: str


@dataclass(frozen=True, slots=True)
class _AtTrakt:
    """A picture at Trakt, which has to be served by the proxy, in any size."""

    address: str


type _Found = _AtTmdb | _AtTrakt

_NOTHING = TitleDetails()


class ImageSelector:
    """Selects the pictures of releases according to the options of an account."""

    def __init__(self, proxy: ImageProxy, options: AccountOptions) -> None:
        """Initialize the image selector."""
        self._proxy = proxy
        self._options = options
        # The releases of one title share theirs.
        self._in_widths = lru_cache(maxsize=1_000)(self._made_in_widths)

    def pictures(self, release: SingleRelease, details: TitleDetails | None) -> Pictures:
        """Return the pictures of a release: TMDB's, which are in the user's language, else Trakt's."""
        at_tmdb = details or _NOTHING
        return Pictures(
            posters=self._in_widths(_found(at_tmdb.poster_path, _posters_at_trakt(release)), POSTER_WIDTHS),
            backdrops=self._in_widths(
                _found(at_tmdb.backdrop_path, self._backdrops_at_trakt(release)), BACKDROP_WIDTHS
            ),
        )

    def posters(self, images: WorkImages | None, details: TitleDetails | None) -> tuple[Picture, ...]:
        """Return the poster of a movie or show in its widths, from narrow to wide, selected in the same way."""
        at_trakt = (images.poster,) if images is not None else ()
        return self._in_widths(_found((details or _NOTHING).poster_path, at_trakt), POSTER_WIDTHS)

    def _backdrops_at_trakt(self, release: SingleRelease) -> Iterable[str | None]:
        work = release.movie if isinstance(release, MovieRelease) else release.show
        if work.images is not None:
            yield work.images.fanart
        # The image of an episode may be a spoiler.
        if isinstance(release, EpisodeRelease) and release.episode.images and not self._options.spoiler_free:
            yield release.episode.images.screenshot

    def _made_in_widths(self, found: _Found | None, widths: tuple[int, ...]) -> tuple[Picture, ...]:
        if found is None:
            return ()
        sources = {width: sized(found.address, width) for width in widths}
        is_served_here = isinstance(found, _AtTrakt) or self._options.proxy_artwork
        return tuple(
            Picture(width=width, source=source, address=self._proxy.path_of(source) if is_served_here else source)
            for width, source in sources.items()
        )


def _posters_at_trakt(release: SingleRelease) -> Iterable[str | None]:
    work = release.movie if isinstance(release, MovieRelease) else release.show
    if work.images is not None:
        yield work.images.poster


def _found(path: str | None, at_trakt: Iterable[str | None]) -> _Found | None:
    if path is not None:
        return _AtTmdb(f"{TMDB_IMAGES}/t/p/original{path}")
    places = (_place(address) for address in at_trakt if address is not None)
    return next((_AtTrakt(place) for place in places if place is not None), None)


def _place(address: str) -> str | None:
    """Return the address of a picture that Trakt names, None if its host is not known."""
    host, _, path = address.removeprefix("https://").partition("/")
    return f"{IMAGE_HOSTS[host]}/{path}" if host in IMAGE_HOSTS else None
