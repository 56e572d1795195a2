"""An account with something on every list."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..conftest import SetUp
from ..records_json import up_next
from ..trakt import FakeTrakt, know, take
from .common import DUNE, PADDINGTON, SEVERANCE, TO_COME, answer_show


@pytest.fixture(autouse=True)
async def _known(
    hass: HomeAssistant, entry: MockConfigEntry, set_up: SetUp, trakt: FakeTrakt, without_user_data: None
) -> None:
    """Let something be on every list, and stay there, and let Trakt take changes."""
    await set_up()
    answer_show(trakt, seen=(2,))
    take(hass, trakt)
    known = {"watchlist_movies": [DUNE, PADDINGTON], "watchlist_shows": [SEVERANCE, TO_COME], "up_next": [up_next()]}
    await know(hass, entry, **known)
