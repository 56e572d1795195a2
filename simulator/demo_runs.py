"""When the invented shows of the demo air. Together they have every special case that real schedules have."""

from datetime import datetime, time

from dateutil.rrule import FR, MO, SA, SU, TH, TU, WE

from .demo_shows import (
    ARCHIVE,
    ECHOES,
    FERRY,
    HARBOUR,
    KETTLE,
    LEDGER,
    MOONS,
    NUMBERS,
    ORDERS,
    PARLIAMENT,
    RESCUE,
    UNLISTED,
    WINDOW,
    ZERO,
)
from .schedule import Run, daily, once, weekly


def runs(now: datetime) -> tuple[Run, ...]:
    """Return all runs around a moment. Within the next 30 days, every type of episode occurs."""
    return (*_earlier(now), *_all_year(now), *_premieres_and_finales(now), *_single_moments(now))


def _earlier(now: datetime) -> tuple[Run, ...]:
    """Return the runs of the last months."""
    return (
        Run(
            show=HARBOUR,
            rule=weekly(HARBOUR, time(21), SU, now, begins=-26, episodes=10),
            season=2,
            types={1: "season_premiere", 10: "season_finale"},
        ),
        Run(
            show=PARLIAMENT,
            rule=weekly(PARLIAMENT, time(21, 30), TU, now, begins=-16, episodes=8),
            season=5,
            types={1: "season_premiere", 8: "season_finale"},
        ),
        Run(
            show=ORDERS,
            rule=weekly(ORDERS, time(21), TH, now, begins=-8, episodes=6),
            season=5,
            types={1: "season_premiere"},
        ),
        Run(
            show=LEDGER,
            rule=weekly(LEDGER, time(0), FR, now, begins=-7, episodes=5),
            season=2,
            types={1: "season_premiere"},
        ),
    )


def _all_year(now: datetime) -> tuple[Run, ...]:
    return (
        Run(show=KETTLE, rule=daily(KETTLE, time(22, 35), now), season=4, first_number=61),
        Run(
            show=FERRY,
            rule=weekly(FERRY, time(23, 30), TH, now),
            season=2,
            first_number=14,
            titles=("灯台", "波の記憶", "まだ見ぬ岸"),
        ),
        Run(
            show=ECHOES,
            rule=weekly(ECHOES, time(19, 50), WE, now),
            season=1,
            first_number=2,
            titles=("La première pluie", None, "Noël en août"),
        ),
        Run(show=RESCUE, rule=weekly(RESCUE, time(19, 30), SA, now), season=4, first_number=3),
        Run(show=NUMBERS, rule=weekly(NUMBERS, time(23), TU, now), first_number=5),
        Run(show=ZERO, rule=weekly(ZERO, time(22), WE, now), first_number=2, titles=("Opening", "Gambit", "Draw")),
        Run(show=UNLISTED, rule=weekly(UNLISTED, time(20), FR, now), season=2, first_number=4),
        Run(show=WINDOW, rule=weekly(WINDOW, time(21, 15), SU, now), first_number=2),
    )


def _premieres_and_finales(now: datetime) -> tuple[Run, ...]:
    return (
        Run(
            show=HARBOUR,
            rule=weekly(HARBOUR, time(21), SU, now, begins=1),
            season=3,
            types={1: "season_premiere"},
            titles=("The Tide Table", "Ballast", "What the Lamp Saw", "Undertow"),
        ),
        Run(
            show=ARCHIVE,
            rule=weekly(ARCHIVE, time(20, 15), MO, now, begins=1),
            types={1: "series_premiere"},
            titles=("Akte Null", "Grüße aus Gera", "Der dritte Schlüssel"),
        ),
        Run(
            show=PARLIAMENT,
            rule=weekly(PARLIAMENT, time(21, 30), TU, now, episodes=4),
            season=6,
            types={4: "mid_season_finale"},
            titles=("Filibuster Fondue", "A Point of Border", "Null and Void", "The Casting Vote"),
        ),
        Run(
            show=PARLIAMENT,
            rule=weekly(PARLIAMENT, time(21, 30), TU, now, begins=3),
            season=6,
            first_number=5,
            types={5: "mid_season_premiere"},
            titles=("Second Reading", "Order, Order", "Division Bell"),
        ),
        Run(
            show=LEDGER,
            rule=weekly(LEDGER, time(0), FR, now, episodes=5),
            season=2,
            first_number=6,
            types={10: "season_finale"},
            titles=("Double Entry", "Off the Books", "Depreciation", "Goodwill", "Write-Off"),
        ),
        Run(
            show=ORDERS,
            rule=weekly(ORDERS, time(21), TH, now, episodes=4),
            season=5,
            first_number=7,
            types={10: "series_finale"},
            titles=("The Quiz", "Lock-In", "Bar Tab", "Time, Please"),
        ),
    )


def _single_moments(now: datetime) -> tuple[Run, ...]:
    return (
        Run(
            show=MOONS,
            rule=once(now, 5, 8),
            season=2,
            together=8,
            types={1: "season_premiere", 8: "season_finale"},
            titles=("Ascent", "Perigee", "Far Side", "Terminator", "Libration", "Eclipse", "Apogee", "Descent"),
        ),
        Run(show=HARBOUR, rule=once(now, 12, 20), season=0, titles=("The Making of Salt Harbour",)),
    )
