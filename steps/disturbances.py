"""The disturbances of a scenario: faults that meet the sync's requests, in this process and on ports alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from syncproof.fakes.kit.faults import FAULTS, LASTING, REQUESTS, Fault
from syncproof.ledger import By, Call

if TYPE_CHECKING:
    from syncproof.steps.stage import Stage


class Disturbances:
    """Plants the faults of `FAULTS`, and knows which of them have met no request yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._healed: list[str] = []
        self._since: dict[str, int] = {}

    @property
    def waiting(self) -> Sequence[str]:
        """The kinds of the faults that have met no request, those among them whose system is well again."""
        unmet = [fault.kind for door in self._stage.doors.values() for fault in door.faults.unmet]
        return (*self._healed, *unmet)

    def plant(
        self,
        system: str,
        kind: str,
        *,
        methods: frozenset[str] = REQUESTS,
        path: str = "*",
        lasting: bool = False,
        skip: int = 0,
        **parameters: Any,  # noqa: ANN401 - whatever the kind declares
    ) -> None:
        """Let a fault meet the sync's next request to a system, of some methods, on which the fault makes sense.

        `lasting`: and each such request after it, until the system is well again. Raises ValueError where no such
        fault can strike.
        """
        sensible = FAULTS[kind].methods & methods if kind in FAULTS else methods
        fault = Fault(kind, ",".join(sorted(sensible)), path, LASTING if lasting else 1, parameters, skip)
        self._stage.doors[system].faults.plant(fault)
        self._since[system] = len(self._stage.ledger)

    def since(self, system: str) -> list[Call]:
        """Return the sync's requests to a system since a fault was last planted there."""
        events = self._stage.ledger[self._since.get(system, 0) :]
        return [each for each in events if isinstance(each, Call) and each.system == system and each.by is By.SUT]

    def heal(self, system: str) -> None:
        """Remove the faults of a system; those that have met no request still count as waiting."""
        faults = self._stage.doors[system].faults
        self._healed += [fault.kind for fault in faults.unmet]
        faults.heal()
        self._stage.ledger.marked(self._stage.clock.now, "healed")
