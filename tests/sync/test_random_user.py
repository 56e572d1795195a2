"""Random actions and random faults: in the end the history at Trakt is what the user asked for, play by play."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
import os
from random import Random
import secrets
import sys

from aiolimiter import AsyncLimiter
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.clients import limits_of
from simulator.catalogue import Catalogue, Episode, Ids, Item, Kind, Movie, Show, key_of
from simulator.diary import Watchable

from ..conftest import ENTRY_ID, NOW, Pass, SetUp
from ..expected import Expected, ExpectedPlay, uid_of
from ..home_user import LISTS
from ..random_user import RandomUser
from ..simulated import Simulated
from ..trakt_json import Json
from ..troubles import Troubles

SEED = "TRAKT_UPCOMING_SEED"
STEPS = 300
BETWEEN_CHECKS = 25
"""Steps."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime.fromisoformat(NOW)


def movie(trakt: int, title: str, released: date) -> Movie:
    """Return a movie."""
    return Movie(ids=Ids(trakt=trakt), title=title, overview="", runtime=100, released=released)


def show(trakt: int, title: str, **seasons: list[datetime]) -> list[Episode]:
    """Return the episodes of a show, by the moments at which those of each season first air."""
    aired = {int(season.removeprefix("s")): moments for season, moments in seasons.items()}
    premiere = min(moment for season, moments in aired.items() if season for moment in moments)
    of = Show(ids=Ids(trakt=trakt), title=title, overview="", runtime=50, network="", premiere=premiere)
    return [
        Episode(
            trakt=14_000_000 + trakt * 1_000 + season * 100 + number,
            show=of,
            season=season,
            number=number,
            title=f"Part {number}",
            first_aired=moment,
        )
        for season, moments in aired.items()
        for number, moment in enumerate(moments, 1)
    ]


def every(time: timedelta, start: datetime, count: int) -> list[datetime]:
    """Return moments at equal distances."""
    return [start + number * time for number in range(count)]


CATALOGUE = Catalogue(
    movies=(
        movie(501, "Dune", date(2021, 10, 22)),
        movie(502, "Paddington", date(2026, 11, 19)),
        movie(503, "Metropolis", date(1927, 1, 10)),
        movie(504, "Avatar", date(2026, 12, 18)),
    ),
    episodes=(
        *show(
            11,
            "Harbour",
            s0=every(DAY, datetime(2025, 3, 1, 20, tzinfo=UTC), 2),
            s1=every(7 * DAY, datetime(2025, 1, 5, 20, tzinfo=UTC), 3),
            s2=every(11 * HOUR, START - 20 * HOUR, 12),
        ),
        *show(
            12,
            "Lighthouse",
            s1=every(DAY, datetime(2022, 2, 18, 2, tzinfo=UTC), 4),
            s2=[datetime(2024, 5, 3, 8, tzinfo=UTC)] * 3,
        ),
        *show(13, "Tide", s1=every(6 * HOUR, START + 30 * HOUR, 4)),
    ),
)


@pytest.fixture
def catalogue() -> Catalogue:
    """Return what there is to watch."""
    return CATALOGUE


@pytest.fixture
def simulator(simulator: Simulated) -> Simulated:
    """Return a Trakt where the user has watched something, and wants to watch more."""
    first, second, *_ = CATALOGUE.episodes_of(CATALOGUE.shows[1])
    watched: list[Watchable] = [first, second, CATALOGUE.movies[0]]
    simulator.diary.fill([(each, START - 9 * DAY) for each in watched], START - DAY)
    wanted: list[Item] = [*CATALOGUE.movies, *CATALOGUE.shows]
    for item in wanted:
        simulator.diary.enlist(item, START - DAY)
    return simulator


@pytest.fixture
def token(simulator: Simulated) -> Json:
    """Return a token that the simulator has given."""
    return simulator.token()


@pytest.fixture
def random(request: pytest.FixtureRequest) -> Random:
    """Return what chooses, by the seed of a run."""
    seed = os.environ.get(SEED) or str(getattr(request, "param", None) or secrets.randbelow(1_000_000))
    sys.stdout.write(f"{SEED}={seed}\n")
    return Random(seed)  # noqa: S311 - no secret


@pytest.fixture
async def random_user(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    simulator: Simulated,
    hass_storage: Json,
    pass_: Pass,
    freezer: FrozenDateTimeFactory,
    random: Random,
) -> RandomUser:
    """Return a user with a home, which may send any number of changes in a second."""
    budget = limits_of(hass, ENTRY_ID).budget
    budget.writes = budget.reads = AsyncLimiter(1_000_000, 1)
    await set_up()
    plays = [ExpectedPlay(play.item, play.watched_at) for play in simulator.diary.plays]
    return RandomUser(
        hass=hass,
        entry=entry,
        simulator=simulator,
        troubles=Troubles(simulator=simulator, storage=hass_storage, random=random),
        expected=Expected(catalogue=CATALOGUE, plays=plays),
        pass_=pass_,
        freezer=freezer,
        random=random,
    )


async def assert_as_asked(random_user: RandomUser) -> None:
    """Check that Trakt has what the user asked for, and that the home tells of that."""
    await random_user.settle()
    diary, expected = random_user.simulator.diary, random_user.expected
    found = Counter((key_of(play.item), play.watched_at) for play in diary.plays)
    assert (sorted(found - expected.history), sorted(expected.history - found)) == ([], [])

    await random_user.refresh()
    told = Counter(key for _, key in await random_user.history())
    assert (sorted(told - found), sorted(found - told)) == ([], [])
    for kind in LISTS:
        await assert_list_as_asked(random_user, kind)


async def assert_list_as_asked(random_user: RandomUser, kind: Kind) -> None:
    """Check that what was ticked off is completed on a list, but for what has come back since."""
    lines = await random_user.lines(kind)
    completed = {line["uid"] for line in lines if line["status"] == "completed"}
    to_do = {line["uid"] for line in lines} - completed
    ticked = {
        uid: at
        for uid, at in random_user.expected.completed(dt_util.utcnow()).items()
        if uid.split("-")[1] == str(kind)
    }
    assert completed == ticked.keys() - to_do
    listed = {uid_of(each.item): each.listed_at for each in random_user.simulator.diary.watchlist.values()}
    watched = {uid_of(play.item) for play in random_user.expected.plays}
    for uid in ticked.keys() & to_do:
        assert uid not in watched if kind is Kind.EPISODE else listed[uid] > ticked[uid]


@pytest.mark.parametrize("random", [7, None], indirect=True, ids=["7", "any"])
async def test_random_steps(random_user: RandomUser) -> None:
    """Each play once, no play more and none less, however the way to Trakt was."""
    await assert_all_steps_as_asked(random_user)


async def assert_all_steps_as_asked(random_user: RandomUser) -> None:
    """Take the steps, and check now and then; what was done is printed where something is not as it should be."""
    try:
        for step in range(1, STEPS + 1):
            await random_user.do_something()
            if step % BETWEEN_CHECKS == 0:
                await assert_as_asked(random_user)
    except BaseException:
        sys.stdout.write("\n".join(random_user.steps))
        raise


@pytest.mark.long
@pytest.mark.parametrize("random", range(100, 110), indirect=True)
async def test_many_random_steps(random_user: RandomUser) -> None:
    """The same with other seeds."""
    await assert_all_steps_as_asked(random_user)
