"""The whole life of an account, in which every host is at fault in every way."""

from dataclasses import dataclass, field
from http import HTTPStatus
import logging
from typing import Any

from aiohttp import ClientError
from aiohttp.test_utils import TestClient
from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.generated.languages import LANGUAGES as ALL_LANGUAGES
from homeassistant.helpers import config_entry_oauth2_flow, issue_registry as ir
from homeassistant.helpers.json import json_dumps
import pytest

from custom_components.trakt_upcoming.artwork.lookup import async_get_titles
from custom_components.trakt_upcoming.clients import limits_of, tmdb_limits
from custom_components.trakt_upcoming.const import DOMAIN, TMDB_API, TRAKT_AUTH
from custom_components.trakt_upcoming.repairs import async_create_fix_flow

from .trakt import FakeTrakt
from .trakt_json import Json, settings

REDIRECT = "https://example.com/auth/external/callback"


TOKEN_URL = f"{TRAKT_AUTH}/oauth/token"


REVOKE_URL = f"{TRAKT_AUTH}/oauth/revoke"


CONFIGURATION_URL = f"{TMDB_API}/3/configuration"


CODE = "secret-authorisation-code"


CLIENT_SECRET = "secret-of-the-app"


KEY = "5ec2e70123456789abcdef0123456789"


REFUSED_KEY = "5ec2e7refused6789abcdef012345678"


TMDB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.secret-read-access-token.secret-signature"


ACCESS, REFRESH = "secret-access-token", "secret-refresh-token"
"""A number follows; each renewal gives others."""


SECRETS = {CODE, CLIENT_SECRET, KEY, REFUSED_KEY, TMDB_TOKEN, ACCESS, REFRESH}


EVERYTHING = " ".join(sorted(SECRETS))
"""What a server would say that gives back all that it was told."""


LANGUAGES = sorted(language for language in ALL_LANGUAGES if not language.startswith("en"))


HTML = {"Content-Type": "text/html"}


FAULTS: tuple[Json, ...] = (
    *({"status": status, "text": EVERYTHING} for status in (400, 403, 404, 405, 420, 423, 426, 429, 500, 503)),
    {"status": 302, "headers": {"Location": f"https://example.com/?{EVERYTHING}"}},
    {"status": 429, "headers": {"Retry-After": EVERYTHING}},
    {"status": 503, "text": f"<html>{EVERYTHING}", "headers": HTML},
    {"text": f"<html>{EVERYTHING}", "headers": HTML},
    {"text": f'{{"{EVERYTHING}": '},
    {"json": {EVERYTHING: EVERYTHING}},
    {"json": [{EVERYTHING: EVERYTHING}, EVERYTHING]},
    {"exc": ClientError(EVERYTHING)},
    {"exc": ValueError(EVERYTHING)},
    {"exc": OSError(EVERYTHING)},
    {"exc": TimeoutError(EVERYTHING)},
)


REFUSED: Json = {"status": 401, "text": EVERYTHING}


REFUSALS: tuple[Json, ...] = (
    *FAULTS,
    {"status": 401, "json": {"error": "invalid_client", "error_description": EVERYTHING}},
    {"status": 400, "json": {"error": "invalid_grant", "error_description": EVERYTHING}},
    {"status": 400, "json": {"error": EVERYTHING}},
    {"json": {"access_token": f"{ACCESS}-2"}},
    {"json": {"access_token": f"{ACCESS}-2", "refresh_token": f"{REFRESH}-2", "expires_in": f"{ACCESS}-2"}},
)


