"""The state of a simulator as JSON, with which another simulator can continue on a later day.

Past releases keep their dates. Future releases are moved by as many whole days as they need to be in the future again,
so that the calendars have as many releases as before. Access tokens have expired by then, and sign-ins can be renewed.
Faults and limits are not saved.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from mashumaro.codecs.basic import BasicDecoder, BasicEncoder
from mashumaro.dialect import Dialect

from .catalogue import Catalogue, Episode, Item, Kind, Movie, Season, Show, key_of
from .diary import CheckIn, Diary, Hidden, Listed, Paused, PersonalList, Play, Rated, Section
from .faults import Host
from .people import People, Session
from .stamps import Stamps
from .state import State

_IMAGE_HOSTS: Final = (Host.TMDB_IMAGES, Host.TRAKT_IMAGES)
"""These hosts keep their ports, because Home Assistant stores the addresses of images."""
_DAY: Final = timedelta(days=1)

type Json = dict[str, Any]


class _AsSaved(Dialect):
    """The format of shows and movies: time zones by name, and no default values."""

    serialization_strategy = {tzinfo: {"serialize": str, "deserialize": ZoneInfo}}  # noqa: RUF012 - as mashumaro has it
    omit_default = True


_SHOWS: Final = (BasicEncoder(Show, default_dialect=_AsSaved), BasicDecoder(Show, default_dialect=_AsSaved))
_MOVIES: Final = (BasicEncoder(Movie, default_dialect=_AsSaved), BasicDecoder(Movie, default_dialect=_AsSaved))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A saved state, adjusted to a later moment."""

    catalogue: Catalogue
    people: People
    diaries: dict[str, Diary]
    """By user name."""
    ports: Mapping[Host, int]


def as_json(state: State) -> Json:
    """Return the state of a simulator as JSON."""
    return {
        "at": state.clock().isoformat(),
        "ports": {host: state.ports[host] for host in _IMAGE_HOSTS},
        "vip": [person.username for person in state.people.persons.values() if person.vip],
        "sessions": {token: _session_json(session) for token, session in state.people.refresh_tokens.items()},
        "diaries": {username: _diary_json(diary) for username, diary in state.diaries.items()},
        "shows": [_SHOWS[0].encode(show) for show in state.catalogue.shows],
        "movies": [_MOVIES[0].encode(movie) for movie in state.catalogue.movies],
        "episodes": [_record_json(episode) for episode in state.catalogue.episodes],
    }


