"""To-do lists: the watchlist, and the next episode of every show in progress."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Final, override

from homeassistant.components.todo import TodoItem, TodoItemStatus, TodoListEntity, TodoListEntityFeature
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .api.errors import UnavailableError
from .api.trakt import Section, ShowRef
from .const import DOMAIN
from .entity import UserDataEntity
from .exceptions import SpeakableError, SpeakableValidationError
from .sync.changes import async_carry_out, async_mark_watched, async_undo, new_change, refuse_unaired
from .sync.finder import async_find_ref
from .user_data import (
    ChangeKind,
    MediaQuery,
    PendingChange,
    Task,
    Ticked,
    UserData,
    next_episodes,
    on_watchlist,
    with_completed,
)
from .user_data.todo_items import described

PARALLEL_UPDATES = 0
"""The outbox of the account sends one change after the other."""

_KINDS: Final = {Section.WATCHLIST_MOVIES: "movie", Section.WATCHLIST_SHOWS: "show"}

type _Known = tuple[UserData, tzinfo, tuple[tuple[Ticked, PendingChange], ...]]


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the lists of an account."""
    async_add_entities([*(Watchlist(entry, section) for section in _KINDS), UpNextList(entry, Section.UP_NEXT)])


class TraktTodoList(UserDataEntity, TodoListEntity):
    """A to-do list from memory; completed items stay for a day."""

    _attr_supported_features = TodoListEntityFeature.UPDATE_TODO_ITEM | TodoListEntityFeature.DELETE_TODO_ITEM

    def __init__(self, entry: TraktConfigEntry, section: Section) -> None:
        """Initialize the list of a section."""
        super().__init__(entry, EntityDescription(key=section, translation_key=section), section)
        self._account = entry.runtime_data
        self._known: _Known | None = None
        self._until: datetime | None = None
        """When the next item of the list is released, in UTC."""
        self._tasks: tuple[Task, ...] = ()

    @property
    @override
    def available(self) -> bool:
        """Return whether the section was ever read."""
        return self._section in self.coordinator.data.readings

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Mark an item as watched, or undo that."""
        task = self._task(item.uid)
        if item.summary not in (None, task.summary):
            raise SpeakableValidationError(
                translation_domain=DOMAIN,
                translation_key="name_is_fixed",
                translation_placeholders={"title": task.summary},
            )
        if item.status == TodoItemStatus.COMPLETED and task.done is None:
            await self._async_tick(task)
        elif item.status == TodoItemStatus.NEEDS_ACTION and task.done is not None:
            await async_undo(self._account.outbox, task.done)

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Remove items from the list; removing a completed one does not change the history."""
        tasks = [task for task in self._tasks if task.uid in uids]
        if to_do := [task for task in tasks if task.done is None]:
            await self._async_remove_tasks(to_do)
        try:
            await self._account.outbox.async_forget_ticks(
                task.done.change.id for task in tasks if task.done is not None
            )
        except UnavailableError as error:
            raise SpeakableError(translation_domain=DOMAIN, translation_key="not_kept") from error

    @override
    async def async_added_to_hass(self) -> None:
        """Show the items."""
        await super().async_added_to_hass()
        self._update_items()

    @callback
    def async_entity_id_changed(self, old_entity_id: str) -> None:
        """Keep the entity when its id changes; without this, Home Assistant 2026.11 removes it and adds it again."""

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Update the items."""
        self._update_items()
        super()._handle_coordinator_update()

    @abstractmethod
    def _made_of(self, user_data: UserData, zone: tzinfo) -> tuple[Task, ...]:
        """Return the items that are not completed."""

    @abstractmethod
    async def _async_remove_tasks(self, tasks: Iterable[Task]) -> None:
        """Remove items that are not completed."""

    def _update_items(self) -> None:
        """Build the items again if their data has changed; there can be thousands."""
        now, zone = dt_util.utcnow(), dt_util.get_default_time_zone()
        known = (self.coordinator.data, zone, self._account.outbox.ticked(self._section))
        if self._known is not None and _is_same(self._known, known) and (self._until is None or now < self._until):
            return
        self._known = known
        self._tasks = with_completed(self._made_of(self.coordinator.data, zone), known[2], self.coordinator.data)
        self._until = min(
            (task.released for task in self._tasks if task.released and task.is_to_come(now)), default=None
        )
        self._attr_todo_items = [self._line(task, now, zone) for task in self._tasks]

    def _line(self, task: Task, now: datetime, zone: tzinfo) -> TodoItem:
        if task.done is not None:
            return TodoItem(
                uid=task.uid,
                summary=task.summary,
                status=TodoItemStatus.COMPLETED,
                description=task.description,
                completed=dt_util.as_local(task.done.change.at),
            )
        return TodoItem(
            uid=task.uid,
            summary=task.summary,
            status=TodoItemStatus.NEEDS_ACTION,
            due=task.released.astimezone(zone).date() if task.released and task.is_to_come(now) else None,
            description=described(task, self._account.wording.phrases, now, zone),
        )

    def _task(self, uid: str | None) -> Task:
        task = next((task for task in self._tasks if task.uid == uid), None)
        if task is None:
            raise SpeakableValidationError(translation_domain=DOMAIN, translation_key="not_on_list")
        return task

    async def _async_tick(self, task: Task) -> None:
        now = dt_util.utcnow()
        if not task.is_known:
            raise SpeakableValidationError(translation_domain=DOMAIN, translation_key="next_unknown")
        refuse_unaired(task.ref, now)
        ticked = Ticked(
            key=self._section,
            uid=task.uid,
            summary=task.summary,
            place=self._tasks.index(task),
            description=self._line(task, now, dt_util.get_default_time_zone()).description,
        )
        mark = new_change(ChangeKind.MARK_WATCHED, task.ref, watched_at=task.seen_at(now), ticked=ticked)
        outcome = await async_mark_watched(self._account.outbox, mark)
        if isinstance(task.ref, ShowRef) and outcome is not None and outcome.answer and not outcome.answer.added:
            # Trakt removes what is watched from the watchlist, but there was nothing left to mark as watched.
            await async_carry_out(self._account.outbox, new_change(ChangeKind.REMOVE_FROM_WATCHLIST, task.ref))


class UpNextList(TraktTodoList):
    """The next episode of every show in progress; once it is watched, the following one replaces it."""

    @override
    def _made_of(self, user_data: UserData, zone: tzinfo) -> tuple[Task, ...]:
        options, phrases = self._account.options, self._account.wording.phrases
        return next_episodes(user_data, phrases, spoiler_free=options.spoiler_free, hide_specials=options.hide_specials)

    @override
    async def _async_remove_tasks(self, tasks: Iterable[Task]) -> None:
        """Raise the error: the next episodes follow from the history."""
        raise SpeakableValidationError(translation_domain=DOMAIN, translation_key="next_follows")


class Watchlist(TraktTodoList):
    """The movies or the shows on the watchlist."""

    _attr_supported_features = (
        TodoListEntityFeature.CREATE_TODO_ITEM
        | TodoListEntityFeature.UPDATE_TODO_ITEM
        | TodoListEntityFeature.DELETE_TODO_ITEM
    )

    @override
    async def async_create_todo_item(self, item: TodoItem) -> None:
        """Add the movie or the show with this title, which may end with a year."""
        query = MediaQuery(type=_KINDS[self._section], title=item.summary)
        found = await async_find_ref(self._account.client, query, self.coordinator.data, self._account.agenda.releases)
        await async_carry_out(self._account.outbox, new_change(ChangeKind.ADD_TO_WATCHLIST, found))

    @override
    def _made_of(self, user_data: UserData, zone: tzinfo) -> tuple[Task, ...]:
        is_of_movies = self._section is Section.WATCHLIST_MOVIES
        return on_watchlist(user_data.watchlist_movies if is_of_movies else user_data.watchlist_shows, zone)

    @override
    async def _async_remove_tasks(self, tasks: Iterable[Task]) -> None:
        """Remove movies or shows from the watchlist."""
        await async_carry_out(
            self._account.outbox, *(new_change(ChangeKind.REMOVE_FROM_WATCHLIST, task.ref) for task in tasks)
        )


def _is_same(known: _Known, other: _Known) -> bool:
    return known[0] is other[0] and known[1] is other[1] and known[2] == other[2]
