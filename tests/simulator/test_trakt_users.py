"""Statistics and lists are those of the person who asks."""

import pytest

from .conftest import Client
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, OTHER_MOVIE, episodes, movies, shows


async def test_statistics_count_everything(client: Client, token: str) -> None:
    """Plays count as often as they happened, works once."""
    await client.post("/sync/history", token, movies(MOVIE, MOVIE, OTHER_MOVIE) | episodes(*HARBOUR_EPISODES[:3]))
    await client.post("/sync/ratings", token, movies(MOVIE, rating=9) | shows(HARBOUR, rating=4))
    stats = (await client.ask("/users/me/stats", token)).json
    movie = client.simulator.state.catalogue.movies

    assert (stats["movies"]["plays"], stats["movies"]["watched"]) == (3, 2)
    assert stats["movies"]["minutes"] == 2 * movie[0].runtime + movie[1].runtime
    assert (stats["episodes"]["plays"], stats["episodes"]["minutes"], stats["shows"]["watched"]) == (3, 3 * 52, 1)
    assert (stats["movies"]["ratings"], stats["shows"]["ratings"], stats["episodes"]["ratings"]) == (1, 1, 0)
    assert (stats["ratings"]["total"], stats["ratings"]["distribution"]["9"]) == (2, 1)


async def test_lists_are_made_and_read(client: Client, token: str) -> None:
    """All of them, and what is on one, of any kind or of some."""
    before = await client.stamps(token)
    made = await client.control("POST", "/lists", {"name": "Rainy Days", "movies": [MOVIE], "shows": [HARBOUR]})
    after = await client.stamps(token)
    lists = (await client.ask("/users/me/lists", token)).json
    items = (await client.ask("/users/demo/lists/rainy-days/items", token)).json
    seen_movies = (await client.ask(f"/users/me/lists/{made['trakt']}/items/movie", token)).json

    assert [(each["name"], each["item_count"], each["ids"]) for each in lists] == [
        ("Rainy Days", 2, {"trakt": made["trakt"], "slug": "rainy-days"})
    ]
    assert [(each["rank"], each["type"]) for each in items] == [(1, "movie"), (2, "show")]
    assert seen_movies == items[:1]
    assert after["lists"]["updated_at"] > before["lists"]["updated_at"]


@pytest.mark.parametrize("path", ["/users/nobody/stats", "/users/second/lists", "/users/me/lists/none/items"])
async def test_nobody_sees_what_is_not_theirs(client: Client, token: str, path: str) -> None:
    """Or not there."""
    assert (await client.ask(path, token)).status == 404


async def test_vip_comes_and_goes(client: Client, token: str) -> None:
    """The settings say it, and their stamp moves."""
    first = (await client.ask("/users/settings", token)).json["user"]["vip"]
    before = await client.stamps(token)
    await client.control("POST", "/vip", {"user": "demo", "vip": True})

    assert (first, (await client.ask("/users/settings", token)).json["user"]["vip"]) == (False, True)
    assert (await client.stamps(token))["account"]["settings_at"] > before["account"]["settings_at"]
