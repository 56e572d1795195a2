"""The state of the last import of an account."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from homeassistant.core import callback

from ..api.trakt import SkippedItem
from ..storage import ImportStore
from ..user_data import ImportState, Stage


class LastImport:
    """Owns the state of the last import, in memory and on disk; no other class changes it."""

    def __init__(self, store: ImportStore) -> None:
        """Initialize without an import."""
        self.state: ImportState | None = None
        """The state, None if there was no import."""
        self._store = store

    async def async_load(self) -> None:
        """Load the state."""
        self.state = await self._store.async_load()

    @property
    def is_running(self) -> bool:
        """Whether the import is running, and resumes after a restart."""
        return self.state is not None and self.state.stage is Stage.RUNNING

    @property
    def with_air_dates(self) -> bool:
        """Whether episodes that were marked together are placed at their air dates."""
        return self.state is not None and self.state.with_air_dates

    @property
    def aired(self) -> Mapping[int, datetime]:
        """The air dates of plays, in UTC, by the ids of the plays."""
        return self.state.aired if self.state is not None else {}

    @property
    def series(self) -> str | None:
        """The id of the statistics, None if there are none."""
        return self.state.series if self.state is not None else None

    async def async_begin(self, *, with_air_dates: bool) -> None:
        """Begin an import; the results of the last one are kept until it has its own."""
        await self._async_keep(
            ImportState(stage=Stage.RUNNING, with_air_dates=with_air_dates, aired=self.aired, series=self.series)
        )

    async def async_stop(self) -> None:
        """Stop the import until the user resumes it."""
        await self._async_keep(replace(self._known, stage=Stage.STOPPED))

    async def async_go_on(self) -> None:
        """Resume the import."""
        await self._async_keep(replace(self._known, stage=Stage.RUNNING))

    @callback
    def async_set_results(self, aired: Mapping[int, datetime], series: str | None) -> None:
        """Set the air dates of plays and the id of the statistics, if that is not known; not on disk yet."""
        self.state = replace(self._known, aired=aired, series=self.series or series)

    async def async_finish(self, skipped: tuple[SkippedItem, ...]) -> None:
        """End the import, with the items that were skipped."""
        await self._async_keep(replace(self._known, stage=Stage.DONE, skipped=skipped))

    async def _async_keep(self, state: ImportState) -> None:
        self.state = state
        await self._store.async_save(state)

    @property
    def _known(self) -> ImportState:
        assert self.state is not None  # noqa: S101 - there is a state once an import has begun
        return self.state
