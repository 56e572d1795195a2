"""The faults, and the expected reaction to each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final

HTML: Final = "<!DOCTYPE html><html><head><title>Attention required</title></head><body></body></html>"
JSON_TYPE: Final = {"Content-Type": "application/json"}
HTML_TYPE: Final = {"Content-Type": "text/html"}
UNTRUSTED: Final = "untrusted"
"""The name of the simulator's host with an untrusted certificate."""
UNAUTHORIZED: Final = '{"error": "unauthorized", "error_description": "not today"}'
SHORTEST_PAUSE: Final = "429 Retry-After 1"
"""The name of a fault that ends before the result can be checked."""


class Host(StrEnum):
    """The hosts to which the integration sends requests, with the simulator's names."""

    TRAKT_API = "trakt_api"
    TRAKT_AUTH = "trakt_auth"
    TMDB_API = "tmdb_api"
    TRAKT_IMAGES = "trakt_images"
    TMDB_IMAGES = "tmdb_images"


PICTURES: Final = (Host.TRAKT_IMAGES, Host.TMDB_IMAGES)
"""The image hosts. They know neither accounts nor keys."""
SERVICES: Final = (Host.TRAKT_API, Host.TRAKT_AUTH, Host.TMDB_API)
"""The hosts that answer in JSON."""


class Reaction(StrEnum):
    """The reactions to a fault."""

    NONE = "none"
    """Everything continues to work."""
    PASSING = "passing"
    """The last answer stays, and the next refresh tries again."""
    PAUSE = "pause"
    """The last answer stays, and nothing is sent for as long as the host asked."""
    SIGN_IN = "sign_in"
    APP_REJECTED = "app_rejected"
    ACCOUNT_LOCKED = "account_locked"
    VIP_REQUIRED = "vip_required"
    KEY_REJECTED = "tmdb_key_rejected"
    NO_PICTURES = "no_pictures"
    """New titles have no images for a while."""
    UNKNOWN_TITLE = "unknown_title"
    """The title has no images until it is looked up again a day later."""
    TITLE = "title"
    """The title is shown instead of the image for a while, and a warning is logged."""
    NO_SUCH_PICTURE = "no_such_picture"
    """The title is shown instead of the image, without a warning, because the image does not exist."""
    LEFT_OUT = "left_out"
    """Invalid items are left out, all others are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a server or of the connection."""

    name: str
    switch: dict[str, Any] = field(default_factory=dict)
    """The fault as the simulator's control port takes it, without the host."""
    elsewhere: str | None = None
    """The address that the host has instead, or `UNTRUSTED`. Home Assistant reads it only when it starts."""
    trakt: Reaction = Reaction.PASSING
    auth: Reaction = Reaction.PASSING
    tmdb: Reaction = Reaction.NO_PICTURES
    images: Reaction = Reaction.TITLE
    """At both image hosts."""
    hosts: tuple[Host, ...] = tuple(Host)
    is_slow: bool = False
    """Whether it ends only with a time-out."""

    @property
    def is_limit(self) -> bool:
        """Whether the host asks for a pause."""
        return bool(self.switch.get("status") == HTTPStatus.TOO_MANY_REQUESTS)

    def reaction(self, host: Host) -> Reaction:
        """Return the reaction to this fault at a host."""
        services = {Host.TRAKT_API: self.trakt, Host.TRAKT_AUTH: self.auth, Host.TMDB_API: self.tmdb}
        return services.get(host, self.images)


def status(
    number: int,
    *,
    body: str = "",
    headers: dict[str, str] = JSON_TYPE,
    form: str = "",
    trakt: Reaction = Reaction.PASSING,
    auth: Reaction = Reaction.PASSING,
    tmdb: Reaction = Reaction.NO_PICTURES,
    images: Reaction = Reaction.TITLE,
    hosts: tuple[Host, ...] = tuple(Host),
) -> Fault:
    """Return a fault in which a server answers with a status."""
    switch = {"kind": "status", "status": number, "body": body, "headers": headers}
    name = f"{number} {form}".strip()
    return Fault(name=name, switch=switch, trakt=trakt, auth=auth, tmdb=tmdb, images=images, hosts=hosts)


