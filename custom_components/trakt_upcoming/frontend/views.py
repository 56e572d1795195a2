"""Serves images without a sign-in, under names that cannot be guessed."""

import asyncio
from typing import Final

from aiohttp import ETag, hdrs, web
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView

from ..artwork.placeholder import CONTENT_TYPE, placeholder
from ..artwork.proxy import ARTWORK_PATH, DATA_PROXY, PublishedImage
from ..const import DOMAIN

_SAFE: Final = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
"""Headers that keep browsers from treating an image as a page."""
_GOOD: Final = {**_SAFE, hdrs.CACHE_CONTROL: "private, max-age=2592000, immutable"}
"""Headers of a picture: a name always means the same picture, and TMDB allows to keep it for six months."""
_PASSING: Final = {**_SAFE, hdrs.CACHE_CONTROL: "private, max-age=60"}
_UNKNOWN: Final = {**_SAFE, hdrs.CACHE_CONTROL: "no-store"}

OR_NOTHING: Final = "or=nothing"
"""The query of clients that draw titles themselves: they get an error in place of a placeholder."""


class ArtworkView(HomeAssistantView):
    """Pictures of current releases."""

    url = f"{ARTWORK_PATH}/{{name}}"
    name = f"api:{DOMAIN}:artwork"
    requires_auth = False

    async def get(self, request: web.Request, name: str) -> web.Response:
        """Return a picture, or a placeholder with its title if it is not available."""
        # Do not create the proxy for unauthenticated requests.
        opening = request.app[KEY_HASS].data.get(DATA_PROXY)
        proxy = await asyncio.shield(opening) if opening is not None else None
        if proxy is None or (published_image := proxy.get(name)) is None:
            return _nothing()
        if (tag := proxy.tag(name)) is not None and _has(request, tag):
            return _tagged(web.Response(status=304, headers=_GOOD), tag)
        if (picture := await proxy.async_picture(published_image.source)) is None:
            return _nothing() if OR_NOTHING in request.query_string else _drawn(published_image)
        return _tagged(web.Response(body=picture.body, content_type=picture.content_type, headers=_GOOD), picture.tag)


def _nothing() -> web.Response:
    return web.Response(status=404, headers=_UNKNOWN)


def _has(request: web.Request, tag: str) -> bool:
    """Return whether the browser has the picture with this tag."""
    return any(known.value in (tag, "*") for known in request.if_none_match or ())


def _tagged(response: web.Response, tag: str) -> web.Response:
    response.etag = ETag(value=tag)
    return response


def _drawn(published_image: PublishedImage) -> web.Response:
    body = placeholder(published_image.title, is_poster=published_image.is_poster)
    return web.Response(body=body, content_type=CONTENT_TYPE, headers=_PASSING)
