"""What a system stores is declared for every value, also for those that the system refuses: laws ask of any."""

from __future__ import annotations

import pytest

from syncproof.datatypes import Property
from syncproof.fakes import OWN
from syncproof.ledger import Value

PROPERTIES = {
    f"{system} {datatype.name}.{name}": declared
    for system, fake in OWN.items()
    for datatype in fake.datatypes.values()
    for name, declared in datatype.properties.items()
}
VALUES: tuple[Value, ...] = (None, "", " ", "Any words", "2026-13-45", "9" * 400, 7, -0.5, True, False, 10**30)


@pytest.mark.parametrize("declared", PROPERTIES.values(), ids=PROPERTIES)
def test_every_value_has_one_that_is_stored(declared: Property) -> None:
    stored = [declared.stored(value) for value in VALUES]
    assert [declared.stored(value) for value in stored] == stored
