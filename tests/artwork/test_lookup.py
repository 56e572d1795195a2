"""Posters and translated texts: looked up once, in the background."""

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.trakt_upcoming.api.tmdb import TmdbClient
from custom_components.trakt_upcoming.const import DOMAIN, TRAKT_AUTH

from ..conftest import TMDB_KEY, SetUp
from ..coordinator.common import issues
from ..trakt import FakeTrakt
from ..trakt_json import Json, episode_entry
from .lookups import HOUR, POSTER, LookUps, attributes, looked_up, pass_time


@pytest.fixture
def options() -> Json:
    """Return the options of an account with a key."""
    return {"tmdb_api_key": TMDB_KEY}


@pytest.fixture
def look_ups(credentials: None, trakt: FakeTrakt) -> Iterator[LookUps]:
    """Yield the look-ups, none of which has an answer yet."""
    look_ups = LookUps()
    with patch.object(TmdbClient, "details", look_ups.details):
        yield look_ups


async def test_one_look_up_for_each_title(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """And none at the next refresh."""
    trakt.feeds["shows"] = [episode_entry(number=number, episode_id=number) for number in (1, 2)]
    trakt.answer()
    await set_up()
    assert looked_up(trakt) == ["movie/1170608", "tv/95396"]
    assert attributes(hass)["entity_picture"] == POSTER

    trakt.answer()
    await pass_time(hass, freezer, HOUR)
    assert looked_up(trakt) == []


async def test_titles_that_change_during_a_look_up(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, look_ups: LookUps
) -> None:
    """Those that are no longer wanted are not looked up, the new ones are."""
    trakt.feeds["shows"] = [episode_entry(show_id=n, episode_id=n, tmdb=n) for n in range(1, 10)]
    trakt.answer()
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    trakt.feeds["shows"] = [episode_entry(show_id=n, episode_id=n, tmdb=n) for n in (21, 22)]
    trakt.answer()
    await entry.runtime_data.agenda.async_refresh()
    look_ups.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    # The one that was under way, two shows and a movie.
    assert look_ups.ended == 4


async def test_accounts_share_look_ups(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, token: Json) -> None:
    """The second account finds everything there."""
    await set_up()
    trakt.answer()
    other = MockConfigEntry(
        domain=DOMAIN,
        title="Trakt Second",
        unique_id="second",
        data={"auth_implementation": DOMAIN, "token": token},
        options={"tmdb_api_key": TMDB_KEY},
    )
    other.add_to_hass(hass)
    await hass.config_entries.async_setup(other.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert other.state is ConfigEntryState.LOADED
    assert looked_up(trakt) == []
    state = hass.states.get("sensor.trakt_second_next_episode")
    assert state is not None
    assert state.attributes["poster"] == POSTER


async def test_set_up_does_not_wait_for_tmdb(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, look_ups: LookUps
) -> None:
    """Not even while it does not answer; and one title is under way after the other."""
    trakt.feeds["shows"] = [episode_entry(show_id=n, episode_id=n, tmdb=n) for n in range(1, 10)]
    trakt.answer()
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    assert "entity_picture" not in attributes(hass)
    look_ups.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert look_ups.most == 1
    assert attributes(hass)["entity_picture"] == POSTER


async def test_setting_up_anew_breaks_no_look_up_off(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, look_ups: LookUps
) -> None:
    """It is the home's; each title is asked for once."""
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    look_ups.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (look_ups.begun, look_ups.ended) == (2, 2)
    assert attributes(hass)["entity_picture"] == POSTER


async def test_look_ups_end_with_the_last_account(
    hass: HomeAssistant, entry: MockConfigEntry, trakt: FakeTrakt, look_ups: LookUps
) -> None:
    """The last account takes with it what is under way."""
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/revoke")
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await hass.config_entries.async_remove(entry.entry_id)
    look_ups.go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)

    assert (look_ups.begun, look_ups.ended) == (1, 0)


async def test_a_key_that_is_rejected(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """The user is told, nothing more is sent with it, and a new key cures it."""
    trakt.answer_feeds()
    trakt.answer_tmdb(status=401, json={"status_code": 7})
    await set_up()
    assert issues(hass) == {"tmdb_key_rejected"}

    trakt.answer()
    await pass_time(hass, freezer, HOUR)
    assert looked_up(trakt) == []
    assert issues(hass) == {"tmdb_key_rejected"}

    hass.config_entries.async_update_entry(entry, options={"tmdb_api_key": "another-key"})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issues(hass) == set()
    assert len(looked_up(trakt)) == 2


async def test_a_missing_poster_is_looked_for_again(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """After a day, not before."""
    trakt.feeds = {**trakt.feeds, "movies": [], "shows": [episode_entry(first_aired="2026-11-24T02:00:00.000Z")]}
    trakt.answer_feeds()
    trakt.answer_tmdb(status=404)
    await set_up()
    assert looked_up(trakt) == ["tv/95396"]

    trakt.answer()
    await pass_time(hass, freezer, HOUR)
    assert looked_up(trakt) == []
    await pass_time(hass, freezer, HOUR * 24)
    assert looked_up(trakt) == ["tv/95396"]
    assert attributes(hass)["poster"] == POSTER


@pytest.mark.parametrize(
    ("language", "name", "original", "show"),
    [
        pytest.param("de", "Trennung", ("Severance", "en"), "Trennung", id="translated"),
        pytest.param("en-GB", "Trennung", ("Severance", "en"), "Severance", id="English"),
        pytest.param("de", "단절", ("단절", "ko"), "Severance", id="not translated"),
        pytest.param("ja", "断絶", ("断絶", "ja"), "断絶", id="original"),
    ],
)
async def test_language_of_the_texts(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    set_up: SetUp,
    trakt: FakeTrakt,
    language: str,
    name: str,
    original: tuple[str, str],
    show: str,
) -> None:
    """English keeps Trakt's, and so does what nobody has translated; the pictures are TMDB's in any case."""
    original_name, original_language = original
    answer = {"name": name, "original_name": original_name, "original_language": original_language}
    trakt.answer_feeds()
    trakt.answer_tmdb(json={"id": 7, **answer, "overview": "", "poster_path": "/p.jpg"})
    hass.config_entries.async_update_entry(entry, options={**entry.options, "language": language})
    await set_up()

    assert attributes(hass)["show"] == show
    assert attributes(hass)["poster"] == POSTER


async def test_texts_of_the_first_version_are_looked_up_again(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, hass_storage: Json
) -> None:
    """It is looked up again soon, so an original title that was taken for a translation does not stay."""
    known: Json = {"title": "La separación", "overview": None, "poster_path": "/p.jpg", "backdrop_path": None}
    record = {
        "details": known | {"episodes": []},
        "at": "2026-11-20T11:00:00+00:00",
        "seasons": list(range(9)),
        "misses": 0,
    }
    hass_storage["trakt_upcoming.artwork"] = {"version": 1, "minor_version": 1, "data": {"tv/95396/de": record}}
    trakt.feeds["movies"] = []
    trakt.answer_feeds()
    original = {"name": "La separación", "original_name": "La separación", "original_language": "es"}
    trakt.answer_tmdb(json={"id": 7, **original, "poster_path": "/p.jpg"})
    hass.config_entries.async_update_entry(entry, options={**entry.options, "language": "de"})
    await set_up()

    assert looked_up(trakt) == ["tv/95396"]
    assert attributes(hass)["show"] == "Severance"


@pytest.mark.parametrize(
    ("language", "asked"), [("nb", "no-NO"), ("zh-Hans", "zh-CN"), ("de", "de"), ("pt-BR", "pt-BR")]
)
async def test_languages_of_tmdb(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, language: str, asked: str
) -> None:
    """It has names of its own for some."""
    hass.config_entries.async_update_entry(entry, options={**entry.options, "language": language})
    await set_up()
    languages = {url.query["language"] for _, url, _, _ in trakt.mock.mock_calls if url.host == "api.themoviedb.org"}

    assert languages == {asked}


async def test_no_look_ups_without_a_key(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt
) -> None:
    """TMDB hears nothing."""
    hass.config_entries.async_update_entry(entry, options={})
    await set_up()

    assert looked_up(trakt) == []
    assert attributes(hass)["poster"] is None


async def test_a_title_that_trakt_has_no_number_for(set_up: SetUp, trakt: FakeTrakt) -> None:
    """It is not looked up."""
    trakt.feeds = {
        **trakt.feeds,
        "movies": [],
        "shows": [episode_entry(tmdb=None), episode_entry(tmdb=0, episode_id=2)],
    }
    trakt.answer()
    await set_up()

    assert looked_up(trakt) == []


async def test_a_title_at_fault_costs_itself(hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt) -> None:
    """The others have their posters."""
    trakt.feeds["shows"] = [
        episode_entry(show_id=n, episode_id=n, tmdb=n, first_aired=f"2026-11-21T0{n}:00:00Z") for n in range(1, 9)
    ]
    trakt.answer_feeds()
    for n in (1, 3):
        trakt.mock.get(f"https://api.themoviedb.org/3/tv/{n}", status=500)
    trakt.answer_tmdb(json={"id": 7, "poster_path": "/p.jpg"})
    await set_up()
    state = hass.states.get("sensor.trakt_demo_upcoming_episodes")
    assert state is not None

    assert ["poster" in row for row in state.attributes["data"][1:]] == [n not in {1, 3} for n in range(1, 9)]


async def test_a_title_that_tmdb_has_lost_keeps_its_poster(
    hass: HomeAssistant, set_up: SetUp, trakt: FakeTrakt, freezer: FrozenDateTimeFactory
) -> None:
    """What was known is better than nothing."""
    trakt.feeds = {**trakt.feeds, "movies": [], "shows": [episode_entry(first_aired="2027-01-15T02:00:00.000Z")]}
    trakt.answer()
    await set_up()
    trakt.answer_feeds()
    trakt.answer_tmdb(status=404)
    new = {"access_token": "next", "refresh_token": "next", "expires_in": 604_800}
    trakt.mock.post(f"{TRAKT_AUTH}/oauth/token", json=new)
    await pass_time(hass, freezer, timedelta(days=41))

    assert "tv/95396" in looked_up(trakt)
    assert attributes(hass)["poster"] == POSTER