def page(number: int) -> Fault:
    """Return a fault in which a proxy answers with a web page."""
    return status(number, body=HTML, headers=HTML_TYPE, form="web page")


def _too_many_requests() -> Iterator[Fault]:
    for wait in ("1", "60", "86400", None):
        headers = {"Retry-After": wait} if wait else {}
        form = f"Retry-After {wait}" if wait else "no Retry-After"
        # A pause of a second has ended before the next image is requested.
        images = Reaction.TITLE if wait == "1" else Reaction.PAUSE
        yield status(
            429,
            headers=JSON_TYPE | headers,
            body="{}",
            form=form,
            trakt=Reaction.PAUSE,
            auth=Reaction.PAUSE,
            images=images,
        )
        yield status(429, headers=HTML_TYPE | headers, body=HTML, form=f"{form}, web page", images=images)


FAULTS: Final = (
    status(400, body='{"error": "invalid_grant"}', form="invalid_grant", auth=Reaction.SIGN_IN, hosts=SERVICES),
    status(400, body='{"error": "invalid_client"}', form="invalid_client", auth=Reaction.APP_REJECTED, hosts=SERVICES),
    status(401, body=UNAUTHORIZED, trakt=Reaction.SIGN_IN, tmdb=Reaction.KEY_REJECTED, hosts=SERVICES),
    status(401, headers=HTML_TYPE, form="empty", trakt=Reaction.SIGN_IN, tmdb=Reaction.KEY_REJECTED),
    page(401),
    status(403, body="{}", form="JSON", trakt=Reaction.APP_REJECTED),
    status(403, headers=HTML_TYPE, form="empty", trakt=Reaction.APP_REJECTED),
    page(403),
    status(404, headers=HTML_TYPE, form="empty", tmdb=Reaction.UNKNOWN_TITLE, images=Reaction.NO_SUCH_PICTURE),
    status(405, headers=HTML_TYPE, form="empty"),
    status(420, body="{}", hosts=SERVICES),
    status(423, body="{}", trakt=Reaction.ACCOUNT_LOCKED, hosts=SERVICES),
    status(426, body="{}", trakt=Reaction.VIP_REQUIRED, hosts=SERVICES),
    *_too_many_requests(),
    *(status(number, body="{}") for number in (500, 502, 503, 504)),
    *(page(number) for number in (502, 520, 521, 522)),
    Fault(name="redirect", switch={"kind": "status", "status": 302, "headers": {"Location": "https://example.com/"}}),
    Fault(name="hang", switch={"kind": "hang"}, is_slow=True),
    Fault(name="slow drip", switch={"kind": "drip", "seconds": 0.5}, is_slow=True),
    Fault(name="connection reset", switch={"kind": "reset"}),
    Fault(name="body cut in the middle", switch={"kind": "cut"}),
    Fault(
        name="wrong content type",
        switch={"kind": "wrong_type"},
        trakt=Reaction.NONE,
        auth=Reaction.NONE,
        tmdb=Reaction.NONE,
    ),
    Fault(name="broken JSON", switch={"kind": "broken_json"}, hosts=SERVICES),
    Fault(name="JSON of the wrong shape", switch={"kind": "wrong_shape"}, hosts=SERVICES),
    Fault(name="web page instead of an image", switch={"kind": "html", "status": 200}, hosts=PICTURES),
    Fault(name="6 MB image", switch={"kind": "big_picture"}, hosts=PICTURES),
    Fault(name="50 MB answer", switch={"kind": "big"}),
    Fault(name="gzip bomb", switch={"kind": "gzip_bomb"}),
    Fault(name="odd items", switch={"kind": "odd_items"}, hosts=(Host.TRAKT_API,), trakt=Reaction.LEFT_OUT),
    Fault(name="certificate that nobody trusts", elsewhere=UNTRUSTED),
    Fault(name="name not found", elsewhere="http://nowhere.invalid"),
)
