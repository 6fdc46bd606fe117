"""The way out, for whoever drives a fake: asks with HEAD, and sends deliveries; by itself to this machine alone."""

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
        """What waits."""


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _way_out() -> httpx.HTTPTransport:
    """Return httpx without its client, which is put aside while fakes are mounted; it follows no redirects either."""
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
    """Return headers as bytes: what came in as Latin-1, as WSGI has it, goes out as the same bytes."""
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
    """Return the status of the answer, whose body nobody reads; 0 for none."""
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
    """Return the status that HEAD of a url gives, 0 for no answer; only this machine is asked, unless told so."""
    with _way_out() as way:
        return _status(way, "HEAD", url, anywhere=anywhere)


def send(fake: Delivering, clock: Clock, *, anywhere: bool = False) -> int:
    """Send what is due, one after the other, and return how many that was; what leads elsewhere is not answered."""
    sent = 0
    with _way_out() as way:
        # Asked each time anew: what is answered may end a webhook, or be due again.
        while due := fake.deliveries.due(clock.now):
            one = due[0]
            status = _status(way, one.method, one.url, one.headers, one.body, anywhere=anywhere)
            fake.deliveries.done(one, status)
            sent += 1
    return sent
