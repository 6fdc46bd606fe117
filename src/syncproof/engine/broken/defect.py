"""What is known of a planted defect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from syncproof.engine import Sync
from syncproof.engine.ports.port import Port

EVERYTHING = ("*",)
"""What is wrong is wrong of every pair, so no story ends well."""


class Defect(NamedTuple):
    """An engine with a planted defect, and what the suite must say of it."""

    name: str
    sync: type[Sync]
    rule: str
    """The rule that it is the proof for."""
    section: str = "customer-to-organizations"
    """A section in which it shows."""
    document: str = "customerp-trello"
    also: tuple[str, ...] = ()
    """The rules that such a defect cannot but break too."""


def with_ports(sync: type[Sync], **ports: type[Port]) -> Mapping[tuple[str, str], type[Port]]:
    """Return an engine's ports, some exchanged by the name of their class."""
    return {key: ports.get(port.__name__, port) for key, port in sync.ports.items()}