def restored(saved: Json, now: datetime) -> Saved:
    """Return a saved state, adjusted to a moment in UTC.

    Raises LookupError, TypeError and ValueError.
    """
    catalogue = _catalogue(saved)
    at = datetime.fromisoformat(saved["at"])
    return Saved(
        # User data refers to items by their ids, so it has the new dates as well.
        catalogue=(later := _later(catalogue, at, (now - at) // _DAY * _DAY + _DAY)),
        people=_people(saved),
        diaries={username: _diary(diary, later) for username, diary in saved["diaries"].items()},
        ports={Host(host): port for host, port in saved["ports"].items()},
    )


def _catalogue(saved: Json) -> Catalogue:
    shows = {show.trakt: show for show in map(_SHOWS[1].decode, saved["shows"])}
    return Catalogue(
        episodes=tuple(
            Episode(
                **{
                    **facts,
                    "show": shows[facts["show"]],
                    "first_aired": datetime.fromisoformat(facts["first_aired"]),
                }
            )
            for facts in saved["episodes"]
        ),
        movies=tuple(map(_MOVIES[1].decode, saved["movies"])),
    )


def _later(catalogue: Catalogue, at: datetime, by: timedelta) -> Catalogue:
    """Return a catalogue in which all releases after `at`, in UTC, are later by `by`."""

    def moved[Moment: (date, datetime)](moment: Moment, end: Moment) -> Moment:
        return moment + by if moment >= end else moment

    today = at.date()
    shows = {show.trakt: replace(show, premiere=moved(show.premiere, at)) for show in catalogue.shows}
    return Catalogue(
        episodes=tuple(
            replace(each, show=shows[each.show.trakt], first_aired=moved(each.first_aired, at))
            for each in catalogue.episodes
        ),
        movies=tuple(
            replace(
                each,
                released=moved(each.released, today),
                streaming=moved(each.streaming, today) if each.streaming else None,
                dvd=moved(each.dvd, today) if each.dvd else None,
            )
            for each in catalogue.movies
        ),
    )


def _session_json(session: Session) -> Json:
    return {"client_id": session.client_id, "redirect_uri": session.redirect_uri, "username": session.username}


def _people(saved: Json) -> People:
    people = People()
    people.persons = {
        username: replace(person, vip=username in saved["vip"]) for username, person in people.persons.items()
    }
    for token, session in saved["sessions"].items():
        people.admit(token, Session(**session, expires=0))
    return people


def _diary_json(diary: Diary) -> Json:
    return {
        "last_id": diary.last_id,
        "stamps": {".".join(name): at.isoformat() for name, at in diary.stamps.moved.items()},
        "plays": list(map(_record_json, diary.plays)),
        "watchlist": list(map(_record_json, diary.watchlist.values())),
        "ratings": list(map(_record_json, diary.ratings.values())),
        "hidden": {section: list(map(_record_json, hidden.values())) for section, hidden in diary.hidden.items()},
        "paused": list(map(_record_json, diary.paused.values())),
        "lists": list(map(_record_json, diary.lists)),
        "check_in": _record_json(diary.check_in) if diary.check_in else None,
    }


def _diary(saved: Json, catalogue: Catalogue) -> Diary:
    def records[Record](model: Callable[..., Record], stored: list[Json]) -> list[Record]:
        return [model(**{name: _value(name, value, catalogue) for name, value in each.items()}) for each in stored]

    stamps = {tuple(name.split(".")): datetime.fromisoformat(at) for name, at in saved["stamps"].items()}
    hidden = {section: records(Hidden, saved["hidden"][section]) for section in Section}
    return Diary(
        last_id=saved["last_id"],
        stamps=Stamps(stamps),
        plays=records(Play, saved["plays"]),
        watchlist={key_of(each.item): each for each in records(Listed, saved["watchlist"])},
        ratings={key_of(each.item): each for each in records(Rated, saved["ratings"])},
        hidden={section: {key_of(each.item): each for each in items} for section, items in hidden.items()},
        paused={each.id: each for each in records(Paused, saved["paused"])},
        lists=tuple(records(PersonalList, saved["lists"])),
        check_in=next(iter(records(CheckIn, [saved["check_in"]] if saved["check_in"] else [])), None),
    )


def _record_json(record: Any) -> Json:
    """Return the fields of a record that differ from their defaults. Items are given by their keys or ids."""
    facts = {each.name: (getattr(record, each.name), each.default) for each in fields(record)}
    return {name: _plain(name, value) for name, (value, default) in facts.items() if value != default}


def _plain(name: str, value: Any) -> object:
    match value:
        case Show() if name == "show":
            return value.trakt
        case Movie() | Show() | Season() | Episode():
            return key_of(value)
        case tuple():
            return [_plain(name, each) for each in value]
        case datetime():
            return value.isoformat()
    return value


def _value(name: str, saved: Any, catalogue: Catalogue) -> object:
    match name:
        case "item":
            return _item(saved, catalogue)
        case "items":
            return tuple(_item(each, catalogue) for each in saved)
        case _ if name.endswith("_at"):
            return datetime.fromisoformat(saved)
    return saved


def _item(key: list[Any], catalogue: Catalogue) -> Item:
    kind, trakt = key
    if (found := catalogue.find(Kind(kind), "trakt", trakt)) is None:
        raise LookupError(f"there is no {kind} {trakt}")
    return found
