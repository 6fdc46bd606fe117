"""The rows of a summary as JSON has them: the contract `syncproof/1`, see `syncproof-1.schema.json`."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class CapabilityRow(TypedDict):
    """An ability of the fake Trello beyond the real one, and whether the fake had the ability in this run."""

    name: str
    on: bool
    allows: str
    really: str
    known: str


class ImpossibleRow(TypedDict):
    """A promise that no sync can keep without a capability: the rows (source, target), and the rules that show it."""

    capability: str
    why: str
    properties: list[list[str]]
    rules: list[str]


class ScenarioRow(TypedDict):
    """One scenario.

    `known` says why a baseline lists the failure, `wants` which capabilities are missing where nothing else is wrong.
    """

    name: str
    file: str
    line: int
    verdict: str
    seconds: float
    evidence: list[str]
    failure: str
    known: NotRequired[str]
    wants: NotRequired[list[str]]


class RuleRow(TypedDict):
    """One rule; the verdict of a rule without scenarios is `none`."""

    id: str
    level: str
    verdict: str
    scenarios: list[ScenarioRow]


class SentenceRow(TypedDict):
    """One sentence; `reason` says why nothing was asserted, `answered` the `file:line` of its Rules."""

    id: str
    kind: str
    text: str
    verdict: str
    reason: str
    answered: list[str]
    rules: list[RuleRow]
    impossible: NotRequired[list[ImpossibleRow]]


class EndRow(TypedDict):
    """One end of a section."""

    system: str
    datatype: str


class PropertyRow(TypedDict):
    """One row of the properties; `origin` is `document` or `agreement`."""

    source: str
    target: str
    type: str
    origin: str


class SectionRow(TypedDict):
    """One section."""

    id: str
    title: str
    source: EndRow
    target: EndRow
    verdict: str
    properties: list[PropertyRow]
    sentences: list[SentenceRow]


class DocumentRow(TypedDict):
    """One document."""

    id: str
    title: str
    generated: str
    verdict: str
    sections: list[SectionRow]


class Totals(TypedDict):
    """How many there are of each verdict, and the seconds of all scenarios together."""

    sentences: dict[str, int]
    rules: dict[str, int]
    scenarios: dict[str, int]
    seconds: float


class StaleRow(TypedDict):
    """A stale entry of the baseline, which must be removed."""

    section: str
    rule: str
    scenario: str
    where: str
    why: str


class GateRow(TypedDict):
    """The baseline's verdict on the run: `pass` where nothing is worse than the baseline, and no entry is stale."""

    verdict: str
    stale: list[StaleRow]


class Summary(TypedDict):
    """A whole run; `verdict` is what was seen, whatever a baseline excuses."""

    schema: str
    verdict: str
    documents: list[DocumentRow]
    capabilities: list[CapabilityRow]
    totals: Totals
    gate: NotRequired[GateRow]
