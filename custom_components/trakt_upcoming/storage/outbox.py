"""The store of the outbox: changes that are waiting, refused, or done recently."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.util.file import WriteError

from ..api.fields import identifier, line, moment, whole_number
from ..api.trakt import NamedEpisode, read_ref
from ..const import LOGGER
from ..user_data import Change, ChangeKind, PendingChange, PendingChanges, Plays, Reason, Refusal, Ticked
from .plays import brief
from .store import ResilientStore

_FILE_SUFFIX: Final = "queue"
"""The name that version 0.1.0 gave to the outbox."""
_REMEDY: Final = "what had not been sent to Trakt yet is not sent"
_RATING: Final = whole_number(1, 10)
_COUNT: Final = whole_number(0, 1_000_000)


class OutboxStore:
    """The outbox on disk, saved before a change is accepted or sent."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Initialize the outbox store."""
        self._hass = hass
        self._store = _StrictStore(hass, f"{entry_id}.{_FILE_SUFFIX}", remedy=_REMEDY)

    async def async_load(self) -> PendingChanges:
        """Return the outbox; an invalid change is left out."""
        return await self._store.async_load_as(_outbox_from_json) or PendingChanges()

    async def async_save(self, outbox: PendingChanges) -> None:
        """Write the changes.

        Raises OSError if that fails.
        """
        await self._store.async_save(await self._hass.async_add_executor_job(_outbox_as_json, outbox))

    async def async_diagnostics(self) -> dict[str, Any]:
        """Return size and time of the last change of the file."""
        return {"queue": await self._store.async_diagnostics()}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()


class _StrictStore(ResilientStore):
    """Raises when something cannot be written; Home Assistant's store only logs it."""

    _fault: WriteError | None = None

    @override
    async def async_save(self, data: dict[str, Any]) -> None:
        self._fault = None
        await super().async_save(data)
        if self._fault is not None:
            raise OSError(str(self._fault))

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        try:
            await super()._async_write_data(data)
        except WriteError as error:
            self._fault = error
            raise


def _outbox_from_json(stored: Mapping[str, Any]) -> PendingChanges:
    """Return the changes; raises LookupError and TypeError. Version 0.1.0 stored no recent changes."""
    return PendingChanges(queue=_changes(stored["queue"]), recent=_changes(stored.get("recent", ())))


def _changes(stored: Iterable[Any]) -> tuple[PendingChange, ...]:
    return tuple(pending for each in stored if (pending := _pending_or_none(each)) is not None)


def _pending_or_none(stored: Any) -> PendingChange | None:
    try:
        return PendingChange(
            change=_change(stored),
            tries=_COUNT(stored["tries"]),
            sent_at=_moment(stored, "sent_at"),
            episodes=_episodes(stored.get("episodes")),
            before=_ids(stored.get("before", ())),
            play_ids=_ids(stored["made"]) if "made" in stored else None,
            done_at=_moment(stored, "done_at"),
            refusal=_refusal(stored.get("refusal")),
        )
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        LOGGER.warning(
            "Something that was to be sent to Trakt makes no sense and is left out: %s", type(error).__name__
        )
        return None


def _change(stored: Mapping[str, Any]) -> Change:
    rating = stored.get("rating")
    undoes = stored.get("undoes")
    return Change(
        id=line(stored["id"]),
        kind=ChangeKind(stored["change"]),
        ref=read_ref(stored["item"]),
        at=moment(stored["at"]),
        watched_at=_moment(stored, "watched_at"),
        rating=_RATING(rating) if rating is not None else None,
        again=stored.get("again") is True,
        plays=Plays(stored.get("plays", Plays.ALL)),
        play_ids=_ids(stored.get("play_ids", ())),
        undoes=line(undoes) if undoes is not None else None,
        ticked=_ticked(stored.get("ticked")),
    )


def _ticked(stored: Mapping[str, Any] | None) -> Ticked | None:
    if stored is None:
        return None
    return Ticked(
        key=line(stored["key"]),
        uid=line(stored["uid"]),
        summary=line(stored["summary"]),
        place=_COUNT(stored["place"]),
        description=stored.get("description"),
    )


def _episodes(stored: Iterable[Mapping[str, Any]] | None) -> tuple[NamedEpisode, ...] | None:
    return tuple(NamedEpisode.from_dict(dict(each)) for each in stored) if stored is not None else None


def _ids(stored: Iterable[Any]) -> tuple[int, ...]:
    return tuple(identifier(each) for each in stored)


def _refusal(stored: Mapping[str, Any] | None) -> Refusal | None:
    return Refusal(reason=Reason(stored["reason"]), limit=stored.get("limit")) if stored is not None else None


def _moment(stored: Mapping[str, Any], name: str) -> Any:
    return moment(stored[name]) if stored.get(name) is not None else None


def _outbox_as_json(outbox: PendingChanges) -> dict[str, Any]:
    return {"queue": _as_json(outbox.queue), "recent": _as_json(outbox.recent)}


def _as_json(changes: Iterable[PendingChange]) -> list[dict[str, Any]]:
    return [brief({**_change_as_json(pending.change), **_state_as_json(pending)}) for pending in changes]


def _change_as_json(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "change": change.kind,
        "item": change.ref.to_dict(),
        "at": change.at.isoformat(),
        "watched_at": change.watched_at.isoformat() if change.watched_at is not None else None,
        "rating": change.rating,
        "again": change.again or None,
        "plays": change.plays if change.plays is not Plays.ALL else None,
        "play_ids": change.play_ids or None,
        "undoes": change.undoes,
        "ticked": asdict(change.ticked) if change.ticked is not None else None,
    }


def _state_as_json(pending: PendingChange) -> dict[str, Any]:
    return {
        "tries": pending.tries,
        "sent_at": pending.sent_at.isoformat() if pending.sent_at is not None else None,
        "episodes": [brief(each.to_dict()) for each in pending.episodes] if pending.episodes is not None else None,
        "before": pending.before or None,
        "made": pending.play_ids,
        "done_at": pending.done_at.isoformat() if pending.done_at is not None else None,
        "refusal": asdict(pending.refusal) if pending.refusal is not None else None,
    }
