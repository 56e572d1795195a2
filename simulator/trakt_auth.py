"""Trakt's auth host."""

from collections.abc import Awaitable, Callable
import json

from aiohttp import web
from yarl import URL

from .faults import HTML
from .people import OAuthError
from .state import STATE

routes = web.RouteTableDef()


@web.middleware
async def checks(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests without a user agent, and answer errors as Trakt does."""
    if not request.headers.get("User-Agent"):
        return web.Response(status=403, text=HTML, content_type="text/html")
    try:
        return await handler(request)
    except OAuthError as error:
        status = 401 if error.error == "invalid_client" else 400
        return web.json_response({"error": error.error, "error_description": error.description}, status=status)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
        return web.Response(status=error.status, content_type="text/html")


@routes.get("/oauth/authorize")
async def authorize(request: web.Request) -> web.StreamResponse:
    """Redirect back at once. The user counts as signed in, and has allowed or refused the app."""
    people, query = request.app[STATE].people, request.query
    if query.get("response_type") != "code" or "redirect_uri" not in query:
        raise OAuthError("invalid_request", "response_type or redirect_uri is missing")
    if "code_challenge" in query and query.get("code_challenge_method") != "S256":
        raise OAuthError("invalid_request", "code_challenge_method is S256")
    code = people.authorize(query.get("client_id", ""), query["redirect_uri"], query.get("code_challenge"))
    answer = {"error": "access_denied"} if people.refuse else {"code": code}
    state = {"state": query["state"]} if "state" in query else {}
    raise web.HTTPFound(URL(query["redirect_uri"]).update_query(answer | state))


@routes.post("/oauth/token")
async def token(request: web.Request) -> web.Response:
    """Return a token for a code or a refresh token."""
    people, data = request.app[STATE].people, await _fields(request)
    match data.get("grant_type"):
        case "authorization_code":
            return web.json_response(people.exchange(data))
        case "refresh_token":
            return web.json_response(people.renew(data))
    raise OAuthError("unsupported_grant_type", "grant_type is unknown")


@routes.post("/oauth/revoke")
async def revoke(request: web.Request) -> web.Response:
    """End a sign-in."""
    request.app[STATE].people.revoke(await _fields(request))
    return web.json_response({})


async def _fields(request: web.Request) -> dict[str, str]:
    """Return the text fields of a JSON body. Forms and HTTP Basic are not supported.

    Raises OAuthError.
    """
    try:
        data = json.loads(await request.read()) if request.content_type == "application/json" else None
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise OAuthError("invalid_request", "the body is not a JSON object")
    return {name: value for name, value in data.items() if isinstance(value, str)}
