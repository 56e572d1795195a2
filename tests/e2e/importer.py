"""The dialog that imports the history of an account, and its results."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scripts.home_api import HomeApi
from scripts.sign_in import OPTIONS_FLOW, choose_option

from .account import ConnectedAccount, until

STATISTICS = {"movie": "movies_watched", "episode": "episodes_watched"}


ZONE = ZoneInfo("Europe/Berlin")


BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


type Step = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """The dialog that imports the history of an account, and its results."""

    account: ConnectedAccount

    @property
    def api(self) -> HomeApi:
        """The API of the home."""
        return self.account.home.api

    async def open(self) -> Step:
        """Wait until the history was read, open the dialog, and return its first step."""
        await until(self._is_known, seconds=60)
        return await choose_option(self.api, self.account.entry_id, "history")

    async def begin(self, *, air_dates: bool) -> Step:
        """Start the import."""
        preview = await self.open()
        assert preview["step_id"] == "import_preview"
        return await self.choose(preview, air_dates=air_dates)

    async def choose(self, step: Step, **choice: object) -> Step:
        """Submit a form, or choose from a menu, and return the next step."""
        after: Step = await self.api.request("POST", f"{OPTIONS_FLOW}/{step['flow_id']}", json=choice)
        return after

    async def end(self, step: Step) -> Step:
        """Wait until the import has ended, and return the last step."""

        async def ended() -> bool:
            step.update(await self.api.request("GET", f"{OPTIONS_FLOW}/{step['flow_id']}"))
            return bool(step["type"] == "abort")

        await until(ended, seconds=120)
        return step

    async def read(self) -> int:
        """Return the number of plays that the running import has read."""
        menu = await self.open()
        assert menu["step_id"] == "import_running"
        return int("".join(filter(str.isdigit, menu["description_placeholders"]["read"])))

    async def statistics(self) -> dict[str, dict[date, float]]:
        """Return the plays of each day in the time zone of the home, as the recorder has them."""
        ids = [f"trakt_upcoming:trakt_demo_{measure}" for measure in STATISTICS.values()]
        found = await self.api.command(
            "recorder/statistics_during_period",
            start_time=BEGINNING.isoformat(),
            statistic_ids=ids,
            period="day",
            types=["change"],
        )
        return {
            name.removeprefix("trakt_upcoming:trakt_demo_"): {
                datetime.fromtimestamp(row["start"] / 1_000, ZONE).date(): row["change"] for row in rows
            }
            for name, rows in found.items()
        }

    async def events(self) -> list[Step]:
        """Return all events of the calendar."""
        calendar = (await self.api.entities(self.account.entry_id))["calendar.history"]
        return await self.api.events(calendar, BEGINNING, datetime.now(UTC) + timedelta(days=1))

    async def _is_known(self) -> bool:
        step = await choose_option(self.api, self.account.entry_id, "history")
        return bool(step["type"] != "abort")


def number_of(step: Step, name: str) -> int:
    """Return a number in the text of a step."""
    shown: str = step["description_placeholders"][name]
    return int("".join(filter(str.isdigit, shown)))
