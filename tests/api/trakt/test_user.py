"""What Trakt says of a user as a whole: one answer, which makes sense or does not."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.trakt_upcoming.api.errors import UnavailableError
from custom_components.trakt_upcoming.api.trakt import Section, Settings, Statistics, Tally, TraktClient

from ...records_json import settings, statistics
from .conftest import ANYTHING, BASE

SINGLE = [Section.SETTINGS, Section.STATISTICS]


@pytest.mark.parametrize(("section", "answer"), zip(SINGLE, [settings(), statistics()], strict=True))
async def test_one_record(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, section: Section, answer: Any
) -> None:
    """It is asked for once, and has no pages."""
    aioclient_mock.get(f"{BASE}{section.path}", json=answer)

    [record], left_out = await client.section(section)

    assert type(record) is section.model
    assert not left_out
    [(_, url, _, _)] = aioclient_mock.mock_calls
    assert not url.query


def test_statistics_of_the_user() -> None:
    """As Trakt says; a number that makes no sense is not known, and neither is one that is not said."""
    odd = {**statistics(), "movies": {"plays": -1, "watched": "8", "minutes": 2**60, "collected": True, "ratings": 6}}

    assert Statistics.from_dict(odd).movies == Tally(ratings=6)
    assert Statistics.from_dict(odd).shows == Tally(watched=2, collected=1, ratings=0)


@pytest.mark.parametrize("vip", [True, False])
def test_vip(vip: bool) -> None:
    """One fact of many."""
    assert Settings.from_dict(settings(vip=vip)).user.vip is vip


@pytest.mark.parametrize("section", SINGLE)
@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "7", '{"user": {"vip": 1}}', '{"movies": {}, "shows": 7}'])
async def test_an_answer_that_makes_no_sense(
    client: TraktClient, aioclient_mock: AiohttpClientMocker, section: Section, answer: str
) -> None:
    """It is a passing fault."""
    aioclient_mock.get(ANYTHING, text=answer)

    with pytest.raises(UnavailableError):
        await client.section(section)
