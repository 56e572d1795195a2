"""The two catalogues: one that is like life, and one with exact numbers."""

from datetime import UTC, date, datetime, time, timedelta
import random
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, FR, MO, SA, SU, TH, TU, WE, WEEKLY, rrule, weekday

from .catalogue import Catalogue, Episode, Movie, Run, Show, around, scheduled

_NEW_YORK, _LONDON, _TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")
_LOS_ANGELES, _BERLIN, _SYDNEY = (
    ZoneInfo("America/Los_Angeles"),
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("Australia/Sydney"),
)


def demo(now: datetime, seed: int) -> Catalogue:
    """Return a catalogue with everything that occurs: drops, specials, finales, odd titles and missing ids."""
    start, end = around(now)
    runs = (*_weekly(start), *_daily(start), *_events(now))
    episodes = tuple(episode for run in runs for episode in scheduled(run, start, end))
    return Catalogue(episodes=episodes, movies=_movies(now.date(), random.Random(seed)))


def exact(now: datetime, episodes: int, movies: int) -> Catalogue:
    """Return exactly so many episodes and films within the next 30 days, all known to TMDB with posters."""
    today = now.date()
    shows = [
        _show(100 + index, f"Exact Show {index + 1:02}", "Channel One", 45) for index in range((episodes + 1) // 2)
    ]
    return Catalogue(
        episodes=tuple(
            Episode(
                trakt=50_000 + index,
                show=shows[index // 2],
                season=1,
                number=index % 2 + 1,
                title=f"Episode title {index + 1}",
                first_aired=datetime.combine(_within_month(today, index, episodes), time(12 + index % 8), UTC),
            )
            for index in range(episodes)
        ),
        movies=tuple(
            _movie(700 + index, f"Exact Film {index + 1:02}", _within_month(today, index, movies))
            for index in range(movies)
        ),
    )


def _within_month(today: date, index: int, count: int) -> date:
    return today + timedelta(days=1 + index * 28 // max(count, 1))


def _show(trakt: int, title: str, network: str, runtime: int, *, tmdb: int | None = -1, **facts: object) -> Show:
    values: dict[str, object] = {
        "tmdb": 90_000 + trakt if tmdb == -1 else tmdb,
        "imdb": f"tt{9_000_000 + trakt}",
        "tvdb": 400_000 + trakt,
        "overview": f"{title} follows people who would rather be somewhere else.",
        **facts,
    }
    return Show(trakt=trakt, title=title, network=network, runtime=runtime, **values)  # type: ignore[arg-type]


def _movie(trakt: int, title: str, released: date, **facts: object) -> Movie:
    values: dict[str, object] = {
        "runtime": 90 + trakt % 60,
        "tmdb": 800_000 + trakt,
        "imdb": f"tt{8_000_000 + trakt}",
        "overview": f"{title} is about a decision that cannot be taken back.",
        **facts,
    }
    return Movie(trakt=trakt, title=title, released=released, **values)  # type: ignore[arg-type]


def _on(start: datetime, zone: ZoneInfo, hour: int, minute: int, *days: weekday) -> rrule:
    begin = start.astimezone(zone).replace(hour=hour, minute=minute)
    return rrule(WEEKLY, dtstart=begin, byweekday=days)


_SALT_HARBOUR = _show(
    11,
    "Salt Harbour",
    "Northlight",
    52,
    genres=("drama", "mystery"),
    translations={"de": "Salzhafen", "fr": "Port-Sel"},
)
_FERRY_OF_STARS = _show(
    13,
    "星の渡し船",
    "Tokyo Ten",
    24,
    genres=("anime", "fantasy"),
    translations={"de": "Die Sternenfähre", "en": "Ferry of Stars"},
)
_PAPER_MOONS = _show(
    40, "Paper Moons", "Streamberry", 38, genres=("science-fiction",), translations={"de": "Papiermonde"}
)


def _weekly(start: datetime) -> tuple[Run, ...]:
    return (
        Run(
            show=_SALT_HARBOUR,
            rule=_on(start, _NEW_YORK, 21, 0, SU),
            season=3,
            types={1: "season_premiere", 8: "season_finale"},
            titles=("The Tide Table", "Ballast", "What the Lamp Saw", "Undertow"),
        ),
        Run(
            show=_show(12, "Das Archiv", "Kanal 5", 45, genres=("crime",), translations={"en": "The Archive"}),
            rule=_on(start, _BERLIN, 20, 15, MO),
            season=1,
            types={1: "series_premiere"},
            titles=("Akte Null", "Grüße aus Gera", "Der dritte Schlüssel"),
        ),
        Run(
            show=_FERRY_OF_STARS,
            rule=_on(start, _TOKYO, 23, 30, TH),
            season=2,
            first_number=14,
            titles=("灯台", "波の記憶", "まだ見ぬ岸"),
        ),
        Run(
            show=_show(14, "Kitchen Parliament", "Gull Two", 30, genres=("comedy",)),
            rule=_on(start, _LONDON, 21, 30, TU),
            season=6,
            types={4: "mid_season_finale", 5: "mid_season_premiere"},
            titles=("Filibuster Fondue", "A Point of Border", "Null and Void"),
        ),
        Run(
            show=_show(15, "Échos de l'été", "Canal Sud", 50, translations={"en": "Echoes of Summer"}),
            rule=_on(start, _LONDON, 19, 50, WE),
            season=1,
            titles=("La première pluie", None, "Noël en août"),
        ),
        Run(
            show=_show(16, "Red Ledger", "Pacific One", 58, genres=("thriller",)),
            rule=_on(start, _LOS_ANGELES, 0, 0, FR),
            season=2,
            types={6: "season_finale"},
            titles=("Double Entry", "Off the Books", "Depreciation"),
        ),
        Run(
            show=_show(17, "Southern Cross Rescue", "Harbour 9", 42, genres=("reality",)),
            rule=_on(start, _SYDNEY, 19, 30, SA),
            season=4,
        ),
        Run(
            show=_show(18, "Nobody's Numbers", "Indie Loop", 22, tmdb=None, imdb=None, tvdb=None),
            rule=_on(start, _NEW_YORK, 23, 0, TU),
            season=1,
        ),
        Run(
            show=_show(19, "Zero Sum Game", "Indie Loop", 44, tmdb=0),
            rule=_on(start, _NEW_YORK, 22, 0, WE),
            season=1,
        ),
        Run(
            show=_show(20, "Unlisted Hours", "Northlight", 47, known_to_tmdb=False),
            rule=_on(start, _NEW_YORK, 20, 0, FR),
            season=2,
        ),
        Run(
            show=_show(21, "חלון לים", "Channel 22", 40, translations={"en": "A Window to the Sea"}),
            rule=_on(start, ZoneInfo("Asia/Jerusalem"), 21, 15, SU),
            season=1,
        ),
    )


def _daily(start: datetime) -> tuple[Run, ...]:
    show = _show(30, "The Late Kettle \N{HOT BEVERAGE}", "Gull Two", 35, genres=("talk-show",))
    begin = start.astimezone(_LONDON).replace(hour=22, minute=35)
    return (Run(show=show, rule=rrule(DAILY, dtstart=begin), season=1),)


def _events(now: datetime) -> tuple[Run, ...]:
    farewell = _show(41, "Last Orders", "Gull Two", 60, has_poster=False)
    return (
        Run(
            show=_PAPER_MOONS,
            rule=_once(now, 5, 8),
            season=2,
            together=8,
            types={1: "season_premiere", 8: "season_finale"},
            titles=("Ascent", "Perigee", "Far Side", "Terminator", "Libration", "Eclipse", "Apogee", "Descent"),
        ),
        Run(show=_SALT_HARBOUR, rule=_once(now, 12, 20), season=0, titles=("The Making of Salt Harbour",)),
        Run(
            show=farewell,
            rule=_once(now, 9, 21),
            season=5,
            first_number=10,
            types={10: "series_finale"},
            titles=("Time, Please",),
        ),
    )


def _once(now: datetime, days: int, hour: int) -> rrule:
    moment = (now + timedelta(days=days)).astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)
    return rrule(DAILY, dtstart=moment, count=1)


_FILMS = (
    ("The Cartographer's Daughter", ("adventure",), True),
    ("Monsoon Letters", ("romance",), True),
    ("Kilometre Zero", ("thriller",), True),
    ("Die stille Brücke", ("drama",), True),
    ("Glasshouse", ("horror",), True),
    ("Annulled", ("comedy",), True),
    ("Night Bus to Almaty", ("drama", "comedy"), False),
    ("Spider-Orchid", ("mystery",), True),
    ("Robots & Rosemary", ("animation", "family"), True),
    ("海辺の郵便局", ("drama",), True),
    ("Winter Quarters", ("history",), True),
    ("The Ninth Understudy", ("music",), False),
    ("Halfway Up", ("documentary",), True),
    ("Orbit of the Heron", ("science-fiction",), True),
)


def _movies(today: date, chance: random.Random) -> tuple[Movie, ...]:
    offsets = [0, *sorted(chance.sample(range(1, 30), len(_FILMS) - 1))]
    return tuple(
        _movie(
            600 + index,
            title,
            today + timedelta(days=offset),
            genres=genres,
            has_poster=has_poster,
            streaming=today + timedelta(days=(offset + 12) % 30) if index % 3 == 0 else None,
            dvd=today + timedelta(days=(offset + 20) % 30) if index % 5 == 0 else None,
        )
        for index, ((title, genres, has_poster), offset) in enumerate(zip(_FILMS, offsets, strict=True))
    )
