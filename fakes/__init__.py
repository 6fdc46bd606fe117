"""The fakes: stateful stand-ins for Customerp, Custompms and Trello. `FAKES` is the one list of systems."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger

FAKES: Mapping[str, type[Fake]] = {
    "Customerp": Customerp,
    "Custompms": Custompms,
    "Trello": Trello,
}
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
