"""The fault table: each fault at each host, during the sign-in, the setup, refreshes, and changes of user data."""

import json
import subprocess
import sys
from typing import Any, Final

import pytest

from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.report import without_numbers
from scripts.fault_table.runner import Trial, trials
from scripts.fault_table.sight import ChangeStatus, Phase, Shown
from scripts.home_folder import REPOSITORY

pytestmark = pytest.mark.long
"""Some faults need restarts of Home Assistant, so the table takes a quarter of an hour."""

type Facts = dict[str, Any]

MOST_REQUESTS: Final = 4
"""Requests of one refresh to one host: two feeds, each repeated with a new token or a new connection."""
LONGEST_RESPONSE: Final = 3
"""Seconds. It is much longer than in any run, and much shorter than the time-outs of the integration."""
REPAIRS: Final = {Reaction.APP_REJECTED, Reaction.ACCOUNT_LOCKED, Reaction.VIP_REQUIRED, Reaction.KEY_REJECTED}
PAUSES: Final = {Reaction.PAUSE, Reaction.APP_REJECTED, Reaction.ACCOUNT_LOCKED}
HARMLESS: Final = {
    Reaction.NONE,
    Reaction.LEFT_OUT,
    Reaction.NO_PICTURES,
    Reaction.UNKNOWN_TITLE,
    Reaction.KEY_REJECTED,
}
REFUSALS: Final = {"400 invalid_grant", "400 invalid_client", "420", "426"}
"""Faults after which a change is not sent again."""
LOST_ANSWERS: Final = {"slow drip", "body cut in the middle", "broken JSON"}
"""Faults in which the auth host has replaced the old token, and the new one does not arrive."""
SIGN_IN_ENDS: Final = {
    Host.TRAKT_API: {
        Reaction.SIGN_IN: "oauth_unauthorized",
        Reaction.APP_REJECTED: "app_rejected",
        Reaction.ACCOUNT_LOCKED: "account_locked",
        Reaction.NONE: "signed_in",
        Reaction.LEFT_OUT: "signed_in",
    },
    Host.TRAKT_AUTH: {
        Reaction.SIGN_IN: "oauth_unauthorized",
        Reaction.APP_REJECTED: "app_rejected",
        Reaction.NONE: "signed_in",
    },
    Host.TMDB_API: {Reaction.KEY_REJECTED: "invalid_tmdb_key"},
}
DEFAULT_ENDS: Final = {
    Host.TRAKT_API: "cannot_connect",
    Host.TRAKT_AUTH: "oauth_failed",
    Host.TMDB_API: "signed_in",
}


def name(trial: Trial) -> str:
    """Return the name of a trial."""
    phase, host, fault = trial
    return f"{fault.name}, {host}, {phase}"


TRIALS: Final = {name(trial): trial for trial in trials()}


@pytest.fixture(scope="module")
def trial_run() -> subprocess.CompletedProcess[str]:
    """Return the finished command. It starts eight homes and takes minutes, so all tests use the same run."""
    command = [sys.executable, "-m", "scripts.fault_table", "--json"]
    return subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True)  # noqa: S603


@pytest.fixture(scope="module")
def seen(trial_run: subprocess.CompletedProcess[str]) -> Facts:
    """Return the JSON output of the command."""
    if trial_run.returncode:
        pytest.skip("the trials failed, which another test reports")
    answer: Facts = json.loads(trial_run.stdout)
    return answer


@pytest.fixture(scope="module")
def sights(seen: Facts) -> dict[str, Facts]:
    """Return the results of all trials by name."""
    return {f"{sight['fault']['name']}, {sight['host']}, {sight['phase']}": sight for sight in seen["sights"]}


def of_phase(phase: Phase) -> pytest.MarkDecorator:
    """Parametrize a test with the trials of a phase."""
    names = [each for each, trial in TRIALS.items() if trial[0] is phase]
    return pytest.mark.parametrize("trial", names)


def test_all_trials_end(trial_run: subprocess.CompletedProcess[str]) -> None:
    """No trial waits for something that never happens."""
    assert trial_run.returncode == 0, trial_run.stderr


@pytest.mark.parametrize("trial", TRIALS)
def test_home_assistant_responds_and_recovers(sights: dict[str, Facts], trial: str) -> None:
    """It responds during the fault, logs no stack trace, and everything works afterwards."""
    sight = sights[trial]

    assert sight["has_recovered"]
    assert sight["tracebacks"] == []
    assert sight["longest_response"] < LONGEST_RESPONSE
    assert sight["gone"] == []


@of_phase(Phase.SIGNING_IN)
def test_signing_in(sights: dict[str, Facts], trial: str) -> None:
    """The sign-in ends with a reason, and leaves no issue and no flow."""
    _, host, fault = TRIALS[trial]
    sight = sights[trial]
    expected = SIGN_IN_ENDS[host].get(fault.reaction(host), DEFAULT_ENDS[host])
    has_answer = not (fault.is_slow and host is Host.TRAKT_AUTH)

    assert sight["outcome"] == (expected if has_answer else "oauth_timeout")
    assert sight["issues"] == []
    assert not sight["asks_to_sign_in"]
    assert 1 <= sight["requests"] <= MOST_REQUESTS
    if fault.reaction(host) is not Reaction.LEFT_OUT:
        # Home Assistant itself logs that it got no token.
        assert len(sight["complaints"]) <= 1


