"""The fault table as a page: a row for each fault, a column for each host and phase."""

from collections.abc import Iterable, Iterator
from pathlib import Path
import re
from typing import Final

from scripts.fault_table.faults import FAULTS, Host
from scripts.fault_table.sight import Phase, Shown, Sight, Told, phases

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
    Shown.PICTURE: "goes on",
    Shown.TITLE: "title",
    Told.DONE: "goes on",
    Told.QUEUED: "queued",
    Told.REFUSED: "refused",
}
"""What the words of Home Assistant are called here; everything else is the reason for which a sign-in stopped."""
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
    """Return what was seen, in as few words as possible."""
    return f"{', '.join(_parts(sight))} ({sight.requests})"


def without_numbers(text: str) -> str:
    """Return a page without what may differ from one run to the next."""
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
    longest = 1_000 * max(sight.longest_pulse for sight in sights)
    cured = sum(sight.is_cured for sight in sights)
    return (
        f"Of {len(sights)} trials, {cured} trials ended with everything as it was before. Home Assistant logged "
        f"{traces} stack traces. Asked something else meanwhile, it answered within {longest:.0f} ms at the latest."
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
