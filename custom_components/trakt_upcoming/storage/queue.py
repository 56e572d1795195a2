"""The writes of an account that Trakt has not done yet, or of which it has not told yet."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.util.file import WriteError

from ..api.fields import line, moment, whole_number
from ..api.trakt import Item
from ..const import LOGGER
from ..watching import Change, Queued, Reason, Refusal, Write
from .plays import brief
from .store import ResilientStore

_REMEDY: Final = "what had not been sent to Trakt yet is not sent"
_RATING: Final = whole_number(1, 10)
_TRIES: Final = whole_number(0, 1_000_000)


class QueueStore:
    """Written before anything is promised or sent."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Take the entry whose writes these are."""
        self._hass = hass
        self._store = _StrictStore(hass, f"{entry_id}.queue", remedy=_REMEDY)

    async def async_load(self) -> tuple[Queued, ...]:
        """Return what was in the queue; a write that makes no sense is left out."""
        return await self._store.async_load_as(_queue_from_json) or ()

    async def async_save(self, queue: Iterable[Queued]) -> None:
        """Write the queue.

        Raises OSError when it is not on disk then.
        """
        await self._store.async_save(await self._hass.async_add_executor_job(_queue_as_json, queue))

    async def async_facts(self) -> dict[str, Any] | None:
        """Return what the file looks like from outside."""
        return await self._store.async_facts()

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()


class _StrictStore(ResilientStore):
    """Says when something could not be written, where Home Assistant's store only logs it."""

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


def _queue_from_json(stored: Mapping[str, Any]) -> tuple[Queued, ...]:
    """Return the queue; raises LookupError and TypeError."""
    return tuple(queued for each in stored["queue"] if (queued := _queued_or_none(each)) is not None)


def _queued_or_none(stored: Any) -> Queued | None:
    try:
        return Queued(
            write=_write(stored),
            tries=_TRIES(stored["tries"]),
            done_at=_moment(stored, "done_at"),
            refusal=_refusal(stored.get("refusal")),
        )
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        LOGGER.warning(
            "Something that was to be sent to Trakt makes no sense and is left out: %s", type(error).__name__
        )
        return None


def _write(stored: Mapping[str, Any]) -> Write:
    rating = stored.get("rating")
    return Write(
        id=line(stored["id"]),
        change=Change(stored["change"]),
        item=Item.from_dict(stored["item"]),
        at=moment(stored["at"]),
        watched_at=_moment(stored, "watched_at"),
        rating=_RATING(rating) if rating is not None else None,
    )


def _refusal(stored: Mapping[str, Any] | None) -> Refusal | None:
    return Refusal(reason=Reason(stored["reason"]), limit=stored.get("limit")) if stored is not None else None


def _moment(stored: Mapping[str, Any], name: str) -> Any:
    return moment(stored[name]) if stored.get(name) is not None else None


def _queue_as_json(queue: Iterable[Queued]) -> dict[str, Any]:
    return {"queue": [_queued_as_json(queued) for queued in queue]}


def _queued_as_json(queued: Queued) -> dict[str, Any]:
    write = queued.write
    return brief(
        {
            "id": write.id,
            "change": write.change,
            "item": write.item.to_dict(),
            "at": write.at.isoformat(),
            "watched_at": write.watched_at.isoformat() if write.watched_at is not None else None,
            "rating": write.rating,
            "tries": queued.tries,
            "done_at": queued.done_at.isoformat() if queued.done_at is not None else None,
            "refusal": asdict(queued.refusal) if queued.refusal is not None else None,
        }
    )
