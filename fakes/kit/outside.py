"""Requests for a fake to the outside: asks with HEAD, and sends deliveries; by default to this machine alone."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from typing import Protocol

import httpx

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.delivery import Deliveries

_PATIENCE = {"timeout": httpx.Timeout(5.0).as_dict()}


class Delivering(Protocol):
    """A fake that has deliveries."""

    @property
    def deliveries(self) -> Deliveries:
        """The deliveries that wait."""


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _way_out() -> httpx.HTTPTransport:
    """Return httpx's transport: its client is patched while fakes are mounted, and would follow redirects."""
    return httpx.HTTPTransport(verify=_certificates(), trust_env=False)


def is_near(url: httpx.URL) -> bool:
    """Whether a url leads to this machine."""
    if url.scheme not in {"http", "https"}:
        return False
    try:
        return url.host == "localhost" or ip_address(url.host).is_loopback
    except ValueError:
        return False


def on_the_wire(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return headers as bytes: values that came in as Latin-1, as in WSGI, go out as the same bytes."""
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]


def _status(
    way: httpx.HTTPTransport,
    method: str,
    url: str,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    *,
    anywhere: bool,
) -> int:
    """Send a request, and return the status of the answer without reading its body; 0 for no answer."""
    try:
        request = httpx.Request(method, url, headers=on_the_wire(headers or {}), content=content, extensions=_PATIENCE)
        if not (anywhere or is_near(request.url)):
            return 0
        answer = way.handle_request(request)
    except (httpx.HTTPError, httpx.InvalidURL):
        return 0
    answer.close()
    return answer.status_code


def ask(url: str, *, anywhere: bool = False) -> int:
    """Return the status that HEAD of a url gives, 0 for no answer; another machine is asked only with `anywhere`."""
    with _way_out() as way:
        return _status(way, "HEAD", url, anywhere=anywhere)


def send(fake: Delivering, clock: Clock, *, anywhere: bool = False) -> int:
    """Send the due deliveries one by one, and return how many; another machine gets its own only with `anywhere`."""
    sent = 0
    with _way_out() as way:
        # Asked each time anew: an answer may end a webhook, or make a delivery due again.
        while due := fake.deliveries.due(clock.now):
            one = due[0]
            status = _status(way, one.method, one.url, one.headers, one.body, anywhere=anywhere)
            fake.deliveries.done(one, status)
            sent += 1
    return sent
