"""What the simulator answers about watching is of the form that Trakt's own contract gives it, or Trakt's recordings.

Runs where the environment variable TRAKT_REFERENCE names a folder that holds the contract and the recordings.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Client
from .test_contract import REFERENCE, assert_documented
from .works import HARBOUR, HARBOUR_EPISODES, MOVIE, NOBODY, OTHER_MOVIE, PARLIAMENT, episodes, movies, shows

pytestmark = pytest.mark.skipif(not REFERENCE, reason="TRAKT_REFERENCE does not name the folder with Trakt's contract")

EVERYTHING = movies(MOVIE, OTHER_MOVIE) | shows(HARBOUR, PARLIAMENT) | episodes(HARBOUR_EPISODES[0])
SEASON = {"shows": [{"ids": {"trakt": HARBOUR}, "seasons": [{"number": 2, "rating": 8}]}]}

READS = {
    "/sync/last_activities": "/sync/last_activities",
    "/sync/history/movies/970001": "/sync/history/{type}/{id}",
    "/users/me/history": "/users/{id}/history/",
    "/users/me/history/movies": "/users/{id}/history/movies",
    "/users/me/history/episodes": "/users/{id}/history/episodes",
    "/users/me/history/shows": "/users/{id}/history/shows",
    "/sync/watchlist/all/rank/asc": "/sync/watchlist/{type}/{sort_by}/{sort_how}",
    "/users/me/watchlist/movies/rank": "/users/{id}/watchlist/movies/{sort}",
    "/users/me/watchlist/shows/rank": "/users/{id}/watchlist/shows/{sort}",
    "/sync/ratings/movies/8": "/sync/ratings/{type}/{rating}",
    "/users/me/ratings": "/users/{id}/ratings/",
    "/sync/progress/up_next": "/sync/progress/up_next",
    "/sync/progress/up_next_nitro": "/sync/progress/up_next_nitro",
    "/sync/progress/watched": "/sync/progress/watched",
    "/shows/salt-harbour/progress/watched": "/shows/{id}/progress/watched",
    "/sync/playback/movies": "/sync/playback/{type}",
    "/users/hidden/dropped": "/users/hidden/dropped",
    "/users/hidden/progress_watched?type=show": "/users/hidden/progress_watched",
    "/users/me/stats": "/users/{id}/stats",
    "/users/me/watching": "/users/{id}/watching",
    "/users/me/lists": "/users/{id}/lists",
    "/users/me/lists/rainy-days/items/movie,show": "/users/{id}/lists/{list_id}/items/movie,show",
    "/users/me/lists/rainy-days/items/all/rank/asc": "/users/{id}/lists/{list_id}/items/{type}/{sort_by}/{sort_how}",
    "/recommendations/movies/?limit=5": "/recommendations/movies/",
    "/recommendations/shows/?limit=5": "/recommendations/shows/",
    "/search/movie,show,episode?query=salt": "/search/{type}",
    "/search/movie,show/exact?query=salt%20harbour": "/search/{type}/exact",
    "/search/tmdb/290011?type=show": "/search/{id_type}/{id}",
    "/movies/970000": "/movies/{id}",
    "/movies/970000/ratings": "/movies/{id}/ratings",
    "/movies/970000/ratings?extended=all": "/movies/{id}/ratings",
    "/movies/970000/translations/de": "/movies/{id}/translations/{language}",
    "/shows/salt-harbour": "/shows/{id}",
    "/shows/salt-harbour/ratings": "/shows/{id}/ratings",
    "/shows/salt-harbour/ratings?extended=all": "/shows/{id}/ratings",
    "/shows/nobody-s-numbers/ratings?extended=all": "/shows/{id}/ratings",
    "/shows/salt-harbour/translations/pt": "/shows/{id}/translations/{language}",
    "/shows/salt-harbour/seasons?extended=full": "/shows/{id}/seasons",
    "/shows/salt-harbour/seasons/2": "/shows/{id}/seasons/{season}",
    "/shows/salt-harbour/seasons/2/episodes/1": "/shows/{id}/seasons/{season}/episodes/{episode}",
    "/shows/salt-harbour/seasons/2/episodes/1/translations/de": (
        "/shows/{id}/seasons/{season}/episodes/{episode}/translations/{language}"
    ),
}
"""Operations of the contract by what is asked."""
WITHOUT_FULL = ("ratings?", "seasons?", "/ratings", "translations", "stats", "last_activities")

RECORDED = {
    "trakt_sync_last_activities_2026": "/sync/last_activities",
    "trakt_sync_history_2026": "/sync/history/episodes",
    "trakt_sync_ratings_episodes_2026": "/sync/ratings/episodes",
    "trakt_sync_watchlist_shows_2026": "/sync/watchlist/shows",
    "trakt_watchlist_movies_100_2026": "/sync/watchlist/movies",
    "trakt_up_next_nitro_2026": "/sync/progress/up_next_nitro",
    "trakt_user_stats_2026": "/users/me/stats",
    "trakt_user_lists_19_2026": "/users/me/lists",
    "trakt_list_items_anime_2026": "/users/me/lists/rainy-days/items/shows",
    "trakt_users_hidden_progress_watched_2026": "/users/hidden/progress_watched?type=show",
    "trakt_users_me_watching_checkin_2026": "/users/me/watching",
    "trakt_sync_playback_movies_2026": "/sync/playback/movies",
    "trakt_recommendations_shows_full_2026": "/recommendations/shows",
}
"""What is asked, by the recordings of its answers."""
NOT_MADE_UP = {
    "total_count": "a list's own, beside the pages",
    "tvrage": "an id of a service that is no more",
    "last_aired": "of shows that have ended",
}
"""What recordings have and the simulator leaves out, and why."""


@pytest.fixture
async def lived(client: Client, token: str) -> str:
    """Return the token of a user of whom there is something to say everywhere."""
    await client.post("/sync/history", token, movies(OTHER_MOVIE) | episodes(*HARBOUR_EPISODES[:3]))
    await client.post("/sync/watchlist", token, movies(MOVIE) | shows(PARLIAMENT))
    await client.post("/sync/ratings", token, movies(MOVIE, rating=8) | episodes(HARBOUR_EPISODES[0], rating=8))
    await client.post("/sync/ratings", token, SEASON)
    for section in ("dropped", "progress_watched"):
        await client.post(f"/users/hidden/{section}", token, shows(170_030))
    await client.control("POST", "/playback", {"kind": "movie", "trakt": MOVIE, "progress": 30})
    await client.control("POST", "/lists", {"name": "Rainy Days", "movies": [MOVIE], "shows": [HARBOUR]})
    await client.post("/checkin", token, {"movie": {"ids": {"trakt": MOVIE}}})
    return token


@pytest.mark.parametrize("asked", READS)
async def test_answers_follow_the_contract(client: Client, lived: str, asked: str) -> None:
    """Every answer says something, plain or with everything."""
    both = [asked]
    if not any(part in asked for part in WITHOUT_FULL):
        both.append(f"{asked}{'&' if '?' in asked else '?'}extended=full")
    for path in both:
        answer = await client.ask(path, lived)
        assert answer.status == 200
        assert answer.json
        assert_documented(answer.json, READS[asked], "get")


# The contract says 200 for some of these where Trakt answers 201.
@pytest.mark.parametrize(
    ("path", "body", "documented"),
    [
        ("/sync/history", EVERYTHING, 200),
        ("/sync/history/remove", {**EVERYTHING, "ids": [NOBODY]}, 200),
        ("/sync/watchlist", EVERYTHING, 201),
        ("/sync/watchlist/remove", EVERYTHING, 200),
        ("/sync/ratings", movies(MOVIE, rating=8), 201),
        ("/sync/ratings", SEASON, 201),
        ("/sync/ratings/remove", EVERYTHING, 200),
    ],
)
async def test_answers_to_changes_follow_the_contract(
    client: Client, token: str, path: str, body: dict[str, Any], documented: int
) -> None:
    """What is unknown is named in the form in which it was sent."""
    unknown = {"movies": [*body.get("movies", ()), {"ids": {"trakt": NOBODY}, "rating": 8}]}
    answer = await client.post(path, token, body | unknown)

    assert answer.json["not_found"]["movies"]
    assert_documented(answer.json, path, "post", documented)


async def test_hiding(client: Client, token: str) -> None:
    """There and back."""
    added = await client.post("/users/hidden/calendar", token, shows(HARBOUR, NOBODY))
    removed = await client.post("/users/hidden/calendar/remove", token, shows(HARBOUR, NOBODY))

    assert_documented(added.json, "/users/hidden/{section}", "post")
    assert_documented(removed.json, "/users/hidden/{section}/remove", "post")


async def test_check_ins(client: Client, token: str) -> None:
    """One that is taken, and one that is refused."""
    taken = await client.post("/checkin", token, {"episode": {"ids": {"trakt": HARBOUR_EPISODES[0]}}})
    refused = await client.post("/checkin", token, {"movie": {"ids": {"trakt": MOVIE}}})

    assert_documented(taken.json, "/checkin", "post")
    assert_documented(refused.json, "/checkin", "post", 409)


@pytest.mark.parametrize("name", RECORDED)
async def test_recordings(client: Client, lived: str, name: str) -> None:
    """Whatever the real service said of every item is said here, too, in the same type."""
    recorded = json.loads((Path(REFERENCE) / "payloads" / f"{name}.json").read_text())
    answer = (await client.ask(RECORDED[name], lived)).json

    assert missing(_first(recorded), _first(answer)) == []


def missing(recorded: Any, simulated: Any, path: str = "") -> list[str]:
    """Return where an answer lacks what was recorded, or has something of another type."""
    if isinstance(recorded, dict) and isinstance(simulated, dict):
        return [
            gap
            for name, value in recorded.items()
            if name not in NOT_MADE_UP
            for gap in (missing(value, simulated[name], f"{path}/{name}") if name in simulated else [f"{path}/{name}"])
        ]
    one_is_null = recorded is None or simulated is None
    numbers = isinstance(recorded, int | float) and isinstance(simulated, int | float)
    return [] if one_is_null or numbers or type(recorded) is type(simulated) else [path]


def _first(answer: Any) -> Any:
    return answer[0] if isinstance(answer, list) else answer
