"""When movies, shows, seasons and episodes were released."""

from datetime import UTC, datetime, time

from ..api.trakt import Item


def released_at(item: Item) -> datetime | None:
    """Return when a movie, a show or an episode came out or will, in UTC, None where that is not known.

    Of a movie only the day is known; its noon in UTC is on that day nearly everywhere.
    """
    if item.episode is not None:
        return item.episode.first_aired
    if item.movie is not None and item.movie.released is not None:
        return datetime.combine(item.movie.released, time(12), UTC)
    if item.type == "show" and item.show is not None:
        return item.show.first_aired
    return None
