"""The blueprint: imported as users do it, made an automation, and looked at when its time comes."""

from collections.abc import AsyncGenerator, Awaitable, Callable
import json
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
from packaging.version import Version
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .conftest import ENTRY_ID, TMDB_KEY, MoveTo, SetUp, state_of
from .source import REPOSITORY
from .test_readme import BLUEPRINT
from .test_repository import MANIFEST
from .trakt import FakeTrakt
from .trakt_json import Json, episode_entry, images_entry, movie_entry

ADDRESS: Final = f"{MANIFEST['documentation']}/blob/main/{BLUEPRINT}"
RAW: Final = ADDRESS.replace("https://github.com/", "https://raw.githubusercontent.com/").replace("/blob/", "/")
POSTER: Final = "https://image.tmdb.org/t/p/w500/p.jpg"
BEFORE: Final = "2026-11-21T07:59:59Z"
MORNING: Final = "2026-11-21T08:00:00Z"
NEXT_TURN: Final = "2026-11-22T07:30:00Z"
NEXT_MORNING: Final = "2026-11-22T08:00:00Z"
SEVERANCE: Final = "• 02:00 Severance S03E01 Goodbye, Mrs. Selvig"

type Use = Callable[..., Awaitable[None]]


@pytest.fixture
def options() -> Json:
    """Return an account with pictures."""
    return {"tmdb_api_key": TMDB_KEY}


@pytest.fixture
def shown(hass: HomeAssistant) -> list[ServiceCall]:
    """Return the notifications that Home Assistant itself shows."""
    return async_mock_service(hass, "persistent_notification", "create")


@pytest.fixture
async def use(
    hass: HomeAssistant, tmp_path: Path, trakt: FakeTrakt, set_up: SetUp, hass_ws_client: WebSocketGenerator
) -> AsyncGenerator[Use]:
    """Return the function that imports the blueprint from its address and makes an automation of it."""
    hass.config.config_dir = str(tmp_path)

    async def use(**inputs: object) -> None:
        await set_up()
        assert await async_setup_component(hass, "automation", {})
        websocket = await hass_ws_client(hass)
        trakt.mock.get(RAW, text=(REPOSITORY / BLUEPRINT).read_text())
        imported = await command(websocket, "blueprint/import", url=ADDRESS)
        assert imported["validation_errors"] is None
        place: Any = {"domain": "automation", "path": imported["suggested_filename"]}
        await command(websocket, "blueprint/save", yaml=imported["raw_data"], source_url=ADDRESS, **place)
        blueprint = {"path": f"{place['path']}.yaml", "input": {"account": ENTRY_ID, **inputs}}
        automation = {"id": "ours", "alias": "Release day", "use_blueprint": blueprint}
        # JSON is YAML.
        (tmp_path / "configuration.yaml").write_text(json.dumps({"automation": automation}))
        await hass.services.async_call("automation", "reload", blocking=True)
        await hass.async_block_till_done()
        assert state_of(hass, "automation.release_day").state == STATE_ON

    yield use
    await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)


async def command(websocket: Any, kind: str, **data: object) -> Any:
    """Return the result of a websocket command."""
    await websocket.send_json_auto_id({"type": kind, **data})
    answer = await websocket.receive_json()
    assert answer["success"], answer
    return answer["result"]


def phone(hass: HomeAssistant, name: str) -> str:
    """Return the device of a phone that has the app, which the user calls otherwise than it calls itself."""
    entry = MockConfigEntry(domain="mobile_app", title=name)
    entry.add_to_hass(hass)
    registry = dr.async_get(hass)
    device = registry.async_get_or_create(config_entry_id=entry.entry_id, identifiers={("mobile_app", name)}, name=name)
    registry.async_update_device(device.id, name_by_user="Pocket")
    return device.id


def test_metadata() -> None:
    """It says where it comes from, and wants the Home Assistant that the integration wants."""
    head = load_yaml_dict(str(REPOSITORY / BLUEPRINT))["blueprint"]
    hacs = json.loads((REPOSITORY / "hacs.json").read_text())

    assert head["source_url"] == ADDRESS
    assert Version(head["homeassistant"]["min_version"]) == Version(hacs["homeassistant"])
    assert all({"name", "description", "selector"} <= set(each) for each in head["input"].values())


