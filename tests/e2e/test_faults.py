"""The fault table: each fault at each host, from the sign-in to what Trakt is told behind the calendars."""

import json
import subprocess
import sys
from typing import Any, Final

import pytest

from scripts.fault_table.faults import Fault, Host, Reaction
from scripts.fault_table.report import without_numbers
from scripts.fault_table.runner import Trial, trials
from scripts.fault_table.sight import Phase, Shown, Told
from scripts.home_folder import REPOSITORY

pytestmark = pytest.mark.long
"""Homes are started again after each fault of TMDB, so the table takes a quarter of an hour."""

type Facts = dict[str, Any]

MOST_REQUESTS: Final = 4
"""Of one turn to one host: two feeds, each once more with a new token, or over a new line."""
LONGEST_PULSE: Final = 3
"""Seconds; far more than was ever seen, and far less than any of the limits of time that a fault runs into."""
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
"""Faults after which Trakt would not do what it is told the next time either."""
LOST_ANSWERS: Final = {"slow drip", "body cut in the middle", "broken JSON"}
"""Faults in which the auth host has used up the old token, and the new one does not arrive."""
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
OTHERWISE: Final = {Host.TRAKT_API: "cannot_connect", Host.TRAKT_AUTH: "oauth_failed", Host.TMDB_API: "signed_in"}


def name(trial: Trial) -> str:
    """Return a trial in words."""
    phase, host, fault = trial
    return f"{fault.name}, {host}, {phase}"


TRIALS: Final = {name(trial): trial for trial in trials()}


@pytest.fixture(scope="module")
def trial_run() -> subprocess.CompletedProcess[str]:
    """Return what the command printed. It starts eight homes and takes minutes, so all tests look at the same run."""
    command = [sys.executable, "-m", "scripts.fault_table", "--json"]
    return subprocess.run(command, cwd=REPOSITORY, check=False, capture_output=True, text=True)  # noqa: S603


@pytest.fixture(scope="module")
def seen(trial_run: subprocess.CompletedProcess[str]) -> Facts:
    """Return what the command has seen."""
    if trial_run.returncode:
        pytest.skip("the trials did not come to their end, which another test reports")
    answer: Facts = json.loads(trial_run.stdout)
    return answer


@pytest.fixture(scope="module")
def sights(seen: Facts) -> dict[str, Facts]:
    """Return what was seen of each trial, by its name."""
    return {f"{sight['fault']['name']}, {sight['host']}, {sight['phase']}": sight for sight in seen["sights"]}


def of_phase(phase: Phase) -> pytest.MarkDecorator:
    """Parametrize a test with the trials of a phase."""
    names = [each for each, trial in TRIALS.items() if trial[0] is phase]
    return pytest.mark.parametrize("trial", names)


def test_the_trials_come_to_their_end(trial_run: subprocess.CompletedProcess[str]) -> None:
    """None waits in vain for what it looks at."""
    assert trial_run.returncode == 0, trial_run.stderr


@pytest.mark.parametrize("trial", TRIALS)
def test_home_assistant_lives_on(sights: dict[str, Facts], trial: str) -> None:
    """It answers meanwhile, logs no stack trace, and in the end all is as it was."""
    sight = sights[trial]

    assert sight["is_cured"]
    assert sight["tracebacks"] == []
    assert sight["longest_pulse"] < LONGEST_PULSE
    assert sight["gone"] == []


@of_phase(Phase.SIGNING_IN)
def test_signing_in(sights: dict[str, Facts], trial: str) -> None:
    """It stops with a reason, and leaves nothing behind."""
    _, host, fault = TRIALS[trial]
    sight = sights[trial]
    expected = SIGN_IN_ENDS[host].get(fault.reaction(host), OTHERWISE[host])
    is_in_time = not (fault.is_slow and host is Host.TRAKT_AUTH)

    assert sight["outcome"] == (expected if is_in_time else "oauth_timeout")
    assert sight["issues"] == []
    assert not sight["asks_to_sign_in"]
    assert 1 <= sight["requests"] <= MOST_REQUESTS
    if fault.reaction(host) is not Reaction.LEFT_OUT:
        # Home Assistant's own line about a token that did not come.
        assert len(sight["complaints"]) <= 1


@of_phase(Phase.SETTING_UP)
def test_setting_up(sights: dict[str, Facts], trial: str) -> None:
    """Without a last answer, Home Assistant tries again by itself, or asks to sign in."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)

    if reaction in HARMLESS:
        assert sight["outcome"] == "loaded"
    else:
        assert sight["outcome"] == ("setup_error" if reaction is Reaction.SIGN_IN else "setup_retry")
    assert_asked_for(sight, fault, host)
    assert sight["is_pausing"] == (reaction in PAUSES | {Reaction.VIP_REQUIRED})
    if reaction is not Reaction.LEFT_OUT:
        assert len(sight["complaints"]) == (reaction is Reaction.SIGN_IN)


@of_phase(Phase.RUNNING)
def test_running(sights: dict[str, Facts], trial: str) -> None:
    """What was there stays, the person is told once, and once that it is over."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)

    assert sight["outcome"] == "loaded"
    assert_asked_for(sight, fault, host)
    assert sight["is_pausing"] == (reaction in PAUSES)
    if reaction in HARMLESS:
        assert sight["complaint"] is None
        assert sight["good_news"] == []
        return
    assert sight["complaint"]
    assert sight["changed"] == []
    assert len(sight["complaints"]) == 1
    # A new sign-in and a restart set the account up anew, which says nothing of what was before.
    is_same_account = not sight["costs_sign_in"] and fault.elsewhere is None
    assert len(sight["good_news"]) == is_same_account


