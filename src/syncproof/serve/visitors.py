"""The visitors of a port: no web page of another site may use the port, whatever name it gave this machine.

A page in a browser can send requests to any port of this machine, and reads the answers where its own host's name
leads here (DNS rebinding). A client that is no browser says neither `Origin` nor `Mozilla`, and may call the machine
anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

HTTP_ORIGIN = "HTTP_ORIGIN"
HTTP_USER_AGENT = "HTTP_USER_AGENT"
REFUSAL = (
    b"syncproof answers no web page of another site; open it as http://127.0.0.1 or http://localhost with its port"
)


def is_foreign(environ: Mapping[str, Any], host: str) -> bool:
    """Whether a web page of another site sends a request of WSGI's to a port that listens on `host`."""
    origin, agent = environ.get(HTTP_ORIGIN), str(environ.get(HTTP_USER_AGENT, ""))
    if origin is None and not agent.startswith("Mozilla/"):
        return False
    called = _name(f"//{environ.get('HTTP_HOST', '')}")
    if not (_is_local(called) or _is_number(called) or called == host.lower()):
        return True  # a name that leads here, and that somebody else may have made
    page = called if origin is None else _name(str(origin))
    return not (page == called or _is_local(page))


def _name(address: str) -> str:
    """Return the host of an address, '' where there is none: a page without a site has the origin `null`."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_local(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost") or (_is_number(name) and ip_address(name).is_loopback)
