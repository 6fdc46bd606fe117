"""A planted defect, and the rules that it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from syncproof.engine import Sync
from syncproof.engine.ports.port import Port

SHIPPED = ("customerp-trello", "custompms-trello")
"""The documents whose features ship."""
EVERYTHING = ("*",)
"""The defect shows at every pair, so every rule turns red."""


class Defect(NamedTuple):
    """An engine with a planted defect, and the rules that the suite must turn red."""

    name: str
    sync: type[Sync]
    rule: str
    """The rule that this defect proves can fail."""
    section: str = "customer-to-organizations"
    """A section in which the defect shows."""
    document: str = "customerp-trello"
    also: tuple[str, ...] = ()
    """The rules that such a defect inevitably breaks as well."""
    spares: tuple[str, ...] = ()
    """The rules that hold all the same, of a defect that shows at every other pair."""
    swept: bool = False
    """Whether only a sweep is certain to show the defect: the stories may strike elsewhere."""
    law: str = ""
    """The law that finds the defect in the stories of its rule, by the ledger alone; '' where only a `Then` does."""

    @property
    def place(self) -> str:
        """A section that users have in which the defect shows; '' for a section of a sample."""
        return f"{self.document}/{self.section}" if self.document in SHIPPED else ""


class BreaksPorts(Sync):
    """A sync some of whose ports have a defect, those to described systems among them."""

    defective: ClassVar[tuple[type[Port], ...]] = ()
    """The ports with the defect; each stands for the port that it is made of, and for those made of that port."""

    def __init__(self, checklist: Mapping[str, Any], *args: Any) -> None:  # noqa: ANN401 - the engine's own arguments
        super().__init__(checklist, *args)
        self.all_ports = {end: self._defective(port) for end, port in self.all_ports.items()}

    def _defective(self, port: type[Port]) -> type[Port]:
        for each in self.defective:
            if issubclass(port, each.__base__ or Port):
                return each if port is each.__base__ else type(port.__name__, (each, port), {})
        return port
