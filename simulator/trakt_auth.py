"""Trakt's auth host."""

from aiohttp import web
from yarl import URL

from .faults import HTML
from .people import Refused
from .state import STATE

routes = web.RouteTableDef()


@routes.get("/oauth/authorize")
async def authorize(request: web.Request) -> web.StreamResponse:
    """Send the person back at once, as if they had allowed the app."""
    people, query = request.app[STATE].people, request.query
    if query.get("response_type") != "code" or query.get("client_id") not in people.apps:
        return web.json_response({"error": "invalid_client", "error_description": "client_id is required"}, status=401)
    if "redirect_uri" not in query or query.get("code_challenge_method", "S256") != "S256":
        return web.json_response({"error": "invalid_request", "error_description": "malformed"}, status=400)
    answer = (
        {"error": "access_denied"}
        if people.refuse
        else {"code": people.authorize(query["client_id"], query["redirect_uri"], query.get("code_challenge"))}
    )
    raise web.HTTPFound(URL(query["redirect_uri"]).update_query({**answer, "state": query.get("state", "")}))


@routes.post("/oauth/token")
async def token(request: web.Request) -> web.StreamResponse:
    """Give a token for a code or a refresh token."""
    people, data = request.app[STATE].people, await _json(request)
    try:
        match data.get("grant_type"):
            case "authorization_code":
                return web.json_response(people.exchange(data))
            case "refresh_token":
                return web.json_response(people.renew(data))
        raise Refused("unsupported_grant_type", "unknown grant_type")
    except Refused as refused:
        return _refusal(refused)


@routes.post("/oauth/revoke")
async def revoke(request: web.Request) -> web.StreamResponse:
    """Forget a token."""
    try:
        request.app[STATE].people.revoke(await _json(request))
    except Refused as refused:
        return _refusal(refused)
    return web.json_response({})


async def _json(request: web.Request) -> dict[str, str]:
    """Return the JSON of a request; anything else is turned away, and so is who does not say who they are."""
    if not request.headers.get("User-Agent"):
        raise web.HTTPForbidden(text=HTML, content_type="text/html")
    if request.content_type != "application/json":
        return {}
    data = await request.json()
    return data if isinstance(data, dict) else {}


def _refusal(refused: Refused) -> web.Response:
    status = 401 if refused.error == "invalid_client" else 400
    return web.json_response({"error": refused.error, "error_description": refused.description}, status=status)
