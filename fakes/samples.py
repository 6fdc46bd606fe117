"""What the records of every system may hold: believable ones, and any value that a property takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from syncproof.fakes.customerp import samples as customerp
from syncproof.fakes.custompms import samples as custompms
from syncproof.fakes.trello import samples as trello

if TYPE_CHECKING:
    from faker import Faker
    from hypothesis.strategies import SearchStrategy

    from syncproof.ledger import Value


class Samples(Protocol):
    """What every system's module `samples` offers."""

    def record(self, faker: Faker, datatype: str) -> dict[str, Value]:
        """Return a full, believable record."""

    def values(self, datatype: str, property_: str) -> SearchStrategy[Value]:
        """Return any value that a property takes."""


SAMPLES: Mapping[str, Samples] = {"Customerp": customerp, "Custompms": custompms, "Trello": trello}
