"""To-do lists: the watchlist, and the next episode of every show in progress."""

from abc import abstractmethod
from datetime import tzinfo
from typing import Final, override

from homeassistant.components.todo import TodoItem, TodoItemStatus, TodoListEntity, TodoListEntityFeature
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .api.trakt import Section
from .changes import async_carry_out, write
from .const import DOMAIN
from .entity import TraktEntity
from .finding import async_find_item
from .watching import Change, Task, Wanted, Watching, next_episodes, on_watchlist

PARALLEL_UPDATES = 0
"""The queue of the account does one write after the other."""

_KINDS: Final = {Section.WATCHLIST_MOVIES: "movie", Section.WATCHLIST_SHOWS: "show"}


async def async_setup_entry(
    hass: HomeAssistant,
    entry: TraktConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the lists of an account."""
    async_add_entities([*(Watchlist(entry, section) for section in _KINDS), UpNextList(entry, Section.UP_NEXT)])


class TraktTodoList(TraktEntity, TodoListEntity):
    """What there is to watch, from memory; what was seen is no longer on the list."""

    _attr_supported_features = TodoListEntityFeature.UPDATE_TODO_ITEM

    def __init__(self, entry: TraktConfigEntry, section: Section) -> None:
        """Take the section to show."""
        super().__init__(entry, EntityDescription(key=section, translation_key=section))
        self._account = entry.runtime_data
        self._section = section
        self._known: tuple[Watching, tzinfo] | None = None
        self._tasks: tuple[Task, ...] = ()

    @property
    @override
    def available(self) -> bool:
        """Return whether the section was ever read."""
        return self._section in self._watching.readings

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Mark as watched what is ticked off."""
        task = self._task(item.uid)
        if item.summary not in (None, task.summary):
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="name_is_fixed",
                translation_placeholders={"title": task.summary},
            )
        if item.status == TodoItemStatus.COMPLETED:
            await self._async_mark_watched(task)

    @override
    async def async_added_to_hass(self) -> None:
        """Show what is known."""
        await super().async_added_to_hass()
        self._take_in()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Show what is known by now."""
        self._take_in()
        super()._handle_coordinator_update()

    @abstractmethod
    def _made_of(self, watching: Watching, zone: tzinfo) -> tuple[Task, ...]:
        """Return the lines of the list."""

    @property
    def _watching(self) -> Watching:
        return self.coordinator.presentation.watching

    def _take_in(self) -> None:
        """Make the lines anew where something else is known; there can be thousands, and most updates are of others."""
        watching, zone = self._watching, dt_util.get_default_time_zone()
        if self._known is not None and self._known[0] is watching and self._known[1] is zone:
            return
        self._known = (watching, zone)
        self._tasks = self._made_of(watching, zone)
        self._attr_todo_items = [_line(task) for task in self._tasks]

    def _task(self, uid: str | None) -> Task:
        task = next((task for task in self._tasks if task.uid == uid), None)
        if task is None:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="not_on_list")
        return task

    async def _async_mark_watched(self, task: Task) -> None:
        if task.item.type == "show" and task.is_to_come(dt_util.now().date()):
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="not_begun",
                translation_placeholders={"title": task.summary},
            )
        watched_at = task.seen_at(dt_util.utcnow())
        await async_carry_out(self._account, write(Change.MARK_WATCHED, task.item, watched_at=watched_at))


class UpNextList(TraktTodoList):
    """The next episode of every show in progress; when it was seen, the following one takes its place."""

    @override
    def _made_of(self, watching: Watching, zone: tzinfo) -> tuple[Task, ...]:
        options = self.coordinator.presentation.options
        return next_episodes(watching, zone, spoiler_free=options.spoiler_free, hide_specials=options.hide_specials)


class Watchlist(TraktTodoList):
    """The films or the shows that somebody wants to see."""

    _attr_supported_features = (
        TodoListEntityFeature.CREATE_TODO_ITEM
        | TodoListEntityFeature.UPDATE_TODO_ITEM
        | TodoListEntityFeature.DELETE_TODO_ITEM
    )

    @override
    async def async_create_todo_item(self, item: TodoItem) -> None:
        """Put the movie or the show of this title on the list; a year may stand behind it."""
        found = await async_find_item(self._account, Wanted(type=_KINDS[self._section], title=item.summary))
        await async_carry_out(self._account, write(Change.ADD_TO_WATCHLIST, found))

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Take films or shows off the list."""
        tasks = [task for task in self._tasks if task.uid in uids]
        await async_carry_out(self._account, *(write(Change.REMOVE_FROM_WATCHLIST, task.item) for task in tasks))

    @override
    def _made_of(self, watching: Watching, zone: tzinfo) -> tuple[Task, ...]:
        is_of_films = self._section is Section.WATCHLIST_MOVIES
        return on_watchlist(watching.watchlist_movies if is_of_films else watching.watchlist_shows, zone)


def _line(task: Task) -> TodoItem:
    return TodoItem(
        uid=task.uid,
        summary=task.summary,
        status=TodoItemStatus.NEEDS_ACTION,
        due=task.due,
        description=task.page,
    )
