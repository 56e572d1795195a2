"""What the tests share."""

import pytest

# Home Assistant's test tools bring a package of the same name, so ours has to be there first.
import custom_components.trakt_upcoming  # noqa: F401


@pytest.fixture(autouse=True)
def _custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant find this integration."""
