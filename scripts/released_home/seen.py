"""What users see of their accounts, which an update must not lose."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

from scripts.home import Home
from scripts.home_api import DOMAIN, HomeApi
from scripts.sign_in import OPTIONS_FLOW, choose_option

ZONE: Final = ZoneInfo("Europe/Berlin")
"""The time zone of the home."""
_BEGINNING: Final = datetime(1990, 1, 1, tzinfo=UTC)
_WITH_YEAR: Final = re.compile(r"(?P<title>.*) \(\d{4}\)")
_EPISODE: Final = re.compile(r"(?P<show>.*?) (?P<number>S\d+E\d+)\b.*")

type Facts = dict[str, Any]
"""Values by a key that identifies each of them."""
type Seen = dict[str, Facts]
"""Facts by their subject."""


async def account_seen(home: Home, entry_id: str, margin: timedelta = timedelta()) -> Seen:
    """Return what users see of one account. Releases within `margin` of both ends of the window are left out."""
    api = home.api
    entries = {entry["entry_id"]: entry["title"] for entry in await api.entries()}
    registry = await api.command("config/entity_registry/list")
    devices = await api.command("config/device_registry/list")
    entities = {each["entity_id"]: each["unique_id"] for each in registry if each["config_entry_id"] == entry_id}
    lists = await api.entities(entry_id)
    options = await _options(api, entry_id)
    history = await _answer(api, "get_history", entry_id, "history", **{"from": _BEGINNING.isoformat()})
    return {
        "account": {entry_id: entries[entry_id]},
        "devices": {each["id"]: each["name"] for each in devices if entry_id in each["config_entries"]},
        "options": options,
        "entities": entities,
        "plays": _plays(history),
        "history calendar": await _calendar(api, lists["calendar.history"]),
        "ratings": _ratings(await _answer(api, "get_ratings", entry_id, "ratings")),
        "watchlist": {
            name: "wanted"
            for kind in ("movies", "shows")
            for name in map(_title, await _lines(api, lists[f"todo.watchlist_{kind}"]))
        },
        "up next": {
            found["show"]: found["number"]
            for line in await _lines(api, lists["todo.up_next"])
            if (found := _EPISODE.match(line)) is not None
        },
        "titles": await _titles(api, entry_id, margin, timedelta(days=options["days"]) - margin),
        "import": await _import(api, entry_id),
    }


async def home_seen(home: Home) -> Seen:
    """Return what users see of all accounts together."""
    issues = (await home.api.command("repairs/list_issues"))["issues"]
    return {
        "repairs": {issue["issue_id"]: issue["translation_key"] for issue in issues if issue["domain"] == DOMAIN},
        "statistics": await statistics_seen(home.api),
    }


async def statistics_seen(api: HomeApi) -> Facts:
    """Return the sum of each statistic by year, and the number of days with a change."""
    known = await api.command("recorder/list_statistic_ids")
    ids = [each["statistic_id"] for each in known if each["source"] == DOMAIN]
    if not ids:
        return {}
    found = await api.command(
        "recorder/statistics_during_period",
        start_time=_BEGINNING.isoformat(),
        statistic_ids=ids,
        period="day",
        types=["change"],
    )
    return {name: _by_year(rows) for name, rows in sorted(found.items())}


async def images_seen(home: Home, paths: list[str]) -> Facts:
    """Return the content type and the hash of what the home serves at each path."""
    return {path: await _image(home, path) for path in paths}


def missing(before: Seen, now: Seen) -> Seen:
    """Return the facts that have changed or disappeared, with the values before and now."""
    lost = {
        subject: {
            name: [value, found] for name, value in facts.items() if (found := now.get(subject, {}).get(name)) != value
        }
        for subject, facts in before.items()
    }
    return {subject: facts for subject, facts in lost.items() if facts}


async def _answer(api: HomeApi, action: str, entry_id: str, field: str, **data: Any) -> list[Facts]:
    answer = await api.ask(f"{DOMAIN}.{action}", config_entry_id=entry_id, **data)
    return list(answer[field])


def _plays(history: list[Facts]) -> Facts:
    """Return the number of plays by minute and title, confirmed by Trakt or not."""
    return dict(Counter(f"{_moment(play['watched_at'])} {play['title']}" for play in history))


async def _calendar(api: HomeApi, calendar: str) -> Facts:
    events = await api.events(calendar, _BEGINNING, datetime.now(UTC) + timedelta(days=1))
    # The uid of a play that Trakt has not confirmed yet can change.
    return {event["uid"]: _moment(event["start"]["dateTime"]) for event in events if "--" not in event["uid"]}


def _ratings(ratings: list[Facts]) -> Facts:
    return {
        f"{rated['type']} {(rated.get('episode_ids') or rated['ids'])['trakt']}"
        + (f" season {rated['season']}" if rated["type"] == "season" else ""): rated["rating"]
        for rated in ratings
    }


async def _lines(api: HomeApi, todo: str) -> list[str]:
    answer = await api.ask("todo.get_items", entity_id=todo, status=["needs_action"])
    return [line["summary"] for line in answer[todo]["items"]]


def _title(summary: str) -> str:
    """Return the title without the year, which is optional."""
    found = _WITH_YEAR.fullmatch(summary)
    return found["title"] if found is not None else summary


async def _options(api: HomeApi, entry_id: str) -> Facts:
    form = await choose_option(api, entry_id, "settings")
    await api.request("DELETE", f"{OPTIONS_FLOW}/{form['flow_id']}")
    return {
        field["name"]: field.get("description", {}).get("suggested_value", field.get("default"))
        for field in form["data_schema"]
    }


async def _titles(api: HomeApi, entry_id: str, begin: timedelta, end: timedelta) -> Facts:
    """Return titles and posters of the releases between two times from today on."""
    days = (await api.ask(f"{DOMAIN}.get_upcoming", config_entry_id=entry_id))["days"]
    today = datetime.now(ZONE).date()
    return {
        f"{release['type']} {release['ids']['trakt']}": [release.get("show") or release["title"], release["poster"]]
        for day in days
        if begin <= date.fromisoformat(day["date"]) - today <= end
        for release in day["releases"]
    }


async def _import(api: HomeApi, entry_id: str) -> Facts:
    """Return the step that the dialog of the import shows, with its numbers. After an import, it is a new one."""
    step = await choose_option(api, entry_id, "history")
    await api.request("DELETE", f"{OPTIONS_FLOW}/{step['flow_id']}")
    numbers: Mapping[str, str] = step["description_placeholders"]
    return {"step": step["step_id"], **{name: int(numbers[name]) for name in ("read", "all") if name in numbers}}


def _by_year(rows: list[Facts]) -> Facts:
    years: Counter[str] = Counter()
    for row in rows:
        years[str(datetime.fromtimestamp(row["start"] / 1_000, ZONE).year)] += row["change"]
    return {"days": sum(row["change"] != 0 for row in rows), "years": years}


async def _image(home: Home, path: str) -> list[str]:
    async with home.api.session.get(f"{home.url}{path}") as answer:
        return [answer.content_type, sha256(await answer.read()).hexdigest()]


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M}"
