"""What the records of every system may hold: believable ones, and any value that a property takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import syncproof.fakes.customerp.samples
import syncproof.fakes.custompms.samples
import syncproof.fakes.trello.samples
from syncproof.fakes import customerp, custompms, trello
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.trello import Trello

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


SAMPLES: Mapping[str, Samples] = {
    Customerp.name: customerp.samples,
    Custompms.name: custompms.samples,
    Trello.name: trello.samples,
}
