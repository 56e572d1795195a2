"""The simulator's answers are of the form that Trakt's own contract gives them.

Runs where the environment variable TRAKT_REFERENCE names a folder that holds the contract.
"""

from functools import cache
import json
import os
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30Validator
import pytest

from .conftest import Client

REFERENCE = os.environ.get("TRAKT_REFERENCE", "")
pytestmark = pytest.mark.skipif(not REFERENCE, reason="TRAKT_REFERENCE does not name the folder with Trakt's contract")

CALENDARS = {
    "shows": "/calendars/{target}/shows/{start_date}/{days}",
    "movies": "/calendars/{target}/movies/{start_date}/{days}",
    "streaming": "/calendars/{target}/streaming/{start_date}/{days}",
    "dvd": "/calendars/{target}/dvd/{start_date}/{days}",
}


@cache
def contract() -> dict[str, Any]:
    """Return Trakt's OpenAPI document."""
    document: dict[str, Any] = json.loads((Path(REFERENCE) / "contract" / "trakt-openapi.json").read_text())
    return document


def assert_documented(answer: object, path: str, method: str, status: int = 200) -> None:
    """Hold an answer to the schema of an operation; the message of a failure names the place."""
    content = contract()["paths"][path][method]["responses"][str(status)]["content"]
    schema = {**content["application/json"]["schema"], "components": contract()["components"]}
    errors = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in OAS30Validator(schema).iter_errors(answer)
    ]
    assert errors == []


async def answer_of(client: Client, path: str, token: str) -> Any:
    """Return the JSON that the API gives."""
    status, _, body = await client.trakt(path, token)
    assert status == 200
    return json.loads(body)


async def test_token(client: Client) -> None:
    """Both ways to a token."""
    token = await client.sign_in()
    _, renewed = await client.token(grant_type="refresh_token", refresh_token=token["refresh_token"])

    assert_documented(token, "/oauth/token", "post")
    assert_documented(renewed, "/oauth/token", "post")


async def test_refusal(client: Client) -> None:
    """What is said in place of a token."""
    status, answer = await client.token(grant_type="refresh_token", refresh_token="none")

    assert_documented(answer, "/oauth/token", "post", status)


async def test_settings(client: Client, token: str) -> None:
    """Who signed in."""
    assert_documented(await answer_of(client, "/users/settings", token), "/users/settings", "get")


@pytest.mark.parametrize("extended", ["", "?extended=full"], ids=["plain", "full"])
@pytest.mark.parametrize("feed", CALENDARS)
async def test_calendars(client: Client, token: str, feed: str, extended: str) -> None:
    """Every entry of every calendar."""
    entries = await answer_of(client, f"/calendars/my/{feed}/2026-11-21/33{extended}", token)

    assert entries
    assert_documented(entries, CALENDARS[feed], "get")