@dataclass
class Life:
    """An account, those who serve it, and what it showed of itself."""

    hass: HomeAssistant
    trakt: FakeTrakt
    browser: TestClient[Any, Any]
    caplog: pytest.LogCaptureFixture
    shown: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    _tokens: int = 0

    @property
    def entry(self) -> ConfigEntry:
        """The account."""
        return self.hass.config_entries.async_entries(DOMAIN)[0]

    @property
    def log(self) -> str:
        """What we said in the log, with all tracebacks."""
        records = self.caplog.get_records("setup")
        ours = [record for record in records if record.name.startswith(f"custom_components.{DOMAIN}")]
        return "\n".join(logging.Formatter("%(name)s %(message)s").format(record) for record in ours)

    def all_is_well(self, **answers: Json) -> None:
        """Let everybody answer well, except those who are named."""
        self._remember()
        self.trakt.clear(settings=answers.get("settings", {"json": settings()}))
        if "trakt" in answers:
            for feed in self.trakt.feeds:
                self.trakt.answer_feed(feed, **answers["trakt"])
        if "tmdb" in answers:
            self.trakt.answer_tmdb(**answers["tmdb"])
        self._tokens += 1
        token = {"access_token": f"{ACCESS}-{self._tokens}", "refresh_token": f"{REFRESH}-{self._tokens}"}
        self.trakt.mock.post(TOKEN_URL, **answers.get("auth", {"json": {**token, "expires_in": 604_800}}))
        self.trakt.mock.post(REVOKE_URL, **answers.get("auth", {"json": {}}))
        self.trakt.mock.get(CONFIGURATION_URL, **answers.get("key", {"json": {}}))
        for feed, entries in self.trakt.feeds.items():
            self.trakt.answer_feed(feed, json=entries)
        self.trakt.answer_tmdb(json={"name": "Severance", "title": "Dune", "poster_path": "/p.jpg"})

    def _remember(self) -> None:
        for method, url, data, headers in self.trakt.mock.mock_calls:
            self.addresses.append(str(url))
            self.sent.append(f"{method} {url} {data} {headers}")

    async def come_back(self, flow: Any) -> Any:
        """Do what the browser does, and go on."""
        state = config_entry_oauth2_flow._encode_jwt(self.hass, {"flow_id": flow["flow_id"], "redirect_uri": REDIRECT})
        self.addresses.append(flow["url"])
        await self.browser.get(f"/auth/external/callback?code={CODE}&state={state}")
        return await self.go_on(flow)

    async def go_on(self, flow: Any, answers: Json | None = None) -> Any:
        """Answer a form of the sign-in."""
        result = await self.hass.config_entries.flow.async_configure(flow["flow_id"], answers)
        if result["type"] is FlowResultType.ABORT:
            self.shown.append(str(result))
        return result

    async def sign_in(self) -> Any:
        """Sign in as far as the form for the key, or as far as it goes."""
        return await self.come_back(
            await self.hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
        )

    async def sign_in_again(self) -> Any:
        """Sign in again, whoever it is."""
        self.entry.async_start_reauth(self.hass)
        await self.hass.async_block_till_done()
        [form] = self.entry.async_get_active_flows(self.hass, {SOURCE_REAUTH})
        return await self.come_back(await self.go_on(form, {}))

    async def change_options(self, **options: object) -> None:
        """Change the options, and wait for what comes of it."""
        menu = await self.hass.config_entries.options.async_init(self.entry.entry_id)
        form = await self.hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": "settings"})
        chosen = {
            "days": 30,
            "feeds": ["episodes"],
            "group_season_drops": True,
            "hide_specials": False,
            "hide_watched": False,
        }
        result = await self.hass.config_entries.options.async_configure(
            form["flow_id"], {**chosen, "spoiler_free": False, "proxy_artwork": False, **options}
        )
        assert result["type"] is FlowResultType.CREATE_ENTRY
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def refresh(self) -> None:
        """Ask Trakt, whatever came of the last time, and look at everything that can be looked at."""
        await self.hass.config_entries.async_reload(self.entry.entry_id)
        if self.entry.state.recoverable and hasattr(self.entry, "runtime_data"):
            await self.entry.runtime_data.agenda.async_refresh()
        await self.hass.async_block_till_done(wait_background_tasks=True)
        await self.look()

    async def look(self) -> None:
        """Look at everything."""
        self.shown += [json_dumps(state.as_dict()) for state in self.hass.states.async_all()]
        self.shown += [repr(issue) for issue in ir.async_get(self.hass).issues.values()]
        self.shown.append(str(self.entry.reason))
        diagnostics = await self.browser.get(f"/api/diagnostics/config_entry/{self.entry.entry_id}")
        assert diagnostics.status == HTTPStatus.OK
        self.shown.append(await diagnostics.text())
        await self._ask(DOMAIN, "get_upcoming", return_response=True)
        await self._ask("button", "press", entity_id="button.trakt_demo_refresh")

    async def _ask(self, domain: str, service: str, *, return_response: bool = False, **data: object) -> None:
        try:
            answer = await self.hass.services.async_call(
                domain, service, data, blocking=True, return_response=return_response
            )
        except HomeAssistantError as error:
            answer = {"error": str(error), "all of it": repr(error), "values": repr(error.translation_placeholders)}
        self.shown.append(json_dumps(answer))

    async def try_again(self) -> None:
        """Choose what each repair issue offers, and have no patience with the rest."""
        for (domain, issue_id), issue in list(ir.async_get(self.hass).issues.items()):
            if domain == DOMAIN and issue.is_fixable:
                flow: Any = await async_create_fix_flow(self.hass, issue_id, issue.data)
                flow.hass, flow.issue_id, flow.handler, flow.flow_id = self.hass, issue_id, REPAIRS, "f"
                self.shown.append(str(await flow.async_step_confirm({})))
        limits_of(self.hass, self.entry.entry_id).waits.clear()
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def end_pauses_of_tmdb(self) -> None:
        """Have what TMDB asked for, and what it had faults with, forgotten."""
        tmdb_limits(self.hass).waits.clear()
        (await async_get_titles(self.hass))._backoff.forget()

    async def remove(self) -> None:
        """End it."""
        await self.hass.config_entries.async_remove(self.entry.entry_id)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        self._remember()


