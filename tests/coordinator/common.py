"""What is shown of an agenda, and said about it."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from custom_components.trakt_upcoming.const import DOMAIN

EPISODES = "calendar.trakt_demo_episodes"


MOVIES = "calendar.trakt_demo_movies"


NEXT_EPISODE = "sensor.trakt_demo_next_episode"


HTML = {"Content-Type": "text/html"}


HOUR = timedelta(hours=1, seconds=1)


def state(hass: HomeAssistant, entity_id: str) -> str:
    """Return the state of an entity."""
    found = hass.states.get(entity_id)
    assert found is not None
    return found.state


def issues(hass: HomeAssistant) -> set[str]:
    """Return the kinds of our issues."""
    return {str(issue.translation_key) for (domain, _), issue in ir.async_get(hass).issues.items() if domain == DOMAIN}
