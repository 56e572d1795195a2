"""What Trakt and TMDB really answered once goes the whole way: client, agenda, calendars, sensors and action.

Runs where the environment variable TRAKT_REFERENCE names a folder that holds `payloads`.
"""

from datetime import datetime
import json
import os
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.errors import ApiError, KeyRejectedError, NotFoundError, UnavailableError
from custom_components.trakt_upcoming.clients import tmdb_client
from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API, TRAKT_API, TRAKT_AUTH

from .conftest import TMDB_KEY, SetUp, announce, attribute, events_of, sensor
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, movie_entry

REFERENCE = os.environ.get("TRAKT_REFERENCE", "")
PAYLOADS = Path(REFERENCE) / "payloads"
pytestmark = pytest.mark.skipif(not REFERENCE, reason="TRAKT_REFERENCE does not name the folder with the payloads")

SHOWS = {
    "trakt_calendars_my_shows_2026": "2026-09-12T12:00:00Z",
    "trakt_calendars_my_shows_2016": "2016-02-23T12:00:00Z",
    "trakt_calendars_all_shows_new_2020": "2020-08-01T12:00:00Z",
}
"""When each was recorded."""
MOVIES = {"trakt_calendars_my_movies_doc": "2014-07-31T12:00:00Z"}
SETTINGS = ["trakt_users_settings_free_2026", "trakt_users_settings_vip_doc"]
TITLES_OF_SHOWS = ["tmdb_tv_details", "tmdb_tv_details_complex"]
TITLES_OF_MOVIES = ["tmdb_movie_details", "tmdb_movie_sparse", "tmdb_movie_append_2017"]
TMDB_ERRORS: list[tuple[str, int, type[ApiError]]] = [
    ("tmdb_error_34_not_found", 404, NotFoundError),
    ("tmdb_error_34_not_found_no_success_key", 404, NotFoundError),
    ("tmdb_error_7_invalid_api_key", 401, KeyRejectedError),
    ("tmdb_error_validation_errors_array", 422, UnavailableError),
]
OTHERS = ["trakt_oauth_token_2016", "trakt_error_unauthorized", "tmdb_configuration_2017"]
NOT_USED = ["tmdb_movie_images_2017", "tmdb_tv_images", "tmdb_tv_episode_details", "tmdb_tv_episode_no_votes"]
FAR = {"start": "2010-01-01T00:00:00+00:00", "end": "2030-01-01T00:00:00+00:00"}


def recorded(name: str) -> Any:
    """Return a recorded answer."""
    return json.loads((PAYLOADS / f"{name}.json").read_text())


async def releases(hass: HomeAssistant) -> list[Json]:
    """Return all releases that the action knows of."""
    response: Any = await hass.services.async_call(
        DOMAIN, "get_upcoming", {"days": 90}, blocking=True, return_response=True
    )
    return [release for day in response["days"] for release in day["releases"]]


def test_no_recording_is_forgotten() -> None:
    """Every answer of an endpoint that is used has its place in one of the tests below."""
    families = ("trakt_calendars_", "trakt_users_settings_", "trakt_oauth_token", "trakt_error_", "tmdb_")
    there = {path.stem for path in PAYLOADS.glob("*.json") if path.stem.startswith(families)}
    errors = [name for name, _, _ in TMDB_ERRORS]

    assert there == {*SHOWS, *MOVIES, *SETTINGS, *TITLES_OF_SHOWS, *TITLES_OF_MOVIES, *errors, *OTHERS, *NOT_USED}


@pytest.mark.parametrize("options", [{"days": 40, "tmdb_api_key": TMDB_KEY}], ids=["40 days"])
@pytest.mark.parametrize("name", SHOWS)
async def test_calendar_of_shows(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trakt: FakeTrakt,
    set_up: SetUp,
    freezer: FrozenDateTimeFactory,
    name: str,
) -> None:
    """Each entry is an event at the moment at which it first airs, whatever else is missing or strange."""
    answer = recorded(name)
    freezer.move_to(SHOWS[name])
    await announce(trakt, set_up, shows=answer)

    events = await events_of(hass, "calendar.trakt_demo_episodes", **FAR)

    assert sorted((datetime.fromisoformat(event["start"]), event["summary"]) for event in events) == sorted(
        (datetime.fromisoformat(each["first_aired"]), _summary(each)) for each in answer
    )
    assert sensor(hass, "upcoming_episodes") == str(len(answer))
    assert len(attribute(hass, "upcoming_episodes", "data")) == 1 + len(answer)
    assert datetime.fromisoformat(sensor(hass, "next_episode")) == datetime.fromisoformat(events[0]["start"])
    assert not any(entry.runtime_data.agenda.left_out.values())


