"""The disturbances of a scenario: faults that meet the sync's requests, in this process and on ports alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from syncproof.fakes.kit.faults import LASTING, Fault

if TYPE_CHECKING:
    from syncproof.steps.stage import Stage


class Disturbances:
    """Plants the faults of `FAULTS`, and knows which of them have met no request yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._healed: list[str] = []

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
        path: str = "*",
        lasting: bool = False,
        skip: int = 0,
        **parameters: Any,  # noqa: ANN401 - whatever the kind declares
    ) -> None:
        """Let a fault meet the sync's next request to a system on which the fault makes sense.

        `lasting`: and each such request after it, until the system is well again. Raises ValueError where no such
        fault can strike.
        """
        times = LASTING if lasting else 1
        self._stage.doors[system].faults.plant(Fault(kind, "", path, times, parameters, skip))

    def heal(self, system: str) -> None:
        """Remove the faults of a system; those that have met no request still count as waiting."""
        faults = self._stage.doors[system].faults
        self._healed += [fault.kind for fault in faults.unmet]
        faults.heal()
