"""The card's subscription to the agenda of an account."""

from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import websocket_command
from homeassistant.components.websocket_api.messages import event_message
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntryChange, ConfigEntryState
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util import dt as dt_util
import probatio

from ..account import Account, TraktConfigEntry
from ..agenda import Agenda
from ..agenda.serialize import TYPES, by_date, serialize, type_of
from ..api.trakt import Feed
from ..const import CONF_DAYS, DOMAIN, MOST_DAYS

ATTR_TYPES: Final = "types"
"""The field `type` of the action; here `type` is the name of the command."""

_MARGIN: Final = timedelta(days=1)
"""A day more on both sides of the window, because the browser may be in another time zone."""
_POSTER_WIDTH: Final = 342
_BACKDROP_WIDTH: Final = 780
"""Pixels, enough for what the card shows on screens with two for each of its own."""
_FAILED: Final = {ConfigEntryState.SETUP_ERROR, ConfigEntryState.MIGRATION_ERROR, ConfigEntryState.FAILED_UNLOAD}
"""States that do not end by themselves."""


@callback
def async_setup_websocket_api(hass: HomeAssistant) -> None:
    """Register the commands."""
    async_register_command(hass, _subscribe)


@callback
@websocket_command(
    {
        probatio.Required("type"): f"{DOMAIN}/agenda/subscribe",
        probatio.Optional(ATTR_CONFIG_ENTRY_ID): cv.string,
        probatio.Optional(CONF_DAYS): probatio.All(int, probatio.Range(min=1, max=MOST_DAYS)),
        probatio.Optional(ATTR_TYPES, default=list(TYPES)): probatio.All(cv.ensure_list, [probatio.In(TYPES)]),
    }
)
def _subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    subscription = _Subscription(hass, connection, msg)
    connection.subscriptions[msg["id"]] = subscription.async_stop
    connection.send_result(msg["id"])
    subscription.async_start()


class _Subscription:
    """Sends the agenda to one card, also when the account is reloaded or removed."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, wanted: dict[str, Any]) -> None:
        """Initialize the subscription."""
        self._hass = hass
        self._connection = connection
        self._wanted = wanted
        self._sent: dict[str, Any] | None = None
        self._basis: tuple[Agenda, date, set[Feed], str] | None = None
        self._account: Account | None = None
        self._unsub_agenda: CALLBACK_TYPE | None = None
        self._unsub_entries: CALLBACK_TYPE | None = None

    @callback
    def async_start(self) -> None:
        """Send the agenda now, and after each change."""
        self._unsub_entries = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._handle_entry_change
        )
        self._look()

    @callback
    def async_stop(self) -> None:
        """Stop sending."""
        self._listen_to(None)
        if self._unsub_entries is not None:
            self._unsub_entries()
            self._unsub_entries = None

    @callback
    def _handle_entry_change(self, _change: ConfigEntryChange, entry: TraktConfigEntry) -> None:
        if entry.domain == DOMAIN:
            self._look()

    def _look(self) -> None:
        entries = self._entries()
        is_loaded = len(entries) == 1 and entries[0].state is ConfigEntryState.LOADED
        self._listen_to(entries[0].runtime_data if is_loaded else None)
        if is_loaded:
            self._handle_update()
        else:
            self._send()

    def _listen_to(self, account: Account | None) -> None:
        if account is self._account:
            return
        if self._unsub_agenda is not None:
            self._unsub_agenda()
            self._unsub_agenda = None
        self._account = account
        self._basis = None
        if account is not None:
            self._unsub_agenda = account.agenda.async_add_listener(self._handle_update)

    @callback
    def _handle_update(self) -> None:
        # Most updates are about a release that began or ended, which the card does not show.
        if (basis := self._current_basis) != self._basis:
            self._basis = basis
            self._send()

    @property
    def _current_basis(self) -> tuple[Agenda, date, set[Feed], str] | None:
        """Everything on which the message depends."""
        if (account := self._account) is None:
            return None
        available = {feed for feed in account.options.feeds if account.agenda.is_available(feed)}
        return account.agenda.data, dt_util.now().date(), available, account.agenda.config_entry.title

    def _send(self) -> None:
        news = self._news()
        if news != self._sent:
            self._sent = news
            self._connection.send_message(event_message(self._wanted["id"], news))

    def _entries(self) -> list[TraktConfigEntry]:
        """Return the accounts that the subscription may mean."""
        enabled = self._hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
        wanted = self._wanted.get(ATTR_CONFIG_ENTRY_ID)
        return [entry for entry in enabled if wanted in (None, entry.entry_id)]

    def _news(self) -> dict[str, Any]:
        match self._entries():
            case []:
                return {"state": "gone"}
            case [entry]:
                return {"account": entry.title, **self._agenda(entry)}
            case _:
                return {"state": "several"}

    def _agenda(self, entry: TraktConfigEntry) -> dict[str, Any]:
        if (account := self._account) is None:
            return {"state": "failed" if entry.state in _FAILED else "loading"}
        wanted = [feed for feed in account.options.feeds if type_of(feed) in self._wanted[ATTR_TYPES]]
        available = set(filter(account.agenda.is_available, wanted))
        if wanted and not available:
            return {"state": "unknown"}
        agenda, days = account.agenda.data, self._wanted.get(CONF_DAYS, account.options.days)
        by_day = agenda.by_day(dt_util.utcnow() - _MARGIN, days + 2 * _MARGIN.days)
        shown = {day: [each for each in releases if each.feed in available] for day, releases in by_day.items()}
        serialized = partial(
            serialize,
            zone=agenda.zone,
            wording=account.wording,
            poster_width=_POSTER_WIDTH,
            backdrop_width=_BACKDROP_WIDTH,
        )
        return {
            "state": "loaded",
            "attribution": account.attribution,
            "window": days,
            "days": by_date(shown, serialized),
        }


def _type_of(feed: Feed) -> str:
    return "episode" if feed is Feed.EPISODES else "movie"