def _summary(entry: Json) -> str:
    episode = entry["episode"]
    words = f"{entry['show']['title']} S{episode['season']:02}E{episode['number']:02} {episode['title'] or ''}"
    return words.strip()


@pytest.mark.parametrize("options", [{"days": 40, "tmdb_api_key": TMDB_KEY}], ids=["40 days"])
@pytest.mark.parametrize("name", SHOWS)
async def test_titles_of_recorded_shows(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, freezer: FrozenDateTimeFactory, name: str
) -> None:
    """TMDB is asked once for each show that it can know, and never for number 0 or null."""
    answer = recorded(name)
    freezer.move_to(SHOWS[name])
    await announce(trakt, set_up, shows=answer)

    asked = sorted(address for address in trakt.requests if address.startswith(TMDB_API))
    known = {each["show"]["ids"]["tmdb"] for each in answer} - {None, 0}

    assert asked == sorted(f"{TMDB_API}/3/tv/{tmdb}" for tmdb in known)
    assert {release["ids"]["tmdb"] for release in await releases(hass)} - {None} == known


async def test_odd_ids(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, freezer: FrozenDateTimeFactory) -> None:
    """An id of null or 0, or one with a slash at its end, is no id; the good ones beside it stay."""
    freezer.move_to(SHOWS["trakt_calendars_all_shows_new_2020"])
    await announce(
        trakt,
        set_up,
        shows=recorded("trakt_calendars_all_shows_new_2020"),
        movies=recorded("trakt_calendars_my_movies_doc"),
    )
    by_show = {release["show"]: release for release in await releases(hass) if release["type"] == "episode"}

    assert by_show["Mapleworth Murders"]["ids"] == {
        "trakt": 155895,
        "slug": "mapleworth-murders",
        "imdb": None,
        "tmdb": None,
        "tvdb": 373202,
    }
    assert by_show["SF8"]["ids"]["imdb"] is None
    assert by_show["Winter Dragon"]["ids"]["imdb"] is None
    assert by_show["Ted Lasso"]["ids"]["imdb"] == "tt10986410"
    assert by_show["Ted Lasso"]["episode_ids"]["tmdb"] == 2043514


