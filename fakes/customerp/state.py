"""The state of Customerp: its records, listed in the order of their changes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import ClassVar

from syncproof.datatypes import Datatype
from syncproof.fakes.customerp import rules
from syncproof.fakes.customerp.wire import CustomerpWire, Form
from syncproof.fakes.kit.records import Business, Record, collections
from syncproof.fakes.kit.samples import Samples
from syncproof.ledger import Values


class State(Business):
    """Customerp without its HTTP. Two contacts may share an email, and so may a contact and an employee."""

    name: ClassVar[str] = "Customerp"
    url: ClassVar[str] = "https://customerp.example/v1"
    datatypes: ClassVar[Mapping[str, Datatype]] = rules.DATATYPES
    environment: ClassVar[tuple[str, ...]] = ("URL", "TOKEN")
    wire: ClassVar[CustomerpWire] = CustomerpWire("Customerp")
    forms: ClassVar[Mapping[str, Form]] = {
        name: Form(rules.DATATYPES[name], path, rules.PREFIXES[name])
        for path, name in collections(rules.DATATYPES).items()
    }
    """By datatype: the form of its records in JSON."""
    about: ClassVar[str] = "An ERP: contacts, customers, projects, employees."
    """A sentence on the system, for whoever reads its API."""
    moved: ClassVar[Mapping[str, Mapping[str, Values]]] = rules.MOVED
    sign_in: ClassVar[str] = "send Authorization: Bearer $SYNCPROOF_CUSTOMERP_TOKEN"

    @property
    def credentials(self) -> Mapping[str, str]:
        """The bearer token of the one integration that has access."""
        return {"token": f"erp-{self.secret}"}

    @classmethod
    def samples(cls) -> Samples:
        """Return what makes up records and values."""
        from syncproof.fakes.customerp import samples  # noqa: PLC0415 - as the frame says

        return samples

    def identify(self, datatype: str, number: int) -> str:
        """Return a prefix and ten letters or digits, from which nobody can guess the number, or an id that is one."""
        form = self.forms[datatype]
        return form.id_of(number) or form.prefix + self.ids.letters(10)

    def missing(self, property_: str) -> str:
        """Return the same words as for a property that is emptied."""
        _ = property_
        return rules.MISSING

    def changed(
        self, datatype: str, since: int, after: tuple[int, str] | None, limit: int
    ) -> tuple[list[Record], bool]:
        """Return up to `limit` records by time of change, and whether there are more.

        The records begin at a time, or behind the last record of a page. A record that changes meanwhile moves to
        the end, so that no reader misses it.
        """
        table = self.tables[datatype]
        start = (since, "")
        if after is not None and after >= start:
            keys = table.by_change.between(after, both=(False, True))
        else:
            keys = table.by_change.between(start)
        found = [record for _, id_ in islice(keys, limit + 1) if (record := table.listed(id_))]
        return found[:limit], len(found) > limit
