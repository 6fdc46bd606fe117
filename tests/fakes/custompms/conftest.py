"""Custompms, and a client that may come in."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger


@pytest.fixture
def pms() -> Custompms:
    return Custompms(Clock(), Ledger(), seed=1)


@pytest.fixture
def client(pms: Custompms) -> Iterator[httpx.Client]:
    headers = {"X-Api-Key": pms.credentials["key"]}
    with httpx.Client(base_url=pms.url, headers=headers, transport=httpx.WSGITransport(app=pms.app)) as client:
        yield client
