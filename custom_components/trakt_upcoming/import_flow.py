"""The import of the history in the options flow: preview, progress and result."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import BooleanSelector
from homeassistant.util import dt as dt_util
import probatio

from .account import Account
from .api.trakt import EpisodeRef, MovieRef, Play, Section, SkippedItem
from .sync.statistics import has_recorder
from .user_data import Stage, Timeline, Year, air_dates, yearly

CONF_AIR_DATES: Final = "air_dates"
_PREVIEW_SCHEMA: Final = probatio.Schema({probatio.Required(CONF_AIR_DATES, default=True): BooleanSelector()})
_MOST_LISTED: Final = 20
_MOST_YEARS: Final = 60


class ImportFlowSteps(OptionsFlow):
    """The steps of an options flow for the import. The account owns the import; the dialog only shows it.

    No step creates an entry, so the account is not reloaded.
    """

    _looking_on: asyncio.Task[None] | None = None

    async def async_step_history(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the preview, or the state of the import."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_set_up")
        match self._stage:
            case Stage.RUNNING:
                return await self.async_step_import_running()
            case Stage.STOPPED:
                return await self.async_step_import_stopped()
        return await self.async_step_import_preview()

    async def async_step_import_running(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu of a running import, with its progress."""
        return self.async_show_menu(
            step_id="import_running",
            menu_options=["import_progress", "import_stop"],
            description_placeholders=self._read,
        )

    async def async_step_import_stopped(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu of a stopped import, with its progress."""
        return self.async_show_menu(
            step_id="import_stopped",
            menu_options=["import_go_on", "import_preview"],
            description_placeholders=self._read,
        )

    async def async_step_import_preview(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the preview, and start the import."""
        if user_input is not None:
            await self._account.importer.async_start(with_air_dates=user_input[CONF_AIR_DATES])
            return await self.async_step_import_progress()
        if Section.HISTORY not in self._account.user_data.confirmed.readings:
            return self.async_abort(reason="history_unread")
        return self.async_show_form(
            step_id="import_preview",
            data_schema=_PREVIEW_SCHEMA,
            description_placeholders=await self.hass.async_add_executor_job(self._preview),
        )

    async def async_step_import_progress(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the progress until the import is done, stopped or paused."""
        if self._looking_on is not None and self._looking_on.done():
            return self.async_show_progress_done(next_step_id="import_end")
        if self._looking_on is None:
            self._looking_on = self.hass.async_create_task(self._async_look_on())
        return self.async_show_progress(
            step_id="import_progress", progress_action="import_history", progress_task=self._looking_on
        )

    async def async_step_import_go_on(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Resume the import."""
        await self._account.importer.async_go_on()
        return await self.async_step_import_progress()

    async def async_step_import_stop(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Stop the import."""
        await self._account.importer.async_stop()
        return await self.async_step_import_end()

    async def async_step_import_end(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the result."""
        match self._stage:
            case Stage.DONE if has_recorder(self.hass):
                reason = "import_done"
            case Stage.DONE:
                reason = "import_done_without_recorder"
            case Stage.STOPPED:
                reason = "import_stopped"
            case _:
                reason = "import_rests"
        return self.async_abort(
            reason=reason, description_placeholders=await self.hass.async_add_executor_job(self._result)
        )

    async def _async_look_on(self) -> None:
        run = self._account.importer
        remove = run.async_add_listener(lambda: self.async_update_progress(run.progress))
        try:
            # The dialog has to exist before the first step of the import.
            self.async_update_progress(run.progress)
            await run.async_wait()
        finally:
            remove()

    def _preview(self) -> dict[str, str]:
        """Return the placeholders of the preview, with the default choice; not for the event loop."""
        plays, zone = self._account.user_data.confirmed.plays, dt_util.get_default_time_zone()
        aired = air_dates(plays, zone)
        return {
            **self._summary(plays, Timeline.of(plays, aired), ()),
            "years": _table(yearly(plays, zone)),
            "moved": self._count("import_concerned", len(aired)),
        }

    def _result(self) -> dict[str, str]:
        """Return the placeholders of the result; not for the event loop."""
        account = self._account
        last, timeline = account.importer.last, account.history.timeline or Timeline()
        skipped, aired = (last.skipped, last.aired) if last is not None else ((), {})
        return {
            **self._read,
            **self._summary(account.user_data.confirmed.plays, timeline, skipped),
            "moved": self._count("import_moved", len(aired)),
        }

    def _summary(self, plays: tuple[Play, ...], timeline: Timeline, skipped: tuple[SkippedItem, ...]) -> dict[str, str]:
        """Return the numbers of movies and episodes, and what is left out and why."""
        kinds = Counter(type(seen.play.ref) for seen in timeline.seen)
        undated = self._count("import_undated", len(plays) - len(timeline.seen))
        skipped_items = "\n".join((self._count("import_odd", len(skipped)), _list(skipped)))
        return {
            "movies": _readable(kinds[MovieRef]),
            "episodes": _readable(kinds[EpisodeRef]),
            "left_out": "\n\n".join(filter(None, (undated, skipped_items.strip()))),
        }

    def _count(self, phrase: str, count: int) -> str:
        """Return a phrase with a number, an empty text for 0."""
        return self._phrases[phrase].format(count=_readable(count)) if count else ""

    @property
    def _read(self) -> dict[str, str]:
        partial = self._account.importer.partial
        read = len(partial.plays)
        return {"read": _readable(read), "all": _readable(read + partial.left)}

    @property
    def _phrases(self) -> Mapping[str, str]:
        return self._account.wording.phrases

    @property
    def _stage(self) -> Stage | None:
        last = self._account.importer.last
        return last.stage if last is not None else None

    @property
    def _account(self) -> Account:
        account: Account = self.config_entry.runtime_data
        return account


def _readable(number: int) -> str:
    """Return a number that is readable in all languages, where commas and points have different meanings."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _table(years: tuple[Year, ...]) -> str:
    """Return the rows of a table, in Markdown; the earliest years together."""
    dated = [year for year in years if year.year is not None]
    earlier = dated[_MOST_YEARS:]
    return "\n".join(
        (
            *(_row(str(year.year), year) for year in dated[:_MOST_YEARS]),
            *([_row(f"\N{LESS-THAN OR EQUAL TO} {earlier[0].year}", *earlier)] if earlier else []),
            *(_row("?", year) for year in years if year.year is None),
        )
    )


def _row(name: str, *years: Year) -> str:
    movies, episodes = sum(year.movies for year in years), sum(year.episodes for year in years)
    return f"| {name} | {_readable(movies)} | {_readable(episodes)} |"


def _list(skipped: tuple[SkippedItem, ...]) -> str:
    """Return the skipped items as a list, in Markdown."""
    lines = [f"- {each.name} (`{each.field}`)" for each in skipped[:_MOST_LISTED]]
    return "\n".join((*lines, *(["- ..."] if len(skipped) > _MOST_LISTED else [])))
