"""The import of the history, among the options: what there is, the run with its progress, and what came of it."""

import asyncio
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import BooleanSelector
from homeassistant.util import dt as dt_util
import probatio

from .account import Account
from .api.trakt import Odd, Section
from .long_term import has_recorder
from .watching import Stage, Year, air_dates, yearly

CONF_AIR_DATES: Final = "air_dates"
_PREVIEW_SCHEMA: Final = probatio.Schema({probatio.Required(CONF_AIR_DATES, default=True): BooleanSelector()})
_MOST_LISTED: Final = 20


class ImportSteps(OptionsFlow):
    """The steps of an options flow that concern the import; it belongs to the account, and the dialog only looks on.

    No step creates an entry, so nothing is set up anew.
    """

    _looking_on: asyncio.Task[None] | None = None

    async def async_step_history(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what there is to import, or where the import is."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_set_up")
        match self._stage:
            case Stage.RUNNING:
                return await self.async_step_import_running()
            case Stage.STOPPED:
                return await self.async_step_import_stopped()
        return await self.async_step_import_preview()

    async def async_step_import_running(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say how far it is."""
        return self.async_show_menu(
            step_id="import_running",
            menu_options=["import_progress", "import_stop"],
            description_placeholders=self._read,
        )

    async def async_step_import_stopped(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say how far it was when it was stopped."""
        return self.async_show_menu(
            step_id="import_stopped",
            menu_options=["import_go_on", "import_preview"],
            description_placeholders=self._read,
        )

    async def async_step_import_preview(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what there is to import, and begin."""
        if user_input is not None:
            await self._account.history_import.async_start(with_air_dates=user_input[CONF_AIR_DATES])
            return await self.async_step_import_progress()
        watching = self._account.sync.watching
        if Section.HISTORY not in watching.readings:
            return self.async_abort(reason="history_unread")
        zone = dt_util.get_default_time_zone()
        plays = watching.plays
        years = await self.hass.async_add_executor_job(yearly, plays, zone)
        aired = await self.hass.async_add_executor_job(air_dates, plays, zone)
        return self.async_show_form(
            step_id="import_preview",
            data_schema=_PREVIEW_SCHEMA,
            description_placeholders={**_counts(years), "years": _table(years), "moved": str(len(aired))},
        )

    async def async_step_import_progress(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Look on until it is done, is stopped, or rests."""
        if self._looking_on is not None and self._looking_on.done():
            return self.async_show_progress_done(next_step_id="import_end")
        if self._looking_on is None:
            self._looking_on = self.hass.async_create_task(self._async_look_on())
        return self.async_show_progress(
            step_id="import_progress", progress_action="import_history", progress_task=self._looking_on
        )

    async def async_step_import_go_on(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Go on where it was stopped."""
        await self._account.history_import.async_go_on()
        return await self.async_step_import_progress()

    async def async_step_import_stop(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Stop it."""
        await self._account.history_import.async_stop()
        return await self.async_step_import_end()

    async def async_step_import_end(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what came of it."""
        match self._stage:
            case Stage.DONE if has_recorder(self.hass):
                reason = "import_done"
            case Stage.DONE:
                reason = "import_done_without_recorder"
            case Stage.STOPPED:
                reason = "import_stopped"
            case _:
                reason = "import_rests"
        return self.async_abort(reason=reason, description_placeholders=await self._async_said())

    async def _async_look_on(self) -> None:
        run = self._account.history_import
        remove = run.async_add_listener(lambda: self.async_update_progress(run.progress))
        try:
            # Before the first step the dialog has to be there.
            self.async_update_progress(run.progress)
            await run.async_wait()
        finally:
            remove()

    async def _async_said(self) -> dict[str, str]:
        last, plays = self._account.history_import.last, self._account.sync.watching.plays
        years = await self.hass.async_add_executor_job(yearly, plays, dt_util.get_default_time_zone())
        odd = last.odd if last is not None else ()
        moved = len(last.aired) if last is not None else 0
        return {
            **self._read,
            **_counts(years),
            "moved": str(moved),
            "left_out": str(len(odd)),
            "list": _list(odd),
        }

    @property
    def _read(self) -> dict[str, str]:
        last = self._account.history_import.last
        read, left = (len(last.plays), last.left) if last is not None else (0, 0)
        return {"read": str(read), "all": str(read + left)}

    @property
    def _stage(self) -> Stage | None:
        last = self._account.history_import.last
        return last.stage if last is not None else None

    @property
    def _account(self) -> Account:
        account: Account = self.config_entry.runtime_data
        return account


def _counts(years: tuple[Year, ...]) -> dict[str, str]:
    return {
        "movies": str(sum(year.movies for year in years)),
        "episodes": str(sum(year.episodes for year in years)),
    }


def _table(years: tuple[Year, ...]) -> str:
    """Return the rows of a table, in Markdown."""
    return "\n".join(f"| {year.year or '?'} | {year.movies} | {year.episodes} |" for year in years)


def _list(odd: tuple[Odd, ...]) -> str:
    """Return what was left out as a list, in Markdown."""
    lines = [f"- {each.name} (`{each.field}`)" for each in odd[:_MOST_LISTED]]
    return "\n".join((*lines, *(["- ..."] if len(odd) > _MOST_LISTED else [])))
