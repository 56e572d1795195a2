"""Works that Trakt is asked about."""

from custom_components.trakt_upcoming.api.trakt import Found

from ...works_json import episode, found, movie, show

MOVIE = Found.from_dict(found(movie())).ref


SHOW = Found.from_dict(found(show(), "show")).ref


EPISODE = Found.from_dict(found(show(), "show", episode=episode()) | {"type": "episode"}).ref