@of_phase(Phase.SETTING_UP)
def test_setting_up(sights: dict[str, Facts], trial: str) -> None:
    """Without a snapshot, Home Assistant tries again by itself, or asks to sign in."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)

    if reaction in HARMLESS:
        assert sight["outcome"] == "loaded"
    else:
        assert sight["outcome"] == ("setup_error" if reaction is Reaction.SIGN_IN else "setup_retry")
    assert_agenda_requests(sight, fault, host)
    assert sight["is_pausing"] == (reaction in PAUSES | {Reaction.VIP_REQUIRED})
    if reaction is not Reaction.LEFT_OUT:
        assert len(sight["complaints"]) == (reaction is Reaction.SIGN_IN)


@of_phase(Phase.RUNNING)
def test_running(sights: dict[str, Facts], trial: str) -> None:
    """The last answer stays. The beginning and the end of the fault are logged once."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)

    assert sight["outcome"] == "loaded"
    assert_agenda_requests(sight, fault, host)
    assert sight["is_pausing"] == (reaction in PAUSES)
    if reaction in HARMLESS:
        assert sight["complaint"] is None
        assert sight["recoveries"] == []
        return
    assert sight["complaint"]
    assert sight["changed"] == []
    assert len(sight["complaints"]) == 1
    # A new sign-in and a restart set the account up again, which logs no end of the fault.
    is_same_account = not sight["costs_sign_in"] and fault.elsewhere is None
    assert len(sight["recoveries"]) == is_same_account


@of_phase(Phase.LOOKING)
def test_looking(sights: dict[str, Facts], trial: str) -> None:
    """The title is shown instead of the poster, the poster is not requested again, and nothing else happens."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)
    is_there = fault.elsewhere is None

    assert sight["outcome"] == Shown.TITLE
    assert sight["issues"] == []
    assert not sight["asks_to_sign_in"]
    # After a connection reset, the request is repeated once.
    assert sight["requests"] == (1 + (fault.name == "connection reset") if is_there else 0)
    assert sight["is_pausing"] == (reaction is Reaction.PAUSE)
    # With another address of the host, every image has another address.
    assert sight["keeps_images"] == is_there
    assert not is_there or sight["changed"] == []
    assert all(entity.startswith("image.") for entity in sight["changed"])
    assert len(sight["complaints"]) == (reaction is not Reaction.NO_SUCH_PICTURE)
    assert all("A picture did not come from" in line for line in sight["complaints"])


@of_phase(Phase.FIRST_READING)
def test_first_reading(sights: dict[str, Facts], trial: str) -> None:
    """The agenda is shown. The lists have no state until a later refresh, or until the user did what was asked."""
    _, host, fault = TRIALS[trial]
    sight = sights[trial]

    assert sight["outcome"] == "loaded"
    assert sight["has_news"] == (fault.reaction(host) in HARMLESS)
    assert_user_data_requests(sight, fault, host)
    assert sight["complaints"] == []


@of_phase(Phase.LISTS)
def test_lists(sights: dict[str, Facts], trial: str) -> None:
    """The lists and all other entities keep their states, and nothing is logged."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)

    assert sight["outcome"] == "loaded"
    assert sight["complaint"] is None
    assert sight["changed"] == (["todo.watchlist_movies"] if reaction in HARMLESS else [])
    assert_user_data_requests(sight, fault, host)
    assert len(sight["complaints"]) == (reaction is Reaction.LEFT_OUT)


@of_phase(Phase.WRITING)
def test_writing(sights: dict[str, Facts], trial: str) -> None:
    """A change is shown at once and arrives once, unless Trakt refuses it, which is an error of the action."""
    _, host, fault = TRIALS[trial]
    sight = sights[trial]
    is_refused = fault.name in REFUSALS

    if is_refused:
        assert sight["outcome"] == ChangeStatus.REFUSED
    else:
        assert sight["outcome"] == (ChangeStatus.DONE if fault.reaction(host) is Reaction.NONE else ChangeStatus.QUEUED)
    assert sight["arrivals"] == (not is_refused)
    assert sight["changed"] == ([] if is_refused else ["todo.watchlist_movies"])
    assert_user_data_requests(sight, fault, host)
    assert sight["complaints"] == []


def assert_user_data_requests(sight: Facts, fault: Fault, host: Host) -> None:
    """Assert what the user is asked to do, which is nothing if lists need VIP, and the number of requests."""
    reaction = fault.reaction(host)
    assert sight["issues"] == ([reaction.value] if reaction in REPAIRS - {Reaction.VIP_REQUIRED} else [])
    assert sight["asks_to_sign_in"] == (reaction is Reaction.SIGN_IN)
    assert sight["is_pausing"] == (reaction in PAUSES)
    # A request is repeated with a new token, and one that changes nothing also after a connection reset.
    is_read_again = fault.name == "connection reset" and sight["phase"] != Phase.WRITING
    assert sight["requests"] == 1 + (reaction is Reaction.SIGN_IN or is_read_again)


def assert_agenda_requests(sight: Facts, fault: Fault, host: Host) -> None:
    """Assert what the user is asked to do, and the number of requests."""
    reaction = fault.reaction(host)
    is_lost = host is Host.TRAKT_AUTH and fault.name in LOST_ANSWERS
    assert sight["issues"] == ([reaction.value] if reaction in REPAIRS else [])
    assert sight["asks_to_sign_in"] == (reaction is Reaction.SIGN_IN)
    # A sign-in that was asked for because of a fault may not be needed any more after the fault.
    assert sight["costs_sign_in"] == is_lost or reaction is Reaction.SIGN_IN
    assert (sight["requests"] > 0) == (fault.elsewhere is None)
    assert sight["requests"] <= MOST_REQUESTS


def test_page_is_up_to_date(seen: Facts) -> None:
    """If it fails, `scripts/faults` writes a new page."""
    page = (REPOSITORY / "docs" / "faults.md").read_text()

    assert without_numbers(page) == without_numbers(seen["page"])
