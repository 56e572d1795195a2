"""Every text of the actions and of selectors is there, and none that is not shown."""

from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import load_yaml_dict

from custom_components.trakt_upcoming.agenda.serialize import TYPES
from custom_components.trakt_upcoming.api.trakt import Feed
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.services.changes import RELEASED
from custom_components.trakt_upcoming.services.discover import RECOMMENDED_TYPES, SEARCHED_TYPES
from custom_components.trakt_upcoming.services.fields import MEDIA_TYPES
from custom_components.trakt_upcoming.services.schema import ActionSchema
from custom_components.trakt_upcoming.services.upcoming import EPISODE_TYPES
from custom_components.trakt_upcoming.user_data import Plays, RatingWord

from .conftest import SetUp
from .source import INTEGRATION, action_fields, calls, keyword, load, text
from .translations import EN, names


async def test_actions(hass: HomeAssistant, set_up: SetUp) -> None:
    """What is registered, what is described, what is said and what has an icon are the same."""
    await set_up()
    described = action_fields()
    registered = hass.services.async_services_for_domain(DOMAIN)

    assert set(registered) == set(described) == set(EN["services"]) == set(load("icons.json")["services"])
    for name, action in registered.items():
        assert isinstance(action.schema, ActionSchema), f"{name} tells mistakes in English"
        fields = {str(field) for field in action.schema.schema}
        assert fields == set(described[name]) == names(EN["services"], name, "fields"), name
        for said in (EN["services"][name], *EN["services"][name]["fields"].values()):
            assert {"name", "description"} <= set(said), name


def test_order_of_fields() -> None:
    """What matters comes first; IDs and the account are collapsed, and that section has a name."""
    first = ["title", "type", "year", "season", "episode"]
    for name, action in load_yaml_dict(str(INTEGRATION / "services.yaml")).items():
        *shown, (section, collapsed) = action["fields"].items()
        order = [field for field, _ in shown]
        is_about_a_title = "title" in order

        assert order[: len(first)] == first or not is_about_a_title, name
        assert collapsed["collapsed"], name
        assert list(collapsed["fields"])[-1] == "config_entry_id", name
        assert ("ids" in collapsed["fields"]) == is_about_a_title, name
        assert set(EN["services"][name]["sections"]) == {section}, name


def test_selectors() -> None:
    """Each choice of a list has a name, in the options and in the actions."""
    offered: dict[str, set[str]] = {}
    for fields in action_fields().values():
        for field in fields.values():
            if (select := field["selector"].get("select")) is not None:
                choices = offered.setdefault(select["translation_key"], set(select["options"]))
                assert choices == set(select["options"])
    in_flows = {text(keyword(call, "translation_key")) for call in calls("config_flow.py", "options_flow.py")} - {None}

    assert offered == {
        "type": set(TYPES),
        "episode_type": set(EPISODE_TYPES),
        "rating": set(RatingWord),
        "recommended_type": set(RECOMMENDED_TYPES),
        "searched_type": set(SEARCHED_TYPES),
        "work_type": set(MEDIA_TYPES),
        "plays": {Plays.LAST, Plays.ALL},
    }
    assert in_flows == {"feeds"}
    assert {key: set(said["options"]) for key, said in EN["selector"].items() if "options" in said} == {
        **offered,
        "feeds": {feed.value for feed in Feed},
    }


def test_ways_to_fill_in_a_field() -> None:
    """Each has a name, and the word that stands for a moment is one that the action takes."""
    choose = action_fields()["mark_watched"]["watched_at"]["selector"]["choose"]

    assert {key: set(said["choices"]) for key, said in EN["selector"].items() if "choices" in said} == {
        choose["translation_key"]: set(choose["choices"])
    }
    assert choose["choices"]["released"]["selector"]["constant"]["value"] == RELEASED
