"""All stores of one account in one place."""

from inspect import signature
from typing import Any

from homeassistant.core import HomeAssistant

from custom_components.trakt_upcoming import storage
from custom_components.trakt_upcoming.const import DOMAIN
from custom_components.trakt_upcoming.storage import AccountStores

from .common import ENTRY

FILES = {
    "": "releases",
    ".asked": "asked",
    ".episodes": "episodes",
    ".history": "history",
    ".import": "import",
    ".partial_history": "partial_history",
    ".queue": "queue",
    ".token": "sign_in",
    ".watching": "watching",
}
"""The end of the name of each file, and what it is called in diagnostics."""


def test_no_store_is_missing(hass: HomeAssistant) -> None:
    """One that is made for an account is one of them."""
    stores = AccountStores.of(hass, ENTRY)
    made = {type(getattr(stores, name)) for name in AccountStores.__slots__}
    classes = {getattr(storage, name) for name in storage.__all__ if name.endswith("Store")}

    assert {each for each in classes if "entry_id" in signature(each).parameters} == made


async def test_diagnostics(hass: HomeAssistant) -> None:
    """Each file is listed, also one that is not there."""
    assert await AccountStores.of(hass, ENTRY).async_diagnostics() == dict.fromkeys(FILES.values())


async def test_removal(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """No file is left of the account; those of others stay."""
    mine, others = ({f"{DOMAIN}.{entry_id}{end}" for end in FILES} for entry_id in (ENTRY, "other"))
    for name in mine | others:
        hass_storage[name] = {"version": 1, "minor_version": 1, "key": name, "data": {}}
    await AccountStores.of(hass, ENTRY).async_remove()

    assert hass_storage.keys() == others