async def test_episodes_of_number_zero(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """In 2016 Trakt said 0 for what TMDB did not know yet."""
    freezer.move_to(SHOWS["trakt_calendars_my_shows_2016"])
    await announce(trakt, set_up, shows=recorded("trakt_calendars_my_shows_2016"))

    ids = {release["show"]: release["episode_ids"]["tmdb"] for release in await releases(hass)}

    assert ids == {**dict.fromkeys(ids), "Better Call Saul": 1164134}
    assert len(ids) == 11


async def test_released_is_not_when_it_airs(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """Where `released` is null or names another day, the moment at which it first airs is what counts."""
    freezer.move_to(SHOWS["trakt_calendars_my_shows_2026"])
    answer = recorded("trakt_calendars_my_shows_2026")
    await announce(trakt, set_up, shows=answer)

    starts = {release["show"]: release["start"] for release in await releases(hass)}

    assert [each["released"] for each in answer] == ["2026-09-13", None, "2026-09-13"]
    assert starts == {
        "Lioness": "2026-09-13T08:00:00+01:00",
        "One Piece": "2026-09-13T15:15:00+01:00",
        "Mushoku Tensei: Jobless Reincarnation": "2026-09-14T12:00:00+01:00",
    }


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("name", MOVIES)
async def test_calendar_of_movies(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, freezer: FrozenDateTimeFactory, name: str, zone: str
) -> None:
    """Each entry is on all day, on the day that Trakt names."""
    answer = recorded(name)
    await hass.config.async_set_time_zone(zone)
    freezer.move_to(MOVIES[name])
    await announce(trakt, set_up, shows=[], movies=answer)

    events = await events_of(hass, "calendar.trakt_demo_movies", **FAR)

    assert sorted((event["start"], event["summary"]) for event in events) == sorted(
        (each["released"], each["movie"]["title"]) for each in answer
    )
    assert sensor(hass, "upcoming_movies") == str(len(answer))
    assert sensor(hass, "next_movie") == min(each["released"] for each in answer)


@pytest.mark.parametrize("name", SETTINGS)
async def test_settings(entry: MockConfigEntry, trakt: FakeTrakt, set_up: SetUp, name: str) -> None:
    """They say what to call the user, and which account it is."""
    await set_up()
    trakt.mock.clear_requests()
    trakt.mock.get(f"{TRAKT_API}/users/settings", json=recorded(name))

    user = await entry.runtime_data.agenda._client.user()

    assert (user.display_name, user.unique_id) == ("Sample User", "0" * 40)


async def test_a_token_that_was_rejected(entry: MockConfigEntry, trakt: FakeTrakt, set_up: SetUp) -> None:
    """Trakt's refusal brings a new token, which is asked for once and then used by all."""
    trakt.fail(status=401, json=recorded("trakt_error_unauthorized"))
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", json=recorded("trakt_oauth_token_2016"))
    await set_up()

    used = [headers["Authorization"] for method, _, _, headers in trakt.mock.mock_calls if method.upper() == "GET"]

    assert trakt.requests.count(f"{TRAKT_AUTH}/oauth/token") == 1
    assert sorted(used) == sorted(2 * [f"Bearer {'0' * 16}", "Bearer an-access-token"])
    assert entry.data["token"]["refresh_token"] == "0" * 17


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY, "language": "de"}], ids=["in German"])
@pytest.mark.parametrize("name", TITLES_OF_SHOWS)
async def test_title_of_a_show(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, name: str) -> None:
    """TMDB's pictures are used; where it has no German title, Trakt's stays."""
    details = recorded(name)
    trakt.clear()
    trakt.answer_tmdb(json=details)
    trakt.answer_feed("shows", json=[episode_entry(tmdb=details["id"])])
    trakt.answer_feed("movies", json=[])
    await set_up()

    [release] = await releases(hass)

    assert details["name"] == details["original_name"]
    assert release["show"] == "Severance"
    assert release["poster"] == f"https://image.tmdb.org/t/p/w500{details['poster_path']}"
    assert release["fanart"] == f"https://image.tmdb.org/t/p/w1280{details['backdrop_path']}"
    assert attribute(hass, "next_episode", "entity_picture") == release["poster"]


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY, "language": "de"}], ids=["in German"])
@pytest.mark.parametrize("name", TITLES_OF_MOVIES)
async def test_title_of_a_movie(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, name: str) -> None:
    """Where TMDB has no picture there is none, and where it has no German title or no words, Trakt's are used."""
    details = recorded(name)
    trakt.clear()
    trakt.answer_tmdb(json=details)
    trakt.answer_feed("shows", json=[])
    trakt.answer_feed("movies", json=[movie_entry(tmdb=details["id"])])
    await set_up()

    [release] = await releases(hass)

    poster = f"https://image.tmdb.org/t/p/w500{details['poster_path']}" if details["poster_path"] else None
    assert details["title"] == details["original_title"]
    assert release["title"] == "Dune: Part Three"
    assert release["overview"] == (details["overview"] or "What it is about.")
    assert release["poster"] == attribute(hass, "next_movie", "poster") == poster


@pytest.mark.parametrize("options", [{"tmdb_api_key": TMDB_KEY}], ids=["with a key"])
@pytest.mark.parametrize(("name", "status", "error"), TMDB_ERRORS, ids=[name for name, _, _ in TMDB_ERRORS])
async def test_tmdb_refuses(
    hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp, name: str, status: int, error: type[ApiError]
) -> None:
    """Each refusal is told from the others, and costs pictures and nothing else."""
    trakt.clear()
    for feed, entries in trakt.feeds.items():
        trakt.answer_feed(feed, json=entries)
    trakt.answer_tmdb(status=status, json=recorded(name))
    trakt.mock.get(f"{TMDB_API}/3/configuration", status=status, json=recorded(name))
    await set_up()

    with pytest.raises(error) as raised:
        await tmdb_client(hass, TMDB_KEY).check_key()

    assert raised.type is error
    assert [release["poster"] for release in await releases(hass)] == [None, None]


async def test_tmdb_accepts_a_key(hass: HomeAssistant, trakt: FakeTrakt, set_up: SetUp) -> None:
    """The configuration is what any good key is allowed to see."""
    await set_up()
    trakt.mock.get(f"{TMDB_API}/3/configuration", json=recorded("tmdb_configuration_2017"))

    await tmdb_client(hass, TMDB_KEY).check_key()

    assert trakt.requests[-1] == f"{TMDB_API}/3/configuration"