@of_phase(Phase.LOOKING)
def test_looking(sights: dict[str, Facts], trial: str) -> None:
    """Whoever looks at a poster sees its title, the host is not asked for it again, and nothing else happens."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)
    is_there = fault.elsewhere is None

    assert sight["outcome"] == Shown.TITLE
    assert sight["issues"] == []
    assert not sight["asks_to_sign_in"]
    # A line that breaks is tried once more.
    assert sight["requests"] == (1 + (fault.name == "connection reset") if is_there else 0)
    assert sight["is_pausing"] == (reaction is Reaction.PAUSE)
    # At another address, each picture is another one.
    assert sight["keeps_pictures"] == is_there
    assert not is_there or sight["changed"] == []
    assert all(entity.startswith("image.") for entity in sight["changed"])
    assert len(sight["complaints"]) == (reaction is not Reaction.NO_SUCH_PICTURE)
    assert all("A picture did not come from" in line for line in sight["complaints"])


@of_phase(Phase.FIRST_READING)
def test_first_reading(sights: dict[str, Facts], trial: str) -> None:
    """The agenda is there; the lists are unknown until they come by themselves, or the person did what was asked."""
    _, host, fault = TRIALS[trial]
    sight = sights[trial]

    assert sight["outcome"] == "loaded"
    assert sight["has_news"] == (fault.reaction(host) in HARMLESS)
    assert_asked_behind(sight, fault, host)
    assert sight["complaints"] == []


@of_phase(Phase.LISTS)
def test_lists(sights: dict[str, Facts], trial: str) -> None:
    """They stay as they were; so does everything else, and nobody is told what would mend itself."""
    _, host, fault = TRIALS[trial]
    sight, reaction = sights[trial], fault.reaction(host)

    assert sight["outcome"] == "loaded"
    assert sight["complaint"] is None
    assert sight["changed"] == (["todo.watchlist_movies"] if reaction in HARMLESS else [])
    assert_asked_behind(sight, fault, host)
    assert len(sight["complaints"]) == (reaction is Reaction.LEFT_OUT)


@of_phase(Phase.WRITING)
def test_writing(sights: dict[str, Facts], trial: str) -> None:
    """What Trakt is told shows at once and arrives once, unless Trakt refuses it; then the person is told."""
    _, host, fault = TRIALS[trial]
    sight = sights[trial]
    is_refused = fault.name in REFUSALS

    if is_refused:
        assert sight["outcome"] == Told.REFUSED
    else:
        assert sight["outcome"] == (Told.DONE if fault.reaction(host) is Reaction.NONE else Told.QUEUED)
    assert sight["arrivals"] == (not is_refused)
    assert sight["changed"] == ([] if is_refused else ["todo.watchlist_movies"])
    assert_asked_behind(sight, fault, host)
    assert sight["complaints"] == []


def assert_asked_behind(sight: Facts, fault: Fault, host: Host) -> None:
    """Assert what the person is asked to do, which is nothing where VIP is needed for lists, and what it costs."""
    reaction = fault.reaction(host)
    assert sight["issues"] == ([reaction.value] if reaction in REPAIRS - {Reaction.VIP_REQUIRED} else [])
    assert sight["asks_to_sign_in"] == (reaction is Reaction.SIGN_IN)
    assert sight["is_pausing"] == (reaction in PAUSES)
    # Once more with a new token, or over a new line what changes nothing.
    is_read_again = fault.name == "connection reset" and sight["phase"] != Phase.WRITING
    assert sight["requests"] == 1 + (reaction is Reaction.SIGN_IN or is_read_again)


def assert_asked_for(sight: Facts, fault: Fault, host: Host) -> None:
    """Assert what the person is asked to do, and how often the host was asked."""
    reaction = fault.reaction(host)
    is_lost = host is Host.TRAKT_AUTH and fault.name in LOST_ANSWERS
    assert sight["issues"] == ([reaction.value] if reaction in REPAIRS else [])
    assert sight["asks_to_sign_in"] == (reaction is Reaction.SIGN_IN)
    # Asked for in vain, a sign-in is no longer needed when Trakt comes to its senses.
    assert sight["costs_sign_in"] == is_lost or reaction is Reaction.SIGN_IN
    assert (sight["requests"] > 0) == (fault.elsewhere is None)
    assert sight["requests"] <= MOST_REQUESTS


def test_the_page_shows_what_was_seen(seen: Facts) -> None:
    """Run scripts/faults to make it anew."""
    page = (REPOSITORY / "docs" / "faults.md").read_text()

    assert without_numbers(page) == without_numbers(seen["page"])
