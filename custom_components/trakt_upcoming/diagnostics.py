"""Diagnostics of an account: numbers only, without the identity of the user or what they watch."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN, __version__ as home_assistant_version
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.loader import async_get_integration
from homeassistant.util import dt as dt_util

from .account import TraktConfigEntry
from .agenda.options import AccountOptions
from .agenda.snapshot import FeedSnapshot
from .api.ledger import Ledger
from .api.tmdb import is_token
from .api.trakt import Feed, Section
from .api.waits import READS, READS_PERIOD, Waits
from .artwork.lookup import async_get_titles
from .artwork.proxy import async_get_proxy
from .clients import limits_of, shared_ledger
from .const import CONF_TMDB_API_KEY, DOMAIN
from .coordinator import AgendaCoordinator, UserDataCoordinator
from .issues import Issue, issue_id
from .storage import AccountStores
from .sync.importer import HistoryImporter


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: TraktConfigEntry) -> dict[str, Any]:
    """Return the state of an account, also of one that could not be set up."""
    options = AccountOptions.from_entry(entry.options)
    limits = limits_of(hass, entry.entry_id)
    tmdb_titles = await async_get_titles(hass)
    is_loaded = entry.state is ConfigEntryState.LOADED
    return {
        "versions": {
            "integration": str((await async_get_integration(hass, DOMAIN)).version),
            "home_assistant": home_assistant_version,
        },
        "home": {
            "now": dt_util.now().isoformat(),
            "time_zone": hass.config.time_zone,
            "language": hass.config.language,
            "state": hass.state.value,
        },
        "account": {
            **_account(hass, entry),
            "vip": entry.runtime_data.user_data.confirmed.is_vip if is_loaded else None,
        },
        "options": {**asdict(options), CONF_TMDB_API_KEY: _kind_of_key(options.tmdb_api_key)},
        "window": {
            "first_day": dt_util.now().date().isoformat(),
            "last_day": (dt_util.now().date() + timedelta(days=options.days - 1)).isoformat(),
        },
        "turn": _refresh(entry.runtime_data.agenda) if is_loaded else None,
        "feeds": _feeds(entry.runtime_data.agenda, options.feeds) if is_loaded else None,
        "agenda": _agenda(entry.runtime_data.agenda) if is_loaded else None,
        "calendar_pages": entry.runtime_data.calendar_pages.diagnostics() if is_loaded else None,
        "watching": _watching(entry.runtime_data.user_data) if is_loaded else None,
        "queue": entry.runtime_data.outbox.diagnostics() if is_loaded else None,
        "import": _import(entry.runtime_data.importer) if is_loaded else None,
        "waits": _waits(limits.waits),
        "requests": {
            "account": {**_requests(limits.ledger), "budget": _budget(limits.ledger)},
            "shared": _requests(shared_ledger(hass)),
        },
        "files": await AccountStores.of(hass, entry.entry_id).async_diagnostics(),
        "artwork": await tmdb_titles.async_diagnostics(),
        "pictures": await (await async_get_proxy(hass)).async_diagnostics(),
        "tmdb_key_rejected": options.tmdb_api_key is not None and tmdb_titles.is_rejected(options.tmdb_api_key),
        "entities": _entities(hass, entry),
        "issues": [
            issue.value
            for issue in Issue
            if ir.async_get(hass).async_get_issue(DOMAIN, issue_id(issue, entry.entry_id))
        ],
    }


def _account(hass: HomeAssistant, entry: TraktConfigEntry) -> dict[str, Any]:
    return {
        "state": entry.state.value,
        "reason": entry.error_reason_translation_key,
        "polling": not entry.pref_disable_polling,
        "signed_in_until": dt_util.utc_from_timestamp(entry.data["token"]["expires_at"]).isoformat(),
        "asked_to_sign_in_again": any(entry.async_get_active_flows(hass, {SOURCE_REAUTH})),
    }


def _kind_of_key(key: str | None) -> str | None:
    if key is None:
        return None
    return "v4 read access token" if is_token(key) else "v3 key"


def _refresh(coordinator: AgendaCoordinator) -> dict[str, Any]:
    error = coordinator.last_exception
    interval = coordinator.update_interval
    return {
        "succeeded": coordinator.last_update_success,
        "all_feeds_answered": coordinator.last_update_success_time,
        "interval_seconds": interval.total_seconds() if interval is not None else None,
        # Errors of other integrations may contain anything.
        "error": str(error) if getattr(error, "translation_domain", None) == DOMAIN else None,
        "error_type": type(error).__name__ if error is not None else None,
    }


def _feeds(coordinator: AgendaCoordinator, feeds: Iterable[Feed]) -> dict[str, Any]:
    return {feed.value: _feed(coordinator, feed) for feed in feeds}


def _feed(coordinator: AgendaCoordinator, feed: Feed) -> dict[str, Any]:
    answer, error = coordinator.answers.get(feed), coordinator.errors.get(feed)
    return {
        "available": coordinator.is_available(feed),
        "answer": _answer(answer) if answer is not None else None,
        "left_out": dict(coordinator.left_out.get(feed, {})),
        "error": f"{type(error).__name__}: {error}" if error is not None else None,
    }


def _answer(answer: FeedSnapshot) -> dict[str, Any]:
    return {
        "first_day": answer.asked.start.isoformat(),
        "days": answer.asked.days,
        "at": answer.asked.at.isoformat(),
        "age_seconds": (dt_util.utcnow() - answer.asked.at).total_seconds(),
        "releases": len(answer.releases),
    }


def _agenda(coordinator: AgendaCoordinator) -> dict[str, Any]:
    kinds = Counter(f"{type(release).__name__} of {release.feed}" for release in coordinator.data)
    return {"releases": dict(sorted(kinds.items())), "next_change": coordinator.data.next_change(dt_util.utcnow())}


def _watching(user_data: UserDataCoordinator) -> dict[str, Any]:
    return {section.value: _section(user_data, section) for section in Section}


def _section(user_data: UserDataCoordinator, section: Section) -> dict[str, Any]:
    reading, error = user_data.confirmed.readings.get(section), user_data.errors.get(section)
    facts = {
        "records": len(reading.records) if reading is not None else None,
        "at": reading.at.isoformat() if reading is not None else None,
        "error": f"{type(error).__name__}: {error}" if error is not None else None,
    }
    return facts if reading is None or not reading.is_doubted else {**facts, "doubtful_answers": reading.doubts}


def _import(importer: HistoryImporter) -> dict[str, Any] | None:
    imported, partial = importer.last, importer.partial
    if imported is None:
        return None
    return {
        "stage": imported.stage.value,
        "with_air_dates": imported.with_air_dates,
        "read": len(partial.plays),
        "left": partial.left,
        "left_out": dict(Counter(each.field for each in partial.skipped or imported.skipped)),
        "at_air_dates": len(imported.aired),
        "statistics": imported.series is not None,
    }


def _waits(waits: Waits) -> list[dict[str, Any]]:
    return [
        {"scope": scope or "everything", "seconds_left": left.total_seconds(), "error": type(error).__name__}
        for scope, (left, error) in waits.running.items()
    ]


def _requests(ledger: Ledger) -> dict[str, Any]:
    return {
        "in_last_hour": ledger.sent(),
        "answers": {host: dict(sorted(outcomes.items())) for host, outcomes in ledger.answers.items()},
        "last_faults": [asdict(fault) for fault in ledger.faults],
    }


def _budget(ledger: Ledger) -> dict[str, Any]:
    used = ledger.sent(READS_PERIOD)
    return {"seconds": READS_PERIOD.total_seconds(), "allowed": READS, "used": used, "left": READS - used}


def _entities(hass: HomeAssistant, entry: TraktConfigEntry) -> dict[str, str]:
    """Return how the entities are, by names that do not hold the account's."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return {f"{entity.domain}.{entity.translation_key}": _condition(hass, entity) for entity in entities}


def _condition(hass: HomeAssistant, entity: er.RegistryEntry) -> str:
    if entity.disabled:
        return "disabled"
    state = hass.states.get(entity.entity_id)
    if state is None:
        return "missing"
    return state.state if state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN) else "available"
