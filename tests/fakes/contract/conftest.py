"""The stand of each system, new for each test."""

from __future__ import annotations

import pytest

from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger

# Before they are imported: what they assert is told with its values, as in a test.
pytest.register_assert_rewrite("tests.fakes.contract.dialect", "tests.fakes.contract.stage")

from tests.fakes.contract.dialect import DIALECTS, Stand, signed  # noqa: E402 - see above


@pytest.fixture(params=FAKES)
def at(request: pytest.FixtureRequest) -> Stand:
    fake = FAKES[request.param](Clock(), Ledger())
    dialect = DIALECTS[request.param]
    place = fake.prepare(dialect.datatype).get("list", "")
    record = fake.add(dialect.datatype, dialect.values, place=place)
    return Stand(fake, signed(fake, fake.credentials), place, record)
