"""An address is http or https, a host, and a port that exists; the ports of a harness end at the last one."""

from __future__ import annotations

import pytest

from syncproof.fakes import OWN
from syncproof.sut.address import address_of
from syncproof.sut.ports import HIGHEST_FIRST_PORT, PORTS


@pytest.mark.parametrize(
    "text", ["http://127.0.0.1", "https://api.trello.com/1", "http://[::1]:1", "http://localhost:65535/"]
)
def test_an_address_is_returned_as_a_url(text: str) -> None:
    address = address_of(text)

    assert address is not None
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    ["", "127.0.0.1:4711", "ftp://host", "http://", "http://host:port", "http://host:0", "http://host:65536", "a\x00b"],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert address_of(text) is None


def test_there_is_a_port_for_each_system_and_one_more_up_to_the_last() -> None:
    assert len(OWN) + 1 == PORTS
    assert HIGHEST_FIRST_PORT + len(OWN) == (1 << 16) - 1
