"""Connects an account and changes its options as a user does: step by step through the flows."""

from collections.abc import Mapping
from typing import Any

from scripts.home_api import DOMAIN, HomeApi

FLOW = "config/config_entries/flow"
OPTIONS_FLOW = "config/config_entries/options/flow"


class SignInError(Exception):
    """A flow ended without an account, or had a step that cannot be answered."""

    def __init__(self, message: str, reason: str = "") -> None:
        """Initialize with a message, and with the reason of the flow if it has one."""
        super().__init__(message)
        self.reason = reason


async def add_credentials(api: HomeApi, client_id: str, client_secret: str) -> None:
    """Add the credentials of the API app with which users sign in."""
    await api.command("application_credentials/create", domain=DOMAIN, client_id=client_id, client_secret=client_secret)


async def sign_in(api: HomeApi, **answers: str) -> dict[str, Any]:
    """Connect an account and return its config entry. `answers` are the values of form fields by name.

    Raises SignInError.
    """
    step = await api.request("POST", FLOW, json={"handler": DOMAIN})
    while step["type"] != "create_entry":
        step = await _next_step(api, step, answers)
    entry: dict[str, Any] = step["result"]
    return entry


async def sign_in_again(api: HomeApi, flow_id: str) -> None:
    """Complete a flow that asks to sign in again.

    Raises SignInError.
    """
    await _renew(api, await api.request("GET", f"{FLOW}/{flow_id}"), "reauth_successful")


async def reconfigure(api: HomeApi, entry_id: str) -> None:
    """Reconfigure an account.

    Raises SignInError.
    """
    step = await api.request("POST", FLOW, json={"handler": DOMAIN, "entry_id": entry_id})
    await _renew(api, step, "reconfigure_successful")


async def change_options(api: HomeApi, entry_id: str, **changes: object) -> None:
    """Change some options of an account. The others keep the values that the form shows.

    Raises SignInError.
    """
    form = await choose_option(api, entry_id, "settings")
    shown = {field["name"]: _shown(field) for field in form["data_schema"]}
    options = {name: value for name, value in (shown | changes).items() if value is not None}
    step = await api.request("POST", f"{OPTIONS_FLOW}/{form['flow_id']}", json=options)
    if step["type"] != "create_entry":
        raise SignInError(f"The options were refused: {step['errors']}")


async def choose_option(api: HomeApi, entry_id: str, name: str) -> dict[str, Any]:
    """Open the options of an account, choose an entry of the menu, and return the next step."""
    menu = await api.request("POST", OPTIONS_FLOW, json={"handler": entry_id})
    step: dict[str, Any] = await api.request("POST", f"{OPTIONS_FLOW}/{menu['flow_id']}", json={"next_step_id": name})
    return step


async def _renew(api: HomeApi, step: Mapping[str, Any], success: str) -> None:
    while step["type"] != "abort":
        step = await _next_step(api, step, {})
    if step["reason"] != success:
        raise _aborted(step)


async def _next_step(api: HomeApi, step: Mapping[str, Any], answers: Mapping[str, str]) -> Any:
    match step:
        case {"type": "form", "errors": dict() as errors} if errors:
            await api.request("DELETE", f"{FLOW}/{step['flow_id']}")
            raise SignInError(f"The form {step['step_id']} was refused: {errors}", ", ".join(errors.values()))
        case {"type": "form"}:
            asked = {field["name"] for field in step["data_schema"]}
            values = {name: answer for name, answer in answers.items() if name in asked}
            return await api.request("POST", f"{FLOW}/{step['flow_id']}", json=values)
        case {"type": "external"}:
            await _visit(api, step["url"])
            return await api.request("GET", f"{FLOW}/{step['flow_id']}")
        case {"type": "abort"}:
            raise _aborted(step)
    raise SignInError(f"The sign-in has a step of an unknown type: {step['type']}")


def _aborted(step: Mapping[str, Any]) -> SignInError:
    return SignInError(f"The sign-in was aborted: {step['reason']}", step["reason"])


async def _visit(api: HomeApi, url: str) -> None:
    """Open Trakt's page as a browser does. The page redirects to Home Assistant."""
    async with api.session.get(url) as page:
        if not page.ok:
            raise SignInError(f"Trakt's sign-in page was answered {page.status}: {await page.text()}")


def _shown(field: Mapping[str, Any]) -> object:
    return field.get("description", {}).get("suggested_value", field.get("default"))
