"""The fakes: stateful stand-ins for Customerp, Custompms and Trello, and for any other system of a document.

`FAKES` is the one list of systems, `OWN` of those that are no matter of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from syncproof.datatypes import Datatype
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger

if TYPE_CHECKING:
    from syncproof.checklist import Checklist


class Systems(Mapping[str, type[Fake]]):
    """Every system that can be played, by the name that documents use.

    Those with a fake of their own are always there; those that are derived from documents are there once the documents
    are known to this process.
    """

    def __init__(self, own: Mapping[str, type[Fake]]) -> None:
        self._own = own
        self._derived: Mapping[str, type[Fake]] = {}
        self._from: tuple[Checklist, ...] = ()
        self.generation = 0
        """How often systems were derived: who has made something of the names has to make it anew."""

    def __getitem__(self, name: str) -> type[Fake]:
        return self._own[name] if name in self._own else self._derived[name]

    def __iter__(self) -> Iterator[str]:
        yield from (*self._own, *self._derived)

    def __len__(self) -> int:
        return len(self._own) + len(self._derived)

    @property
    def declared(self) -> Mapping[str, Mapping[str, Datatype]]:
        """The datatypes of each system, by name."""
        return {name: fake.datatypes for name, fake in self.items()}

    @property
    def own_declared(self) -> Mapping[str, Mapping[str, Datatype]]:
        """The datatypes of each system with a fake of its own, by name: no document can change these."""
        return {name: fake.datatypes for name, fake in self._own.items()}

    @property
    def documents(self) -> tuple[Checklist, ...]:
        """The checklists from which systems are derived."""
        return self._from

    def derive(self, checklists: Iterable[Checklist]) -> None:
        """Derive the systems that have no fake of their own from checklists, in place of those derived before."""
        strange = tuple(checklist for checklist in checklists if self._is_strange(checklist))
        if strange == self._from:
            return
        from syncproof.fakes.derived import declared_by, derived  # noqa: PLC0415 - most runs need no such system

        self._derived = derived(declared_by(strange, self.own_declared), [fake.word() for fake in self._own.values()])
        self._from = strange
        self.generation += 1

    def derive_also(self, checklist: Checklist) -> None:
        """Derive what a checklist names beside what was derived before."""
        if checklist not in self._from:
            self.derive([*self._from, checklist])

    def _is_strange(self, checklist: Checklist) -> bool:
        """Whether a checklist names a system that has no fake of its own."""
        ends = (end for section in checklist.sections for end in (section.source, section.target))
        return any(end.system not in self._own for end in ends)


OWN: dict[str, type[Fake]] = {
    "Customerp": Customerp,
    "Custompms": Custompms,
    "Trello": Trello,
}
"""Every system with a fake of its own, by the name that documents use."""
FAKES = Systems(OWN)
"""Every system by the name that documents use."""

ALL_CAPABILITIES = frozenset[str]().union(*(fake.all_capabilities for fake in FAKES.values()))


def make_systems(
    clock: Clock,
    ledger: Ledger,
    *,
    seed: int = 0,
    capabilities: frozenset[str] = ALL_CAPABILITIES,
    limited: bool = True,
) -> dict[str, Fake]:
    """Make every system anew, on one ledger; each has those of the capabilities that it knows.

    Each has a clock of its own, which goes with the given one.
    """
    return {
        name: fake(
            clock.another(), ledger, seed=seed, capabilities=capabilities & fake.all_capabilities, limited=limited
        )
        for name, fake in FAKES.items()
    }
