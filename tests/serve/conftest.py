"""A server that is told what to do through its control API, and the clients that come to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

# An `assert` there says as much as one in a test.
from tests.serve.answers import Serving, Told, control_of


@pytest.fixture(scope="module")
def told(serving: Serving) -> Iterator[Told]:
    with serving("--clock", "manual", "--records", "2", "--seed", "5") as told:
        yield told


@pytest.fixture(scope="module")
def connected(told: Told) -> Iterator[httpx.Client]:
    with control_of(told) as client:
        yield client


@pytest.fixture
def control(connected: httpx.Client) -> httpx.Client:
    """Return a client of the control API; everything is as it was at the start."""
    assert connected.post("/reset").status_code == 200
    return connected


@pytest.fixture
def erp(told: Told) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {told['customerp']['token']}"}
    with httpx.Client(base_url=told["customerp"]["url"], headers=headers, timeout=60) as client:
        yield client
