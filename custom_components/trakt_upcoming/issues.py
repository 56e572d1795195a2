"""Repair issues: what the user has to do."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .api.errors import AccountLockedError, ApiError, AppRejectedError, AuthenticationError, VipRequiredError
from .const import DOMAIN, TMDB_KEYS, TRAKT_APPS, TRAKT_WEBSITE


class Issue(StrEnum):
    """The repair issues of an account; temporary faults and an ended sign-in have none."""

    APP_REJECTED = "app_rejected"
    ACCOUNT_LOCKED = "account_locked"
    VIP_REQUIRED = "vip_required"
    TMDB_KEY_REJECTED = "tmdb_key_rejected"
    WRITES_REFUSED = "writes_refused"


_MOST_LINES: Final = 50
_CAUSES: Final[dict[type[ApiError], Issue]] = {
    AppRejectedError: Issue.APP_REJECTED,
    AccountLockedError: Issue.ACCOUNT_LOCKED,
    VipRequiredError: Issue.VIP_REQUIRED,
}


@callback
def async_report(hass: HomeAssistant, entry: ConfigEntry, errors: Iterable[ApiError]) -> None:
    """Create the issues for the errors of a refresh, and delete those that are resolved."""
    present = {issue_of(error) for error in errors}
    for issue in _CAUSES.values():
        if issue in present:
            async_raise(hass, entry, issue)
        else:
            async_cure(hass, entry, issue)


@callback
def async_react(hass: HomeAssistant, entry: ConfigEntry, error: ApiError) -> None:
    """Create the issue for an error outside a refresh, or ask the user to sign in again.

    That VIP is needed for a request outside the agenda creates no issue.
    """
    if isinstance(error, AuthenticationError):
        entry.async_start_reauth(hass)
    elif (issue := issue_of(error)) is not None and issue is not Issue.VIP_REQUIRED:
        async_raise(hass, entry, issue)


def issue_of(error: ApiError) -> Issue | None:
    """Return the issue for an error, None if the user cannot fix it."""
    return _CAUSES.get(type(error))


@callback
def async_cure(hass: HomeAssistant, entry: ConfigEntry, issue: Issue) -> None:
    """Delete an issue of an account."""
    ir.async_delete_issue(hass, DOMAIN, issue_id(issue, entry.entry_id))


@callback
def async_raise(hass: HomeAssistant, entry: ConfigEntry, issue: Issue) -> None:
    """Create an issue of an account."""
    _async_create(hass, entry, issue)


@callback
def async_report_refused(hass: HomeAssistant, entry: ConfigEntry, refused: Sequence[str]) -> None:
    """Create the issue for changes that Trakt refused, with the last ones, or delete it if there are none."""
    if refused:
        _async_create(hass, entry, Issue.WRITES_REFUSED, "\n".join(f"- {each}" for each in refused[-_MOST_LINES:]))
    else:
        async_cure(hass, entry, Issue.WRITES_REFUSED)


@callback
def async_cure_all(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Delete all issues of an account."""
    for issue in Issue:
        async_cure(hass, entry, issue)


def issue_id(issue: Issue, entry_id: str) -> str:
    """Return the id of an account's issue in Home Assistant's registry."""
    return f"{issue}_{entry_id}"


@callback
def _async_create(hass: HomeAssistant, entry: ConfigEntry, issue: Issue, refused: str = "") -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id(issue, entry.entry_id),
        data={"entry_id": entry.entry_id},
        is_fixable=issue is not Issue.TMDB_KEY_REJECTED,
        severity=ir.IssueSeverity.WARNING if issue is Issue.WRITES_REFUSED else ir.IssueSeverity.ERROR,
        translation_key=issue,
        translation_placeholders={
            "account": entry.title,
            "apps_url": TRAKT_APPS,
            "keys_url": TMDB_KEYS,
            "website_url": TRAKT_WEBSITE,
            "writes": refused,
        },
    )
