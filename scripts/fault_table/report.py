"""The fault table as a page: a row for each fault, a column for each host and phase."""

from collections.abc import Iterable, Iterator
from pathlib import Path
import re
from typing import Final

from scripts.fault_table.faults import FAULTS, Host
from scripts.fault_table.sight import ChangeStatus, Phase, Shown, Sight, phases

HOSTS: Final = {
    Host.TRAKT_API: "Trakt's API",
    Host.TRAKT_AUTH: "Trakt's auth host",
    Host.TMDB_API: "TMDB",
    Host.TRAKT_IMAGES: "Trakt's images",
    Host.TMDB_IMAGES: "TMDB's images",
}
OUTCOMES: Final = {
    "signed_in": "goes on",
    "loaded": "goes on",
    "setup_retry": "tried again",
    "setup_error": "waits",
    Shown.IMAGE: "goes on",
    Shown.TITLE: "title",
    ChangeStatus.DONE: "goes on",
    ChangeStatus.QUEUED: "queued",
    ChangeStatus.REFUSED: "refused",
}
"""The words of the table for each outcome. Any other outcome is the reason why a sign-in was aborted."""
PREFACE: Final = Path(__file__).with_name("preface.md").read_text()
NOT_TRIED: Final = "-"


def page(sights: Iterable[Sight]) -> str:
    """Return the whole page as Markdown."""
    sights = list(sights)
    return f"{PREFACE}\n{matrix(sights)}\n\n{_sums(sights)}\n"


def matrix(sights: Iterable[Sight]) -> str:
    """Return the table alone, as Markdown."""
    cells = {(sight.fault.name, sight.host, sight.phase): words(sight) for sight in sights}
    tried = {name for name, _, _ in cells}
    columns = [(host, phase) for host in Host for phase in phases(host)]
    head = ["Fault", *(f"{HOSTS[host]}, {phase}" for host, phase in columns)]
    names = (fault.name for fault in FAULTS if fault.name in tried)
    rows = [[name, *(cells.get((name, *column), NOT_TRIED) for column in columns)] for name in names]
    return "\n".join(map(_row, [head, ["---"] * len(head), *rows]))


def words(sight: Sight) -> str:
    """Return the text of a cell."""
    return f"{', '.join(_parts(sight))} ({sight.requests})"


def without_numbers(text: str) -> str:
    """Return a page without the numbers that can differ between two runs."""
    return re.sub(r" \(\d+\)|[\d.,]+ (ms|trials)", "", text)


def _parts(sight: Sight) -> Iterator[str]:
    if sight.gone:
        yield f"loses {len(sight.gone)} entities"
    elif (sight.phase is Phase.RUNNING and sight.complaint) or (sight.phase is Phase.LISTS and not sight.has_news):
        yield "keeps"
    elif sight.phase is Phase.FIRST_READING and not sight.has_news:
        yield "no lists yet"
    else:
        yield OUTCOMES.get(sight.outcome, f"stops: {sight.outcome.replace('_', ' ')}")
    yield from (f"repair: {issue.replace('_', ' ')}" for issue in sight.issues)
    if sight.asks_to_sign_in:
        yield "sign in"
    elif sight.costs_sign_in:
        yield "sign in later"
    if sight.is_pausing:
        yield "pause"


def _sums(sights: list[Sight]) -> str:
    traces = sum(len(sight.tracebacks) for sight in sights)
    longest = 1_000 * max(sight.longest_response for sight in sights)
    recovered = sum(sight.has_recovered for sight in sights)
    return (
        f"After {recovered} trials of {len(sights)} trials, everything worked as before. Home Assistant logged "
        f"{traces} stack traces. Its longest response to another request during a fault took {longest:.0f} ms."
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
