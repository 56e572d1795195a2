"""The output of the command `bench`. Times are not tested."""

import asyncio
import json
import sys

import pytest

from scripts.benchmark.fact import TARGETS
from scripts.home_folder import REPOSITORY

pytestmark = pytest.mark.usefixtures("socket_enabled")

SIZE = 10
MOST_SECONDS = 600
COUNTED = {
    "Trakt requests for calendars, a day": 48,
    "Trakt requests, a quiet hour": 3,
    "10,000 plays, Trakt requests for user data, second refresh": 1,
    "TMDB requests, days 2 to 7": 0,
    "image requests, ten clients at once": 1,
    "image requests, a day without clients": 0,
    "Trakt requests, the same page again": 0,
    "card's messages, an hour without a change": 0,
}


async def test_every_target_is_measured() -> None:
    arguments = ("--json", "--sizes", str(SIZE), "--growth", "--rounds", "1", "--days", "2")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "scripts.benchmark", *arguments, stdout=asyncio.subprocess.PIPE, cwd=REPOSITORY
    )
    async with asyncio.timeout(MOST_SECONDS):
        output, _ = await process.communicate()

    assert process.returncode == 0
    facts = {fact["name"]: fact for fact in json.loads(output)}
    assert facts.keys() >= TARGETS.keys()
    assert all(fact.keys() == {"name", "value", "unit", "releases", "target", "reached"} for fact in facts.values())
    assert {fact["releases"] for fact in facts.values()} == {SIZE, 0}
    assert {name: facts[name]["value"] for name in COUNTED} == COUNTED
    assert facts["Trakt requests, a quiet day"]["value"] in range(72, 76)
    assert facts["largest recorded attributes"]["reached"] is True
    assert facts["Trakt requests, a page outside the window"]["value"] in (2, 3)
