"""The summary: checklists and outcomes joined into the rows that every report shows, without I/O."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke
from syncproof.report.capabilities import impossible, is_attributed
from syncproof.stories.choice import Key, Owed
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.report.rows import (
        CapabilityRow,
        DocumentRow,
        GateRow,
        RuleRow,
        ScenarioRow,
        SectionRow,
        SentenceRow,
        Summary,
        Totals,
    )
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome
    from syncproof.verdict.baseline import BaselineGate

SCHEMA = "syncproof/1"


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of a whole: the worst of its parts, and no `pass` where one part is `none`.

    Within one scenario `none` gives way to anything; a whole of which one part was not seen was not shown.
    """
    parts = tuple(verdicts)
    whole = worst(parts)
    return Verdict.NONE if whole is Verdict.PASS and Verdict.NONE in parts else whole


def summary(
    checklists: Sequence[Checklist],
    requested: Requested,
    outcomes: Sequence[Outcome],
    gate: BaselineGate | None = None,
    capabilities: Sequence[CapabilityRow] = (),
) -> Summary:
    """Return the summary of a run: the requested sentences, with their outcomes.

    Raises HarnessBroke for an outcome that was not requested: the summary would leave it out in silence.
    """
    found: dict[Key, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        key = Key(outcome.document, outcome.section, outcome.sentence)
        if outcome.rule not in requested.get(key, Owed((), ())).rules:
            raise HarnessBroke(f"an outcome that was not requested: {'/'.join(key)}, {outcome.rule}, {outcome.name}")
        found[key].append(outcome)
    documents = [
        _document(checklist, requested, found, gate)
        for checklist in checklists
        # A document that a choice leaves out is not reported; one without sections is, for it shows nothing.
        if not checklist.sections or any(key.document == checklist.slug for key in requested)
    ]
    whole: Summary = {
        "schema": SCHEMA,
        "verdict": overall(Verdict(document["verdict"]) for document in documents),
        "documents": documents,
        "capabilities": list(capabilities),
        "totals": _totals(documents, outcomes),
    }
    if gate:
        whole["gate"] = _gate(whole, gate)
    return whole


def as_json(whole: Summary) -> str:
    """Return the summary as JSON."""
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def sentences(documents: Sequence[DocumentRow]) -> list[SentenceRow]:
    """Return all sentences of documents."""
    return [sentence for document in documents for section in document["sections"] for sentence in section["sentences"]]


def _document(
    checklist: Checklist, requested: Requested, found: Mapping[Key, list[Outcome]], gate: BaselineGate | None
) -> DocumentRow:
    rows = [_section(checklist.slug, section, requested, found, gate) for section in checklist.sections]
    sections = [row for row in rows if row["sentences"]]
    return {
        "id": checklist.slug,
        "title": checklist.title,
        "generated": checklist.generated,
        "verdict": overall(Verdict(section["verdict"]) for section in sections),
        "sections": sections,
    }


def _section(
    document: str, section: Section, requested: Requested, found: Mapping[Key, list[Outcome]], gate: BaselineGate | None
) -> SectionRow:
    rows = []
    for sentence in section.sentences:
        key = Key(document, section.slug, sentence.kind)
        if key in requested:
            rows.append(_sentence(section, sentence, requested[key], found.get(key, []), gate))
    return {
        "id": section.slug,
        "title": section.title,
        "source": {"system": section.source.system, "datatype": section.source.datatype},
        "target": {"system": section.target.system, "datatype": section.target.datatype},
        "verdict": overall(Verdict(row["verdict"]) for row in rows),
        "properties": [
            {"source": row.source, "target": row.target, "type": row.type, "origin": row.origin} for row in section.rows
        ],
        "sentences": rows,
    }


def _sentence(
    section: Section, sentence: Sentence, owed: Owed, outcomes: Sequence[Outcome], gate: BaselineGate | None
) -> SentenceRow:
    rules = [_rule(rule, [each for each in outcomes if each.rule == rule], gate) for rule in owed.rules]
    reason = ""
    if not section.rows:
        reason = "the document's table is empty, and the property agreement has no row"
    elif unseen := [rule["id"] for rule in rules if not rule["scenarios"]]:
        reason = f"no scenario ran of {', '.join(unseen)}"
    elif not rules:
        reason = "no scenario ran"
    seen = [Verdict(rule["verdict"]) for rule in rules]
    row: SentenceRow = {
        "id": f"{section.slug}.{sentence.kind}",
        "kind": sentence.kind,
        "text": sentence.text,
        "verdict": overall([*seen, *([Verdict.NONE] if reason else [])]),
        "reason": reason,
        "answered": list(owed.places),
        "rules": rules,
    }
    if rows := impossible(section, outcomes):
        row["impossible"] = rows
    return row


def _rule(rule: str, outcomes: Sequence[Outcome], gate: BaselineGate | None) -> RuleRow:
    return {
        "id": rule,
        "level": RULES[rule].level,
        "verdict": overall(outcome.verdict for outcome in outcomes),
        "scenarios": [
            _scenario(outcome, gate) for outcome in sorted(outcomes, key=lambda each: (each.line, each.name))
        ],
    }


def _scenario(outcome: Outcome, gate: BaselineGate | None) -> ScenarioRow:
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
    if is_attributed(outcome):
        row["wants"] = sorted({lack.capability for lack in outcome.blocked_by})
    return row


def _gate(whole: Summary, gate: BaselineGate) -> GateRow:
    """Judge a run as if each known failure passed, and each stale entry failed."""
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
