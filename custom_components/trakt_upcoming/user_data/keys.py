"""Keys that identify movies, shows, seasons and episodes, and what belongs to what."""

from ..api.trakt import EpisodeRef, MovieRef, Ref, RefKey, SeasonRef, ShowRef


def own_keys_of(ref: Ref) -> tuple[RefKey, ...]:
    """Return all keys of a reference itself.

    Trakt has some episodes under two ids; within a show, season and number identify an episode as well.
    """
    if isinstance(ref, EpisodeRef):
        return (ref.key, ("episode", ref.show.ids.trakt, ref.episode.season, ref.episode.number))
    return (ref.key,)


def keys_of(ref: Ref) -> frozenset[RefKey]:
    """Return the keys of a reference, and of the season and show to which it belongs."""
    keys = {*own_keys_of(ref), ref.work_key}
    if isinstance(ref, EpisodeRef):
        keys.add(("season", ref.show.ids.trakt, ref.episode.season))
    return frozenset(keys)


def concerns(ref: Ref, other: Ref) -> bool:
    """Return whether `ref` is `other` or belongs to it; called for thousands of plays, so it creates no objects."""
    if isinstance(other, EpisodeRef):
        return isinstance(ref, EpisodeRef) and ref.episode.ids.trakt == other.episode.ids.trakt
    if isinstance(other, MovieRef):
        return isinstance(ref, MovieRef) and ref.movie.ids.trakt == other.movie.ids.trakt
    if isinstance(ref, MovieRef) or ref.show.ids.trakt != other.show.ids.trakt:
        return False
    return isinstance(other, ShowRef) or other.season.number == _season_of(ref)


def _season_of(ref: ShowRef | SeasonRef | EpisodeRef) -> int | None:
    match ref:
        case ShowRef():
            return None
        case SeasonRef():
            return ref.season.number
        case EpisodeRef():
            return ref.episode.season
