"""The items that the body of a request names, and those that do not exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .catalogue import Catalogue, Episode, Item, Kind, Movie, Season, Show, kind_of

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An item, and the fields that the body has for it: `watched_at`, `rating`, `rated_at`."""

    item: Item
    facts: Json


@dataclass(slots=True)
class Names:
    """The items that a body names."""

    known: list[Named] = field(default_factory=list)
    not_found: dict[str, list[Json]] = field(
        default_factory=lambda: {**{kind.plural: [] for kind in Kind}, "people": [], "users": []}
    )


def names_in(catalogue: Catalogue, body: Json) -> Names:
    """Return the items that a body names. If seasons or episodes of a show are named, they replace the show."""
    names = Names()
    for kind in Kind:
        for facts in _objects(body.get(kind.plural)):
            found = item_named(catalogue, kind, facts)
            if found is None:
                names.not_found[kind.plural].append(_own_facts(facts))
            elif isinstance(found, Show) and facts.get("seasons"):
                _add_parts(names, catalogue, found, facts)
            else:
                names.known.append(Named(item=found, facts=facts))
    return names


def item_named(catalogue: Catalogue, kind: Kind, facts: Json) -> Item | None:
    """Return the item of a kind that has one of the given ids, or the given title and year."""
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
    """Return the item that a path names by its id on Trakt or IMDb, or by its slug."""
    value = int(name) if name.isdecimal() else name
    found = (catalogue.find(kind, service, value) for service in ("trakt", "slug", "imdb"))
    return next((item for item in found if item), None)


def episode_of(catalogue: Catalogue, show: Show, season: object, number: object) -> Episode | None:
    """Return an episode of a show by its season and number."""
    return next(
        (each for each in catalogue.episodes_of(show) if (each.season, each.number) == (season, number)),
        None,
    )


def counted(items: Iterable[Item], *kinds: Kind) -> dict[str, int]:
    """Return the number of items of each kind."""
    found = [kind_of(item) for item in items]
    return {kind.plural: found.count(kind) for kind in kinds or Kind}


def _add_parts(names: Names, catalogue: Catalogue, show: Show, facts: Json) -> None:
    """Add the seasons and episodes that are named within a show. They inherit the fields of the show and the season."""
    outer = _own_facts(facts)
    for season in _objects(facts["seasons"]):
        number, inner = season.get("number"), {**outer, **_own_facts(season)}
        if number not in catalogue.seasons(show):
            names.not_found[Kind.SEASON.plural].append(_own_facts(season))
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
    """Yield the objects in a list; nothing if it is not a list."""
    yield from (each for each in group if isinstance(each, dict)) if isinstance(group, list) else ()


def _own_facts(facts: Json) -> Json:
    """Return the fields without the seasons and episodes."""
    return {name: value for name, value in facts.items() if name not in {"seasons", "episodes"}}
