"""Addresses of systems, daemons and services: which texts count as an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

LAST_PORT = 65_535


def address_of(text: str) -> httpx.URL | None:
    """Return the address in a text: http or https, a host, and a port that exists; None for anything else."""
    import httpx  # noqa: PLC0415 - the command line needs the last port alone, and `--help` must not wait for httpx

    try:
        address = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError):
        return None
    if address.scheme not in {"http", "https"} or not address.host or not has_port(address):
        return None
    return address


def has_port(address: httpx.URL) -> bool:
    """Whether an address names a port that exists, or leaves the port to its scheme."""
    return address.port is None or 0 < address.port <= LAST_PORT
