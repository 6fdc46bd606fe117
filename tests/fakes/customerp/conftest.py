"""Customerp, and a client that may come in."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger


@pytest.fixture
def erp() -> Customerp:
    return Customerp(Clock(), Ledger(), seed=1)


@pytest.fixture
def client(erp: Customerp) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {erp.credentials['token']}"}
    with httpx.Client(base_url=erp.url, headers=headers, transport=httpx.WSGITransport(app=erp.app)) as client:
        yield client
