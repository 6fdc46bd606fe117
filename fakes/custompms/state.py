"""The state of Custompms: its records, listed in the order of their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from syncproof.datatypes import Datatype
from syncproof.fakes.custompms import rules
from syncproof.fakes.custompms.wire import CustompmsWire
from syncproof.fakes.kit.records import Business, Record
from syncproof.fakes.kit.samples import Samples
from syncproof.fakes.kit.wire import Wire
from syncproof.ledger import Values


class State(Business):
    """Custompms without its HTTP; a write stops at the first refused value."""

    name: ClassVar[str] = "Custompms"
    url: ClassVar[str] = "https://custompms.example/api"
    datatypes: ClassVar[Mapping[str, Datatype]] = rules.DATATYPES
    environment: ClassVar[tuple[str, ...]] = ("URL", "KEY")
    wire: ClassVar[Wire] = CustompmsWire()
    archived: ClassVar[Mapping[str, tuple[Values, Values]]] = rules.ARCHIVED
    moved: ClassVar[Mapping[str, Mapping[str, Values]]] = rules.MOVED
    sign_in: ClassVar[str] = "send X-Api-Key: $SYNCPROOF_CUSTOMPMS_KEY"
    stops_at_first: ClassVar[bool] = True

    @property
    def credentials(self) -> Mapping[str, str]:
        """The API key of the one integration that has access."""
        return {"key": f"pms-{self.secret}"}

    @classmethod
    def samples(cls) -> Samples:
        """Return what makes up records and values."""
        from syncproof.fakes.custompms import samples  # noqa: PLC0415 - as the frame says

        return samples

    def identify(self, datatype: str, number: int) -> str:
        """Return the number as the id: ids are counted over all datatypes."""
        _ = datatype
        return str(number)

    def missing(self, property_: str) -> str:
        """Return the refusal of a new record that lacks a property."""
        return rules.missing(property_)

    def page(self, datatype: str, since: int, number: int, size: int) -> tuple[list[Record], int]:
        """Return a page, numbered from 1, of the records changed since a time, and the number of all of those.

        Pages are counted off anew each time: a record deleted meanwhile shifts those behind it forward, and a
        reader misses one.
        """
        table = self.tables[datatype]
        start, stop = (number - 1) * size, number * size
        total = table.by_change.count((since, ""))
        if total == len(table):
            return [record for _, id_ in table.by_number.slice(start, stop) if (record := table.listed(id_))], total
        changed = [record for _, id_ in table.by_change.between((since, "")) if (record := table.listed(id_))]
        return sorted(changed)[start:stop], total
