"""The auth host is as strict as Trakt's."""

from typing import Any

import pytest

from .conftest import VERIFIER, Client


async def test_a_sign_in_gives_a_token(client: Client) -> None:
    """All fields are there, for a week."""
    token = await client.sign_in()

    assert token["token_type"] == "bearer"
    assert token["scope"] == "public"
    assert token["expires_in"] == 604_800
    assert token["access_token"] != token["refresh_token"]
    assert token["created_at"] > 0


async def test_the_state_comes_back(client: Client) -> None:
    """Whoever sent the person knows them again."""
    assert (await client.authorize()).query["state"] == "s"


async def test_a_person_can_refuse(client: Client) -> None:
    """There is an error in place of a code."""
    await client.control("POST", "/refuse", {"refuse": True})

    assert (await client.authorize()).query["error"] == "access_denied"


async def test_a_code_works_once(client: Client) -> None:
    """The second exchange is refused."""
    code = (await client.authorize()).query["code"]
    first, _ = await client.token(grant_type="authorization_code", code=code, code_verifier=VERIFIER)
    second, error = await client.token(grant_type="authorization_code", code=code, code_verifier=VERIFIER)

    assert (first, second, error["error"]) == (200, 400, "invalid_grant")


async def test_a_refresh_token_works_once(client: Client) -> None:
    """Each renewal gives another one."""
    token = await client.sign_in()
    first, renewed = await client.token(grant_type="refresh_token", refresh_token=token["refresh_token"])
    second, error = await client.token(grant_type="refresh_token", refresh_token=token["refresh_token"])
    third, _ = await client.token(grant_type="refresh_token", refresh_token=renewed["refresh_token"])

    assert (first, second, third) == (200, 400, 200)
    assert error == {"error": "invalid_grant", "error_description": "session not found"}


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        pytest.param({"redirect_uri": ""}, 400, "invalid_request", id="no redirect address"),
        pytest.param({"redirect_uri": "https://other.example"}, 400, "invalid_grant", id="another redirect address"),
        pytest.param({"client_secret": "wrong"}, 401, "invalid_client", id="wrong secret"),
        pytest.param({"client_secret": ""}, 401, "invalid_client", id="no secret"),
        pytest.param({"client_id": "other"}, 401, "invalid_client", id="unknown app"),
        pytest.param({"grant_type": "password"}, 400, "unsupported_grant_type", id="another grant"),
    ],
)
async def test_renewals_are_refused(client: Client, change: dict[str, str], status: int, error: str) -> None:
    """Everything has to fit."""
    refresh_token = (await client.sign_in())["refresh_token"]
    answered, answer = await client.token(**{"grant_type": "refresh_token", "refresh_token": refresh_token, **change})

    assert (answered, answer["error"]) == (status, error)


async def test_a_wrong_verifier_is_refused(client: Client) -> None:
    """PKCE means something."""
    code = (await client.authorize(code_challenge="something-else")).query["code"]
    status, answer = await client.token(grant_type="authorization_code", code=code, code_verifier=VERIFIER)

    assert (status, answer["error"]) == (400, "invalid_grant")


async def test_a_public_app_needs_no_secret(client: Client) -> None:
    """Its proof is the verifier."""
    code = (await client.authorize(client_id="simulated-public-client")).query["code"]
    status, _ = await client.token(
        grant_type="authorization_code",
        code=code,
        code_verifier=VERIFIER,
        client_id="simulated-public-client",
        client_secret="",
    )

    assert status == 200


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        pytest.param({"client_id": "other"}, 401, "invalid_client", id="unknown app"),
        pytest.param({"response_type": "token"}, 400, "invalid_request", id="another flow"),
        pytest.param({"code_challenge_method": "plain"}, 400, "invalid_request", id="plain challenge"),
    ],
)
async def test_sign_ins_are_refused(client: Client, query: dict[str, str], status: int, error: str) -> None:
    """The person is not sent back to an app that asks for nonsense."""
    answer = await client.open_sign_in(**query)

    assert answer.status == status
    assert (await answer.json())["error"] == error


async def test_a_public_app_needs_a_challenge(client: Client) -> None:
    """It has no other proof."""
    answer = await client.open_sign_in(client_id="simulated-public-client", code_challenge="")

    assert answer.status == 400
    assert (await answer.json())["error"] == "invalid_request"


async def test_an_app_with_a_secret_needs_no_challenge(client: Client) -> None:
    """So it was before there was PKCE."""
    code = (await client.authorize(code_challenge="")).query["code"]

    assert (await client.token(grant_type="authorization_code", code=code))[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"data": {"grant_type": "refresh_token"}}, id="form"),
        pytest.param({"data": "{", "headers": {"Content-Type": "application/json"}}, id="broken JSON"),
        pytest.param({"json": ["grant_type"]}, id="list"),
    ],
)
async def test_only_json_objects_are_understood(client: Client, body: dict[str, Any]) -> None:
    """Trakt says so in JSON."""
    url = f"{client.simulator.addresses.trakt_auth}/oauth/token"
    async with client.session.post(url, **body) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"] == "invalid_request"


async def test_who_does_not_say_who_they_are_gets_a_page(client: Client) -> None:
    """The proxy in front of Trakt turns them away."""
    url = f"{client.simulator.addresses.trakt_auth}/oauth/token"
    async with client.session.post(url, json={}, headers={"User-Agent": ""}) as answer:
        assert (answer.status, answer.content_type) == (403, "text/html")


async def test_revoking_a_token_ends_its_sign_in(client: Client) -> None:
    """The API rejects it, it cannot be renewed, and other sign-ins go on."""
    token, other = await client.sign_in(), await client.sign_in()
    url = f"{client.simulator.addresses.trakt_auth}/oauth/revoke"
    app = {"client_id": "simulated-client", "client_secret": "simulated-secret"}
    async with client.session.post(url, json={"token": token["access_token"], **app}) as answer:
        assert answer.status == 200
    renewals = [
        await client.token(grant_type="refresh_token", refresh_token=each["refresh_token"]) for each in (token, other)
    ]

    assert (await client.trakt("/users/settings", token["access_token"]))[0] == 401
    assert [status for status, _ in renewals] == [400, 200]