async def test_in_the_morning_of_a_release_day(
    use: Use, trakt: FakeTrakt, move_to: MoveTo, shown: list[ServiceCall]
) -> None:
    """With nothing chosen but the account: at eight, in Home Assistant itself, with the poster."""
    trakt.feeds["movies"] = [movie_entry("1917", released="2026-11-21")]
    trakt.answer()
    await use()
    await move_to(BEFORE)
    early = len(shown)
    await move_to(MORNING)

    assert early == 0
    assert [call.data for call in shown] == [
        {
            "notification_id": "trakt_upcoming_release_day",
            "title": "On today",
            "message": f"• 1917\n{SEVERANCE}\n\n![]({POSTER})",
        }
    ]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        pytest.param({"types": ["movie"]}, "• Dune: Part Three", id="movies"),
        pytest.param({"types": ["episode"]}, SEVERANCE, id="episodes"),
        pytest.param({"types": []}, None, id="nothing"),
    ],
)
async def test_types(
    hass: HomeAssistant, use: Use, trakt: FakeTrakt, move_to: MoveTo, inputs: Json, message: str | None
) -> None:
    """Only what was chosen."""
    told = async_mock_service(hass, "test", "tell")
    trakt.feeds["movies"] = [movie_entry(released="2026-11-21")]
    trakt.answer()
    await use(actions=[{"action": "test.tell", "data": {"message": "{{ message }}"}}], **inputs)
    await move_to(MORNING)

    assert [call.data["message"] for call in told] == ([message] if message else [])


async def test_days_without_releases(use: Use, trakt: FakeTrakt, move_to: MoveTo, shown: list[ServiceCall]) -> None:
    """Nothing is sent, and the day after it goes on."""
    trakt.feeds["shows"] = [episode_entry(first_aired="2026-11-22T20:00:00Z")]
    trakt.answer()
    await use()
    await move_to(MORNING)
    silent = len(shown)
    for moment in (NEXT_TURN, NEXT_MORNING):
        await move_to(moment)

    assert silent == 0
    assert len(shown) == 1


async def test_another_time_and_title(use: Use, move_to: MoveTo, shown: list[ServiceCall]) -> None:
    """Those that were chosen."""
    await use(time="06:30:00", title="Heute")
    await move_to("2026-11-21T06:30:00Z")

    assert [call.data["title"] for call in shown] == ["Heute"]


@pytest.mark.parametrize(
    ("options", "images", "data"),
    [
        pytest.param({"tmdb_api_key": TMDB_KEY}, None, {"image": re.escape(POSTER)}, id="at TMDB"),
        pytest.param({}, images_entry(), {"image": "/api/trakt_upcoming/artwork/[0-9a-f]+"}, id="at home"),
        pytest.param({}, None, {}, id="none"),
    ],
)
async def test_phones(
    hass: HomeAssistant, use: Use, trakt: FakeTrakt, move_to: MoveTo, images: Json | None, data: dict[str, str]
) -> None:
    """Each gets it, with the poster wherever that is; one that fails or has left does not hold back the others."""
    failing = async_mock_service(hass, "notify", "mobile_app_zoe_s_phone", raise_exception=HomeAssistantError())
    sent = async_mock_service(hass, "notify", "mobile_app_my_phone")
    trakt.feeds["shows"] = [episode_entry(images=images)]
    trakt.answer()
    await use(devices=["gone", phone(hass, "Zoë's phone"), phone(hass, "My Phone")], actions=[])
    await move_to(MORNING)
    [call] = sent

    assert len(failing) == 1
    assert (call.data["title"], call.data["message"]) == ("On today", SEVERANCE)
    assert call.data["data"].keys() == data.keys()
    assert all(re.fullmatch(address, call.data["data"][name]) for name, address in data.items())


async def test_no_poster(hass: HomeAssistant, use: Use, trakt: FakeTrakt, move_to: MoveTo) -> None:
    """The first release may have none; then it is that of the next, and of nobody where no release has one."""
    told = async_mock_service(hass, "test", "tell")
    trakt.feeds["shows"] = [
        episode_entry("No picture", tmdb=None, show_id=2, episode_id=2, first_aired="2026-11-21T01:00:00Z"),
        episode_entry(),
        episode_entry("No picture", tmdb=None, show_id=2, episode_id=3, first_aired="2026-11-22T01:00:00Z"),
    ]
    trakt.answer()
    await use(actions=[{"action": "test.tell", "data": {"poster": "{{ poster }}", "count": "{{ releases | count }}"}}])
    for moment in (MORNING, NEXT_TURN, NEXT_MORNING):
        await move_to(moment)

    assert [call.data for call in told] == [{"poster": POSTER, "count": 2}, {"poster": None, "count": 1}]
