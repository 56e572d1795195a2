"""Trakt's answers to what is looked for."""

from typing import Any

from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from ...api.trakt.conftest import BASE
from ...trakt_json import Json
from ...works_json import found, movie

FATHERS = [found(movie("The Father", 2020, 1)), found(movie("The Godfather", 1972, 2))]


def asked(mock: AiohttpClientMocker) -> list[str]:
    """Return the paths that were asked for."""
    return [str(url).removeprefix(BASE) for _, url, _, _ in mock.mock_calls]


def answer(mock: AiohttpClientMocker, path: str, json: Json | list[Json], **more: Any) -> None:
    """Answer what is asked below a path."""
    mock.get(f"{BASE}{path}", json=json, **more)
