"""What is hidden or dropped, and where it is missed."""

import pytest

from .conftest import Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, NOBODY, PARLIAMENT, episodes, movies, shows

CALENDAR = "/calendars/my/shows/2026-11-21/33"
MOVIES = "/calendars/my/movies/2026-11-21/33"


async def titles(client: Client, token: str, path: str) -> set[str]:
    """Return the titles of the works in a calendar."""
    entries = (await client.ask(path, token)).json
    return {entry["movie" if "movie" in entry else "show"]["title"] for entry in entries}


async def hidden(client: Client, token: str, section: str, kind: str = "show") -> list[int]:
    """Return the Trakt ids of what is hidden in a section."""
    answer = await client.ask(f"/users/hidden/{section}?type={kind}", token)
    assert answer.status == 200
    return [each[kind]["ids"]["trakt"] for each in answer.json]


@pytest.mark.parametrize("section", ["calendar", "dropped"])
async def test_hidden_and_dropped_shows_leave_the_calendar(client: Client, token: str, section: str) -> None:
    """Until they are shown again; other shows stay."""
    before = await titles(client, token, CALENDAR)
    answer = await client.post(f"/users/hidden/{section}", token, shows(HARBOUR, NOBODY))
    without = await titles(client, token, CALENDAR)
    listed = await hidden(client, token, section)
    back = await client.post(f"/users/hidden/{section}/remove", token, shows(HARBOUR, PARLIAMENT))

    assert answer.json["added"]["shows"] == back.json["deleted"]["shows"] == 1
    assert answer.json["not_found"]["shows"] == [{"ids": {"trakt": NOBODY}}]
    assert before - without == {"Salt Harbour"}
    assert listed == [HARBOUR]
    assert await titles(client, token, CALENDAR) == before
    assert await hidden(client, token, section) == []


async def test_hidden_movies_leave_the_calendar(client: Client, token: str) -> None:
    """As shows do."""
    before = await titles(client, token, MOVIES)
    await client.post("/users/hidden/calendar", token, movies(MOVIE))

    assert before - await titles(client, token, MOVIES) == {"The Cartographer's Daughter"}
    assert await hidden(client, token, "calendar", "movie") == [MOVIE]


async def test_hidden_seasons_leave_the_calendar(client: Client, token: str) -> None:
    """The specials are a season of their own."""
    season = {"shows": [{"ids": {"trakt": HARBOUR}, "seasons": [{"number": 3}]}]}
    await client.post("/users/hidden/calendar", token, season)
    entries = (await client.ask(CALENDAR, token)).json

    assert {each["episode"]["season"] for each in entries if each["show"]["title"] == "Salt Harbour"} == {0}


async def test_the_calendar_can_be_as_it_is_since_this_spring(client: Client, token: str) -> None:
    """Then only what was dropped is left out."""
    await client.control("POST", "/calendars", {"leave_out": ["dropped"]})
    await client.post("/users/hidden/calendar", token, shows(HARBOUR))
    still = await titles(client, token, CALENDAR)
    await client.post("/users/hidden/dropped", token, shows(HARBOUR))

    assert "Salt Harbour" in still
    assert "Salt Harbour" not in await titles(client, token, CALENDAR)


@pytest.mark.parametrize("section", ["progress_watched", "dropped"])
async def test_hidden_and_dropped_shows_leave_the_progress(client: Client, token: str, section: str) -> None:
    """Whoever has given up a show is not told what comes next."""
    await client.post("/sync/history", token, episodes(HARBOUR_EPISODES[0]))
    before = (await client.ask("/sync/progress/up_next", token)).json
    await client.post(f"/users/hidden/{section}", token, shows(HARBOUR))

    assert [each["show"]["ids"]["trakt"] for each in before] == [HARBOUR]
    assert (await client.ask("/sync/progress/up_next", token)).json == []


async def test_stamps_tell_dropped_from_hidden(client: Client, token: str) -> None:
    """Each section concerns only itself."""
    first = await client.stamps(token)
    await client.post("/users/hidden/calendar", token, shows(HARBOUR))
    second = await client.stamps(token)
    await client.post("/users/hidden/dropped", token, shows(HARBOUR))
    third = await client.stamps(token)

    assert first["shows"]["hidden_at"] < second["shows"]["hidden_at"] == third["shows"]["hidden_at"]
    assert first["shows"]["dropped_at"] == second["shows"]["dropped_at"] < third["shows"]["dropped_at"]


async def test_the_progress_is_asked_for_by_kind(client: Client, token: str) -> None:
    """The contract requires it."""
    assert (await client.ask("/users/hidden/progress_watched", token)).status == 400
    assert (await client.ask("/users/hidden/nowhere", token)).status == 404
