"""A planted defect, and the rules that it breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from syncproof.engine import Sync
from syncproof.engine.ports.port import Port

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


def with_ports(sync: type[Sync], **ports: type[Port]) -> Mapping[tuple[str, str], type[Port]]:
    """Return an engine's ports, with some classes replaced, by the name of the class; those made of it, too."""
    return {key: _replaced(port, ports) for key, port in sync.ports.items()}


def _replaced(port: type[Port], ports: Mapping[str, type[Port]]) -> type[Port]:
    name = next((each.__name__ for each in port.__mro__ if each.__name__ in ports), "")
    if not name:
        return port
    return ports[name] if name == port.__name__ else type(port.__name__, (ports[name], port), {})
