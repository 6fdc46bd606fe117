"""What became of one scenario: the one value that runs hand to reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from syncproof.verdict import Verdict


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

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {**asdict(self), "verdict": self.verdict.value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """Return what `as_json` gave."""
        return cls(**{**data, "verdict": Verdict(data["verdict"]), "evidence": tuple(data["evidence"])})
