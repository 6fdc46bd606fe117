"""The disturbances of a scenario: faults that meet the sync's requests, in this process and on ports alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from syncproof.fakes.kit.faults import FAULTS, Fault, check

if TYPE_CHECKING:
    from syncproof.steps.stage import Stage


class Disturbances:
    """Plants the faults of `FAULTS`, and knows which of them have met no request yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._waiting: list[str] = []

    @property
    def waiting(self) -> Sequence[str]:
        """The kinds of the faults that have met no request yet."""
        return tuple(self._waiting)

    def plant(self, system: str, kind: str, **parameters: Any) -> None:  # noqa: ANN401 - whatever the kind declares
        """Let a fault meet the sync's next request to a system on which the fault makes sense.

        Raises ValueError where no such fault can strike.
        """
        fault, faults = Fault(kind, parameters=parameters), self._stage.doors[system].faults
        check(fault)

        def strike() -> None:
            self._waiting.remove(kind)
            faults.plant(fault)

        self._waiting.append(kind)
        self._stage.doors[system].intercept(lambda method, _: method in FAULTS[kind].methods, strike)
