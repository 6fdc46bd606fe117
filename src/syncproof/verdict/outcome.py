"""The outcome of a scenario: the one value that runs hand to reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from syncproof.verdict.verdict import Verdict


class Lack(NamedTuple):
    """Something that the SUT was denied only because a capability is off; `property` '' means the whole record."""

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
    """The assertions and what they saw, a line each; never empty for a pass."""
    failure: str = ""
    """The text that a person reads where the verdict is not a pass: one screen at most."""
    message: str = ""
    """The failure in one line, whole: what is broken, what was expected, and what was seen."""
    fingerprint: tuple[str, ...] = ()
    """The kinds of the failures, sorted, without the values, ids and times of a run; never empty for a failure."""
    denied: tuple[Lack, ...] = ()
    """Every capability that the SUT ran into, in the ledger's words; the scenario may pass all the same."""
    blocked_by: tuple[Lack, ...] = ()
    """Those capabilities without which the scenario fails, where nothing else is wrong."""

    trace: str = ""
    """What happened in the scenario, where the run keeps that; see `report.trace`."""

    plays: int = 1
    """How often the scenario was played in all."""
    held: int = 0
    """How many of the plays passed although the verdict is not a pass: the sync does not do the same each time."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The scenario's name within all features: the document, the section and the name."""
        return self.document, self.section, self.name

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as JSON: as a worker of the test run hands outcomes to the session."""
        lacks = {"denied": [list(lack) for lack in self.denied], "blocked_by": [list(lack) for lack in self.blocked_by]}
        return {**asdict(self), **lacks, "verdict": self.verdict.value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outcome:
        """Return the outcome of which `as_json` returned the data."""
        tuples = {
            "evidence": tuple(data["evidence"]),
            "fingerprint": tuple(data["fingerprint"]),
            "denied": tuple(Lack(*lack) for lack in data["denied"]),
            "blocked_by": tuple(Lack(*lack) for lack in data["blocked_by"]),
        }
        return cls(**{**data, **tuples, "verdict": Verdict(data["verdict"])})
