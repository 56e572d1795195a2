"""Several accounts in one home."""

import pytest

from scripts.sign_in import SignInError, sign_in

from .account import ConnectedAccount, add_account


async def test_second_account_has_its_own_device_and_entities(account: ConnectedAccount) -> None:
    await account.simulator.control("POST", "/user", {"name": "second"})

    second = await add_account(account.home, account.simulator)

    api = account.home.api
    first_entities, second_entities = await api.entities(account.entry_id), await api.entities(second.entry_id)
    assert first_entities.keys() == second_entities.keys()
    assert not set(first_entities.values()) & set(second_entities.values())
    titles = {entry["entry_id"]: entry["title"] for entry in await api.entries()}
    registry = await api.command("config/device_registry/list")
    devices = {entry_id: device["name"] for device in registry for entry_id in device["config_entries"]}
    assert devices == titles
    assert len(set(titles.values())) == 2
    assert await second.releases()


async def test_same_account_is_refused_the_second_time(account: ConnectedAccount) -> None:
    with pytest.raises(SignInError, match="already_configured"):
        await sign_in(account.home.api)

    assert len(await account.home.api.entries()) == 1
