"""What TMDB said, on disk."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.trakt_upcoming.api.tmdb import EpisodeDetails, TitleDetails
from custom_components.trakt_upcoming.storage import ArtworkRecord, ArtworkStore

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = "trakt_upcoming.artwork"
EPISODE = {"season_number": 1, "episode_number": 1, "name": "오징어", "overview": None, "still_path": None}


def of_first_version(**details: Any) -> dict[str, Any]:
    """Return a record as version 0.1.0 wrote it."""
    known: dict[str, Any] = {
        "title": None,
        "overview": None,
        "poster_path": "/p.jpg",
        "backdrop_path": None,
        "episodes": [],
    }
    return {"details": known | details, "at": AT.isoformat(), "seasons": [1], "misses": 0}


async def loaded(hass: HomeAssistant, hass_storage: dict[str, Any], data: dict[str, Any]) -> dict[str, ArtworkRecord]:
    """Return the records of a file."""
    hass_storage[KEY] = {"version": 1, "minor_version": 1, "key": KEY, "data": data}
    store = ArtworkStore(hass)
    await store.async_load()
    return store.records


async def test_save_and_load(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """Also where TMDB knew nothing."""
    records = {
        "tv/1/de": ArtworkRecord.found(TitleDetails(title="Trennung"), at=AT, seasons=(1,), before=None),
        "movie/2/ja": ArtworkRecord.found(None, at=AT, seasons=(), before=None),
    }

    assert await loaded(hass, hass_storage, {name: each.to_dict() for name, each in records.items()}) == records


@pytest.mark.parametrize(("language", "title"), [("de", None), ("de-AT", None), ("ko-KR", "오징어 게임")])
async def test_original_titles_of_the_first_version(
    hass: HomeAssistant, hass_storage: dict[str, Any], language: str, title: str | None
) -> None:
    """It is left out where the letters tell; the rest is there, and known to be doubtful."""
    stored = {f"tv/1/{language}": of_first_version(title="오징어 게임", episodes=[EPISODE])}
    [record] = (await loaded(hass, hass_storage, stored)).values()

    assert record.is_translation is False
    assert record.details == TitleDetails(
        title=title,
        poster_path="/p.jpg",
        episodes=(EpisodeDetails(season_number=1, episode_number=1, name=title and "오징어"),),
    )


async def test_translations_of_the_first_version_stay(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """What users have does not go with an update."""
    stored = {"tv/1/de": of_first_version(title="Trennung"), "tv/2/de": {**of_first_version(), "details": None}}
    records = await loaded(hass, hass_storage, stored)

    assert records["tv/1/de"].details == TitleDetails(title="Trennung", poster_path="/p.jpg")
    assert records["tv/2/de"].details is None
