"""The summary: checklists and outcomes joined into the rows that every report shows, without I/O.

As JSON it is the contract `syncproof/1`, which `syncproof-1.schema.json` beside this file describes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NotRequired, TypedDict

from syncproof.answers import Key, Wanted
from syncproof.errors import HarnessBroke
from syncproof.rules import RULES
from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncproof.answers import Asked
    from syncproof.baseline import Gate
    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.outcome import Outcome

SCHEMA = "syncproof/1"


class ScenarioRow(TypedDict):
    """One scenario; `known` is the reason why a baseline lists its failure."""

    name: str
    file: str
    line: int
    verdict: str
    seconds: float
    evidence: list[str]
    failure: str
    known: NotRequired[str]


class RuleRow(TypedDict):
    """One rule; without scenarios it is `none`."""

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
    """An entry of the baseline that has to go."""

    section: str
    rule: str
    scenario: str
    where: str
    why: str


class GateRow(TypedDict):
    """What a baseline makes of the run: `pass` where nothing is worse than it, and nothing in it is stale."""

    verdict: str
    stale: list[StaleRow]


class Summary(TypedDict):
    """A whole run; `verdict` is what was seen, whatever a baseline excuses."""

    schema: str
    verdict: str
    documents: list[DocumentRow]
    totals: Totals
    gate: NotRequired[GateRow]


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Return what parts make of their whole: the worst of them, and no `pass` where one of them is `none`.

    Within one scenario `none` gives way to anything; a whole of which one part was not seen was not shown.
    """
    parts = tuple(verdicts)
    whole = worst(parts)
    return Verdict.NONE if whole is Verdict.PASS and Verdict.NONE in parts else whole


def summary(
    checklists: Sequence[Checklist], asked: Asked, outcomes: Sequence[Outcome], gate: Gate | None = None
) -> Summary:
    """Return the summary of a run: the sentences that were asked for, with the outcomes that came of them.

    Raises HarnessBroke for an outcome that nobody asked for: it would be left out in silence.
    """
    found: dict[Key, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        key = Key(outcome.document, outcome.section, outcome.sentence)
        if outcome.rule not in asked.get(key, Wanted((), ())).rules:
            raise HarnessBroke(
                f"an outcome that nobody asked for: {'/'.join(key)}, {outcome.rule}, {outcome.name}"
            )
        found[key].append(outcome)
    documents = [_document(checklist, asked, found, gate) for checklist in checklists]
    whole: Summary = {
        "schema": SCHEMA,
        "verdict": overall(Verdict(document["verdict"]) for document in documents),
        "documents": documents,
        "totals": _totals(documents, outcomes),
    }
    if gate:
        whole["gate"] = _gate(whole, gate)
    return whole


def sentences(documents: Sequence[DocumentRow]) -> list[SentenceRow]:
    """Return all sentences of documents."""
    return [
        sentence
        for document in documents
        for section in document["sections"]
        for sentence in section["sentences"]
    ]


def _document(
    checklist: Checklist, asked: Asked, found: Mapping[Key, list[Outcome]], gate: Gate | None
) -> DocumentRow:
    rows = [_section(checklist.slug, section, asked, found, gate) for section in checklist.sections]
    sections = [row for row in rows if row["sentences"]]
    return {
        "id": checklist.slug,
        "title": checklist.title,
        "generated": checklist.generated,
        "verdict": overall(Verdict(section["verdict"]) for section in sections),
        "sections": sections,
    }


def _section(
    document: str, section: Section, asked: Asked, found: Mapping[Key, list[Outcome]], gate: Gate | None
) -> SectionRow:
    rows = []
    for sentence in section.sentences:
        key = Key(document, section.slug, sentence.kind)
        if key in asked:
            rows.append(_sentence(section, sentence, asked[key], found.get(key, []), gate))
    return {
        "id": section.slug,
        "title": section.title,
        "source": {"system": section.source.system, "datatype": section.source.datatype},
        "target": {"system": section.target.system, "datatype": section.target.datatype},
        "verdict": overall(Verdict(row["verdict"]) for row in rows),
        "properties": [
            {"source": row.source, "target": row.target, "type": row.type, "origin": row.origin}
            for row in section.rows
        ],
        "sentences": rows,
    }


def _sentence(
    section: Section, sentence: Sentence, wanted: Wanted, outcomes: Sequence[Outcome], gate: Gate | None
) -> SentenceRow:
    rules = [_rule(rule, [each for each in outcomes if each.rule == rule], gate) for rule in wanted.rules]
    reason = ""
    if sentence.kind == "properties" and not section.rows:
        reason = "the document's table is empty, and the property agreement has no row"
    elif unseen := [rule["id"] for rule in rules if not rule["scenarios"]]:
        reason = f"no scenario ran of {', '.join(unseen)}"
    elif not rules:
        reason = "no scenario ran"
    seen = [Verdict(rule["verdict"]) for rule in rules]
    return {
        "id": f"{section.slug}.{sentence.kind}",
        "kind": sentence.kind,
        "text": sentence.text,
        "verdict": overall([*seen, *([Verdict.NONE] if reason else [])]),
        "reason": reason,
        "answered": list(wanted.places),
        "rules": rules,
    }


def _rule(rule: str, outcomes: Sequence[Outcome], gate: Gate | None) -> RuleRow:
    return {
        "id": rule,
        "level": RULES[rule].level,
        "verdict": overall(outcome.verdict for outcome in outcomes),
        "scenarios": [
            _scenario(outcome, gate) for outcome in sorted(outcomes, key=lambda each: (each.line, each.name))
        ],
    }


def _scenario(outcome: Outcome, gate: Gate | None) -> ScenarioRow:
    row: ScenarioRow = {
        "name": outcome.name,
        "file": outcome.file,
        "line": outcome.line,
        "verdict": outcome.verdict,
        "seconds": outcome.seconds,
        "evidence": list(outcome.evidence),
        "failure": outcome.failure,
    }
    if gate and outcome in gate.excused:
        row["known"] = gate.excused[outcome]
    return row


def _gate(whole: Summary, gate: Gate) -> GateRow:
    """Judge a run as if what is known passed, and what is stale failed."""
    rows = sentences(whole["documents"])
    scenarios = [scenario for row in rows for rule in row["rules"] for scenario in rule["scenarios"]]
    return {
        "verdict": overall(
            [
                *(Verdict.PASS if "known" in each else Verdict(each["verdict"]) for each in scenarios),
                *(Verdict.NONE for row in rows if row["reason"]),
                *(Verdict.FAIL for _ in gate.stale),
            ]
        ),
        "stale": [
            {
                "section": stale.known.section,
                "rule": stale.known.rule,
                "scenario": stale.known.scenario,
                "where": stale.known.where,
                "why": stale.why,
            }
            for stale in gate.stale
        ],
    }


def _totals(documents: Sequence[DocumentRow], outcomes: Sequence[Outcome]) -> Totals:
    rows = sentences(documents)
    return {
        "sentences": _count(row["verdict"] for row in rows),
        "rules": _count(rule["verdict"] for row in rows for rule in row["rules"]),
        "scenarios": _count(outcome.verdict for outcome in outcomes),
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 6),
    }


def _count(verdicts: Iterable[str]) -> dict[str, int]:
    counted = Counter(verdicts)
    return {verdict.value: counted[verdict] for verdict in Verdict}
