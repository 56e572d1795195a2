"""What can be changed while the simulator runs."""

import asyncio
import json

import pytest

from .conftest import Client

SETTINGS = "/users/settings"


async def test_limit_of_reads_can_be_lowered(client: Client, token: str) -> None:
    """For each user by themselves."""
    await client.control("POST", "/user", {"name": "second"})
    other = (await client.sign_in())["access_token"]
    await client.control("POST", "/limit", {"most": 1, "seconds": 300})

    assert [(await client.trakt(SETTINGS, token))[0] for _ in range(2)] == [200, 429]
    assert (await client.trakt(SETTINGS, other))[0] == 200


async def test_tokens_live_as_long_as_they_are_told(client: Client) -> None:
    """Then they can be renewed."""
    await client.control("POST", "/tokens", {"lifetime": 0})
    token = await client.sign_in()
    await client.control("POST", "/tokens", {"lifetime": 60})
    _, renewed = await client.token(grant_type="refresh_token", refresh_token=token["refresh_token"])

    assert (token["expires_in"], renewed["expires_in"]) == (0, 60)
    assert (await client.trakt(SETTINGS, token["access_token"]))[0] == 401
    assert (await client.trakt(SETTINGS, renewed["access_token"]))[0] == 200


async def test_tokens_expire_all_at_once(client: Client) -> None:
    """The refresh tokens stay, other than when sign-ins end."""
    token = await client.sign_in()
    await client.control("POST", "/tokens/expire")
    expired = (await client.trakt(SETTINGS, token["access_token"]))[0]
    status, renewed = await client.token(grant_type="refresh_token", refresh_token=token["refresh_token"])
    await client.control("POST", "/sessions/revoke")
    revoked, error = await client.token(grant_type="refresh_token", refresh_token=renewed["refresh_token"])

    assert (expired, status, revoked, error["error"]) == (401, 200, 400, "invalid_grant")


async def test_a_deleted_app_is_unknown_to_the_auth_host(client: Client) -> None:
    """The others are not concerned."""
    token = await client.sign_in()
    await client.control("POST", "/app", {"enabled": False, "client_id": "simulated-client"})
    status, error = await client.token(grant_type="refresh_token", refresh_token=token["refresh_token"])

    assert (status, error["error"]) == (401, "invalid_client")
    assert (await client.control("GET", "/state"))["apps"] == {
        "simulated-client": False,
        "simulated-public-client": True,
    }


async def test_several_episodes_join_a_show_that_is_there(client: Client, token: str) -> None:
    """Only a title that is new makes a show."""
    episodes = [
        {"title": title, "first_aired": "2026-11-21T23:30:00Z", "season": 9, "number": number, "episode_title": "New"}
        for title, number in (("Salt Harbour", 1), ("Salt Harbour", 2), ("Never Heard Of", 1))
    ]
    added = (await client.control("POST", "/catalogue", {"add": episodes}))["trakt"]
    entries = json.loads((await client.trakt("/calendars/my/shows/2026-11-21/1", token))[2])
    shows = [entry["show"]["ids"]["trakt"] for entry in entries if entry["episode"]["ids"]["trakt"] in added]

    assert len(set(added)) == len(shows) == 3
    assert shows[0] == shows[1] != shows[2]


async def test_a_request_is_remembered_before_it_is_answered(client: Client, token: str) -> None:
    """And has no status until then."""
    await client.control("DELETE", "/requests")
    await client.control("POST", "/faults", {"host": "trakt_api", "kind": "latency", "seconds": 0.2})
    asked = asyncio.create_task(client.trakt(SETTINGS, token))
    await asyncio.sleep(0.1)
    waiting = await client.control("GET", "/requests")
    await asked
    answered = await client.control("GET", "/requests")

    assert [request["status"] for request in waiting + answered] == [None, 200]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/user", {"name": "nobody"}),
        ("/user", {}),
        ("/app", {"enabled": False, "client_id": "other"}),
        ("/account", {"user": "nobody", "locked": True}),
        ("/tokens", {"lifetime": "long"}),
        ("/limit", {"least": 1}),
        ("/catalogue", {}),
        ("/catalogue", {"add": [{"title": "No time"}]}),
        ("/catalogue", {"add": [{"title": "Odd time", "first_aired": "soon"}]}),
    ],
)
async def test_nonsense_is_refused(client: Client, path: str, data: object) -> None:
    """With a status, not with a traceback."""
    assert await client.control("POST", path, data) == 400
