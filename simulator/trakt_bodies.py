"""The works that a request names, and those that nobody knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .catalogue import Catalogue, Episode, Item, Kind, Movie, Season, Show, kind_of

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An item, and what is said of it: `watched_at`, `rating`, `rated_at`."""

    item: Item
    facts: Json


@dataclass(slots=True)
class Names:
    """What a body names."""

    known: list[Named] = field(default_factory=list)
    not_found: dict[str, list[Json]] = field(
        default_factory=lambda: {**{kind.plural: [] for kind in Kind}, "people": [], "users": []}
    )


def names_in(catalogue: Catalogue, body: Json) -> Names:
    """Return the items of a body's groups; parts of a show stand in its place when they are named."""
    names = Names()
    for kind in Kind:
        for facts in _objects(body.get(kind.plural)):
            found = item_named(catalogue, kind, facts)
            if found is None:
                names.not_found[kind.plural].append(_said_of(facts))
            elif isinstance(found, Show) and facts.get("seasons"):
                _add_parts(names, catalogue, found, facts)
            else:
                names.known.append(Named(item=found, facts=facts))
    return names


def item_named(catalogue: Catalogue, kind: Kind, facts: Json) -> Item | None:
    """Return the item of a kind that is named by any id, or by title and year."""
    ids = facts.get("ids")
    for service, value in (ids if isinstance(ids, dict) else {}).items():
        if isinstance(value, int | str) and (found := catalogue.find(kind, service, value)):
            return found
    named = (facts.get("title"), facts.get("year"))
    works: Iterable[Movie | Show] = ()
    if kind is Kind.MOVIE:
        works = catalogue.movies
    elif kind is Kind.SHOW:
        works = catalogue.shows
    return next((work for work in works if (work.title, work.year) == named), None) if all(named) else None


def find_named(catalogue: Catalogue, kind: Kind, name: str) -> Item | None:
    """Return the work that a path names by its id at Trakt or IMDb, or by its slug."""
    value = int(name) if name.isdecimal() else name
    found = (catalogue.find(kind, service, value) for service in ("trakt", "slug", "imdb"))
    return next((item for item in found if item), None)


def episode_of(catalogue: Catalogue, show: Show, season: object, number: object) -> Episode | None:
    """Return an episode of a show by its numbers."""
    return next(
        (each for each in catalogue.episodes_of(show) if (each.season, each.number) == (season, number)),
        None,
    )


def counted(items: Iterable[Item], *kinds: Kind) -> dict[str, int]:
    """Return how many items there are of each kind."""
    found = [kind_of(item) for item in items]
    return {kind.plural: found.count(kind) for kind in kinds or Kind}


def _add_parts(names: Names, catalogue: Catalogue, show: Show, facts: Json) -> None:
    """Add the seasons and episodes that are named within a show; what is said of a whole is said of its parts."""
    outer = _said_of(facts)
    for season in _objects(facts["seasons"]):
        number, inner = season.get("number"), {**outer, **_said_of(season)}
        if number not in catalogue.seasons(show):
            names.not_found[Kind.SEASON.plural].append(_said_of(season))
        elif not season.get("episodes"):
            names.known.append(Named(item=Season(show=show, number=number), facts=inner))
        else:
            for each in _objects(season["episodes"]):
                episode = episode_of(catalogue, show, number, each.get("number"))
                if episode is None:
                    names.not_found[Kind.EPISODE.plural].append(each)
                else:
                    names.known.append(Named(item=episode, facts={**inner, **each}))


def _objects(group: object) -> Iterator[Json]:
    """Yield the objects of a list, and nothing of anything else."""
    yield from (each for each in group if isinstance(each, dict)) if isinstance(group, list) else ()


def _said_of(facts: Json) -> Json:
    return {name: value for name, value in facts.items() if name not in {"seasons", "episodes"}}
