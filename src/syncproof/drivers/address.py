"""Checks the address of a service before the first request to it."""

from __future__ import annotations

import httpx

from syncproof.errors import BadInput
from syncproof.fakes.kit.outside import is_near
from syncproof.sut import Sut
from syncproof.sut.address import has_port

_URL = "--sut-url http://127.0.0.1:4711"


def check_url(sut: Sut) -> None:
    """Raise BadInput where a SUT's url is no address on this machine."""
    for option, is_given in (("--sut-cwd", sut.cwd is not None), ("--sut-env", bool(sut.env))):
        if is_given:
            raise BadInput(f"{option} is for a command: a service runs already", do=f"leave {option} out")
    url = sut.url or ""
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadInput(f"--sut-url {url!r} is no address: {error}", do=_URL) from error
    if address.userinfo or address.query or address.fragment:
        # The url may hold a password, so the message does not repeat it.
        raise BadInput("--sut-url has more than an address: a path may follow the port, and nothing else", do=_URL)
    if address.scheme == "https":
        raise BadInput(f"--sut-url {url!r} asks for TLS: a service on this machine needs none", do=_URL)
    if address.scheme != "http":
        raise BadInput(f"--sut-url {url!r} is no address: write http:// before it", do=_URL)
    if not is_near(address):
        raise BadInput(
            f"--sut-url {url!r} leads to another machine; the systems listen on this one alone",
            do=f"run the service here: {_URL}",
        )
    if not has_port(address):
        raise BadInput(f"--sut-url {url!r} has a port that does not exist", do=_URL)
