"""Repair issues: there as long as something is to be mended, for each account by itself."""

from collections.abc import Iterable
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import (
    AccountLockedError,
    ApiError,
    AppRejectedError,
    AuthenticationError,
    LimitReachedError,
    NotFoundError,
    RateLimitedError,
    UnavailableError,
    VipRequiredError,
)
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.issues import (
    Issue,
    async_cure,
    async_cure_all,
    async_raise,
    async_report,
    async_report_refused,
)

from .conftest import ENTRY_ID


def shown(hass: HomeAssistant) -> set[str]:
    """Return the ids of the issues that users see."""
    return {issue_id for (domain, issue_id), issue in ir.async_get(hass).issues.items() if domain == DOMAIN}


def of_account(issues: Iterable[Issue], entry_id: str = ENTRY_ID) -> set[str]:
    """Return the ids that these issues have for an account."""
    return {f"{issue}_{entry_id}" for issue in issues}


@pytest.mark.parametrize(
    ("errors", "issues"),
    [
        pytest.param([AppRejectedError()], [Issue.APP_REJECTED], id="app rejected"),
        pytest.param([AccountLockedError()], [Issue.ACCOUNT_LOCKED], id="account locked"),
        pytest.param([VipRequiredError()], [Issue.VIP_REQUIRED], id="VIP required"),
        pytest.param([VipRequiredError(), VipRequiredError()], [Issue.VIP_REQUIRED], id="two feeds, one issue"),
        pytest.param([VipRequiredError(), AppRejectedError()], [Issue.VIP_REQUIRED, Issue.APP_REJECTED], id="two"),
        pytest.param([], [], id="all is well"),
        pytest.param([UnavailableError(), NotFoundError()], [], id="passing faults"),
        pytest.param([RateLimitedError(timedelta(1)), LimitReachedError()], [], id="limits"),
        pytest.param([AuthenticationError()], [], id="signing in again is a question, no issue"),
    ],
)
def test_issues_of_the_errors_of_a_refresh(
    hass: HomeAssistant, entry: MockConfigEntry, errors: list[ApiError], issues: list[Issue]
) -> None:
    """Only what a user has to mend."""
    async_report(hass, entry, errors)

    assert shown(hass) == of_account(issues)


def test_issues_are_deleted(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """And what came instead is there."""
    async_report(hass, entry, [AppRejectedError()])
    async_report(hass, entry, [AccountLockedError()])

    assert shown(hass) == of_account([Issue.ACCOUNT_LOCKED])


def test_refresh_keeps_the_issue_of_tmdb(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Trakt answering well does not make the key good."""
    async_raise(hass, entry, Issue.TMDB_KEY_REJECTED)
    async_report(hass, entry, [])

    assert shown(hass) == of_account([Issue.TMDB_KEY_REJECTED])


@pytest.mark.parametrize("issue", Issue)
def test_texts_of_issues(hass: HomeAssistant, entry: MockConfigEntry, issue: Issue) -> None:
    """Which account it is, where to go, and a button where trying again helps."""
    async_raise(hass, entry, issue)
    raised = ir.async_get(hass).async_get_issue(DOMAIN, f"{issue}_{ENTRY_ID}")

    assert raised is not None
    assert raised.translation_key == issue
    is_past = issue is Issue.WRITES_REFUSED
    assert raised.severity is (ir.IssueSeverity.WARNING if is_past else ir.IssueSeverity.ERROR)
    assert raised.is_fixable is (issue is not Issue.TMDB_KEY_REJECTED)
    assert raised.data == {"entry_id": ENTRY_ID}
    assert raised.translation_placeholders == {
        "account": "Trakt Demo",
        "apps_url": "https://app.trakt.tv/settings/apps/api",
        "keys_url": "https://www.themoviedb.org/settings/api",
        "website_url": "https://app.trakt.tv",
        "writes": "",
    }


def test_refused_changes(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A line for each, the last fifty of many, and nothing once there is nothing to tell."""
    async_report_refused(hass, entry, [f"Rate Dune {number}: Trakt does not know it" for number in range(60)])
    [issue] = ir.async_get(hass).issues.values()
    lines = (issue.translation_placeholders or {})["writes"].splitlines()

    assert len(lines) == 50
    assert lines[-1] == "- Rate Dune 59: Trakt does not know it"

    async_report_refused(hass, entry, [])
    assert not ir.async_get(hass).issues


def test_each_account_has_its_own(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Curing one account cures no other."""
    other = MockConfigEntry(domain=DOMAIN, entry_id="other", title="Trakt Other")
    for account in (entry, other):
        for issue in Issue:
            async_raise(hass, account, issue)
    async_cure(hass, other, Issue.VIP_REQUIRED)
    async_cure_all(hass, entry)

    assert shown(hass) == of_account(set(Issue) - {Issue.VIP_REQUIRED}, "other")
