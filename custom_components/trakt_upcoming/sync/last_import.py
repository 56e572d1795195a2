"""The state of the last import of an account."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from homeassistant.core import callback

from ..api.trakt import SkippedItem
from ..storage import ImportStore
from ..user_data import ImportState, Stage


class LastImport:
    """Owns the state of the last import, in memory and on disk: nobody else changes it."""

    def __init__(self, store: ImportStore) -> None:
        """Initialize without an import."""
        self.state: ImportState | None = None
        """None where there was no import."""
        self._store = store

    async def async_load(self) -> None:
        """Load the state."""
        self.state = await self._store.async_load()

    @property
    def is_running(self) -> bool:
        """Whether it goes on by itself until it is done."""
        return self.state is not None and self.state.stage is Stage.RUNNING

    @property
    def with_air_dates(self) -> bool:
        """Whether episodes of binge days are to be placed at the days on which they aired."""
        return self.state is not None and self.state.with_air_dates

    @property
    def aired(self) -> Mapping[int, datetime]:
        """The plays that are placed at their air dates, in UTC, by their ids."""
        return self.state.aired if self.state is not None else {}

    @property
    def series(self) -> str | None:
        """What the statistics are called, None while there are none."""
        return self.state.series if self.state is not None else None

    async def async_begin(self, *, with_air_dates: bool) -> None:
        """Begin another import; the results of the last one hold until this one has some."""
        await self._async_keep(
            ImportState(stage=Stage.RUNNING, with_air_dates=with_air_dates, aired=self.aired, series=self.series)
        )

    async def async_stop(self) -> None:
        """Stop it until the user has it go on."""
        await self._async_keep(replace(self._known, stage=Stage.STOPPED))

    async def async_go_on(self) -> None:
        """Have it go on."""
        await self._async_keep(replace(self._known, stage=Stage.RUNNING))

    @callback
    def async_set_results(self, aired: Mapping[int, datetime], series: str | None) -> None:
        """Set the plays at their air dates and the name of the statistics, if that is not known; not on disk yet."""
        self.state = replace(self._known, aired=aired, series=self.series or series)

    async def async_finish(self, odd: tuple[SkippedItem, ...]) -> None:
        """End it, with what was left out."""
        await self._async_keep(replace(self._known, stage=Stage.DONE, odd=odd))

    async def _async_keep(self, state: ImportState) -> None:
        self.state = state
        await self._store.async_save(state)

    @property
    def _known(self) -> ImportState:
        assert self.state is not None  # noqa: S101 - only what was begun changes
        return self.state
