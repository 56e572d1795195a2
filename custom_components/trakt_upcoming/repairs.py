"""Repair flows: try again now, or confirm a message."""

from typing import override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from .account import TraktConfigEntry
from .clients import limits_of
from .issues import Issue


class TryAgainFlow(ConfirmRepairFlow):
    """Ends the pauses of an account, and refreshes it."""

    def __init__(self, entry_id: str) -> None:
        """Initialize the flow."""
        self._entry_id = entry_id

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Refresh when the user confirms."""
        if user_input is not None:
            limits_of(self.hass, self._entry_id).waits.clear()
            self._try_again()
        return await super().async_step_confirm(user_input)

    def _try_again(self) -> None:
        entry: TraktConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            return
        if entry.state is ConfigEntryState.LOADED:
            entry.runtime_data.agenda.async_refresh_soon()
        else:
            self.hass.config_entries.async_schedule_reload(self._entry_id)


class ReadFlow(ConfirmRepairFlow):
    """Confirms that the user has read which changes Trakt refused."""

    def __init__(self, entry_id: str) -> None:
        """Initialize the flow."""
        self._entry_id = entry_id

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Forget the refused changes when the user confirms."""
        entry: TraktConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        if user_input is not None and entry is not None and entry.state is ConfigEntryState.LOADED:
            await entry.runtime_data.outbox.async_forget_refused()
        return await super().async_step_confirm(user_input)


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the flow that fixes an issue."""
    entry_id = str((data or {})["entry_id"])
    return ReadFlow(entry_id) if issue_id.startswith(Issue.WRITES_REFUSED) else TryAgainFlow(entry_id)
