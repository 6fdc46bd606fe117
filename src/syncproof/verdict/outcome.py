"""What became of one scenario: the one value that runs hand to reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from syncproof.verdict.verdict import Verdict


class Lack(NamedTuple):
    """What the SUT was denied only because a capability is off; `property` '' means the record as a whole."""

    capability: str
    system: str
    datatype: str
    property: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scenario's verdict with its evidence; `document` and `section` are slugs, `sentence` a sentence kind."""

    document: str
    section: str
    sentence: str
    rule: str
    name: str
    file: str
    line: int
    verdict: Verdict
    seconds: float
    evidence: tuple[str, ...] = ()
    """What was asserted and seen, a line each; never empty for a pass."""
    failure: str = ""
    """What a person reads when it is not a pass: one screen at most."""
    lacks: tuple[Lack, ...] = ()
    """What it met of this kind, in the ledger's words; whether it fails for want of that is another question."""
    wants: tuple[Lack, ...] = ()
    """What it fails for want of: nothing else is wrong with it."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        lists = {"lacks": [list(lack) for lack in self.lacks], "wants": [list(lack) for lack in self.wants]}
        return {**asdict(self), **lists, "verdict": self.verdict.value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """Return what `as_json` gave."""
        lists = {
            "evidence": tuple(data["evidence"]),
            "lacks": tuple(Lack(*lack) for lack in data["lacks"]),
            "wants": tuple(Lack(*lack) for lack in data["wants"]),
        }
        return cls(**{**data, **lists, "verdict": Verdict(data["verdict"])})