async def sign_in_with_faults(life: Life) -> None:
    """Sign in, after every way in which that can fail."""
    for fault in REFUSALS:
        life.all_is_well(auth=fault)
        await life.sign_in()
    for fault in FAULTS:
        life.all_is_well(settings=fault)
        await life.sign_in()
    life.all_is_well(key=REFUSED)
    form = await life.go_on(await life.sign_in(), {"tmdb_api_key": REFUSED_KEY})
    assert form["errors"] == {"tmdb_api_key": "invalid_tmdb_key"}
    life.all_is_well()
    result = await life.go_on(form, {"tmdb_api_key": KEY})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await life.hass.async_block_till_done(wait_background_tasks=True)
    await life.look()


async def use_with_faults(life: Life) -> None:
    """Meet every fault of every host, and mend what can be mended."""
    for fault in FAULTS:
        life.all_is_well(trakt=fault)
        await life.refresh()
        await life.try_again()
    for fault in REFUSALS:
        life.all_is_well(trakt=REFUSED, auth=fault)
        await life.refresh()
        await life.try_again()
    for number, fault in enumerate((*FAULTS, *FAULTS[::-1])):
        # Another key each time, which is checked, and another language, or nothing would have to be looked up.
        life.all_is_well(tmdb=fault, key=fault)
        await life.end_pauses_of_tmdb()
        await life.change_options(tmdb_api_key=(TMDB_TOKEN, KEY)[number % 2], language=LANGUAGES[number])
        await life.look()
    for key in (KEY, TMDB_TOKEN):
        life.all_is_well(tmdb=REFUSED)
        await life.end_pauses_of_tmdb()
        await life.change_options(tmdb_api_key=key, language=LANGUAGES[-1])
        await life.look()


async def renew_token(life: Life) -> None:
    """Get another token, from then on with the one before being worth nothing, and sign in once more."""
    life.all_is_well(trakt=REFUSED)
    await life.refresh()
    life.all_is_well(settings={"json": settings("Somebody", "another-uuid")})
    for _ in range(2):
        await life.sign_in_again()
        life.all_is_well()
    await life.hass.async_block_till_done(wait_background_tasks=True)
    await life.look()
