"""What `SECURITY.md` promises of the code as a whole; `e2e/test_secrets.py` looks at a home that runs."""

import ast
import re

from yarl import URL

from custom_components.trakt_upcoming import const
from custom_components.trakt_upcoming.api.http import SIZE_LIMIT, TIME_LIMIT
from custom_components.trakt_upcoming.api.images import PICTURE_LIMIT

from .source import INTEGRATION, MODULES, REPOSITORY, calls, imports, keyword, load

SECURITY = " ".join((REPOSITORY / "SECURITY.md").read_text().split())
"""In one line, because a sentence may go on in the next."""
OTHER_WAYS_OUT = {"ftplib", "httpx", "httpx2", "requests", "smtplib", "socket", "ssl", "urllib", "urllib3"}


def test_reports_go_to_this_repository() -> None:
    """Privately; users find the page from the first one."""
    assert f"({load('manifest.json')['documentation']}/security/advisories/new)" in SECURITY
    assert "(SECURITY.md)" in (REPOSITORY / "README.md").read_text()


def test_all_hosts_are_named() -> None:
    """Those, and no others."""
    addresses = (const.TRAKT_API, const.TRAKT_AUTH, const.TMDB_API, *const.IMAGE_HOSTS.values())

    assert {URL(address).scheme for address in addresses} == {"https"}
    assert set(re.findall(r"`([a-z0-9-]+(?:\.[a-z]+)+)`", SECURITY)) == {URL(address).host for address in addresses}


def test_limits_are_named() -> None:
    """Of time and of size."""
    limits = f"{SIZE_LIMIT // 1_000_000} MB, a picture {PICTURE_LIMIT // 1_000_000} MB"
    assert f"{TIME_LIMIT.total} seconds and have {limits}" in SECURITY


def test_one_module_sends_requests() -> None:
    """One module takes Home Assistant's session, which checks certificates; one sends, and is sent on by nobody."""
    code = {path.as_posix(): (INTEGRATION / path).read_text() for path in MODULES}
    checks = [ast.unparse(each) for call in calls() if (each := keyword(call, "verify_ssl")) is not None]
    redirects = [ast.unparse(each) for call in calls() if (each := keyword(call, "allow_redirects")) is not None]

    assert {path for path, written in code.items() if "clientsession(" in written.lower()} == {"clients.py"}
    assert {path for path, written in code.items() if "ClientSession" in written} == {"api/http.py"}
    assert {path for path, written in code.items() if "_session.request(" in written} == {"api/http.py"}
    assert redirects == ["False"]
    assert checks == ["True"]
    assert not {name.split(".")[0] for path in MODULES for name in imports(path)} & OTHER_WAYS_OUT
    assert not [name for path in MODULES for name in imports(path) if name.startswith("http.")]
