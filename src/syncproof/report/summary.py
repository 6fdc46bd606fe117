"""The summary: checklists and outcomes joined into the rows that every report shows, without I/O."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from syncproof.checklist.oddity import doubts
from syncproof.errors import HarnessBroke
from syncproof.report import causes, levels, standing
from syncproof.report.capabilities import impossible, is_attributed
from syncproof.report.completeness import completeness_of, overall, unless_partial, whole_of
from syncproof.report.gate import gate_row
from syncproof.report.reasons import reasons
from syncproof.report.rows import property_row, story_row
from syncproof.report.swept import note
from syncproof.report.unplayed import by_sentence, rows_of
from syncproof.stories.choice import Key, Owed
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.rows import (
        CapabilityRow,
        CellsRow,
        DocumentRow,
        RuleRow,
        ScenarioRow,
        SectionRow,
        SentenceRow,
        Summary,
        SweepTotalsRow,
        Totals,
    )
    from syncproof.report.swept import SweptRule
    from syncproof.report.unplayed import Unplayed
    from syncproof.stories.choice import Requested
    from syncproof.stories.extent import Extent
    from syncproof.verdict import Outcome
    from syncproof.verdict.baseline import BaselineGate

SCHEMA = "syncproof/1"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The sentences that were requested, the rules that each sentence has, the outcomes, and the sweeps of rules."""

    requested: Requested
    extent: Extent
    found: Mapping[Key, list[Outcome]]
    gate: BaselineGate | None
    unplayed: Mapping[Key, list[Unplayed]]
    swept: Mapping[Key, list[SweptRule]]


def summary(
    checklists: Sequence[Checklist],
    requested: Requested,
    outcomes: Sequence[Outcome],
    gate: BaselineGate | None = None,
    capabilities: Sequence[CapabilityRow] = (),
    *,
    run: RunRow,
    extent: Extent,
    require_complete: bool = False,
    unplayed: Sequence[Unplayed] = (),
    swept: Sequence[SweptRule] = (),
    sweep: SweepTotalsRow | None = None,
) -> Summary:
    """Return the summary of a run: the requested sentences, with their outcomes, as a part of all that the extent has.

    `unplayed` are the scenarios that were requested and have no outcome, because the run ended before.
    `swept` are the sweeps of rules, `sweep` their totals; None for a run without a sweep.

    Raises HarnessBroke for an outcome that was not requested: the summary would leave it out in silence.
    """
    found: dict[Key, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        key = Key(outcome.document, outcome.section, outcome.sentence)
        if outcome.rule not in requested.get(key, Owed((), ())).rules:
            raise HarnessBroke(f"an outcome that was not requested: {'/'.join(key)}, {outcome.rule}, {outcome.name}")
        found[key].append(outcome)
    sweeps: dict[Key, list[SweptRule]] = defaultdict(list)
    for each in swept:
        key = Key(each.outcome.document, each.outcome.section, each.outcome.sentence)
        if key not in requested:
            raise HarnessBroke(f"a sweep that was not requested: {'/'.join(key)}, {each.outcome.rule}")
        sweeps[key].append(each)
    parts = _Parts(requested, extent, found, gate, by_sentence(unplayed), sweeps)
    documents = [
        _document(checklist, parts)
        for checklist in checklists
        # A document that a choice leaves out is not reported; one without a sentence is, for it shows nothing.
        if not any(section.sentences for section in checklist.sections)
        or any(key.document == checklist.slug for key in requested)
    ]
    had = [
        rule
        for checklist in checklists
        for section in checklist.sections
        for rule in _rules_of(checklist.slug, section, extent)
    ]
    shown = whole_of(documents, len(had))
    whole: Summary = {
        "schema": SCHEMA,
        "run": run,
        "verdict": shown["verdict"],
        "chosen": shown["chosen"],
        "played": shown["played"],
        "of": shown["of"],
        "require_complete": require_complete,
        "levels": levels.rows(had, [rule for row in sentences(documents) for rule in row["rules"]], note(sweep)),
        "documents": documents,
        "capabilities": list(capabilities),
        "totals": _totals(documents, outcomes, len(unplayed)),
        "causes": causes.rows(causes.causes(documents)),
    }
    if sweep:
        whole["sweep"] = sweep
    if gate:
        whole["gate"] = gate_row(whole["documents"], gate)
    return whole


def as_json(whole: Summary) -> str:
    """Return the summary as JSON."""
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def sentences(documents: Sequence[DocumentRow]) -> list[SentenceRow]:
    """Return all sentences of documents."""
    return [sentence for document in documents for section in document["sections"] for sentence in section["sentences"]]


def _rules_of(document: str, section: Section, extent: Extent) -> list[str]:
    """Return the rules of a section, each once for every sentence that has it."""
    return [rule for sentence in section.sentences for rule in extent[Key(document, section.slug, sentence.kind)]]


def _document(checklist: Checklist, parts: _Parts) -> DocumentRow:
    rows = [_section(checklist.slug, section, parts) for section in checklist.sections]
    shown = [bool(row["sentences"]) for row in rows]
    # A section that says nothing is `none`, and hidden only where a choice hides others.
    all_shown = all(row for row, section in zip(shown, checklist.sections, strict=True) if section.sentences)
    sections = [
        row
        for row, section in zip(rows, checklist.sections, strict=True)
        if row["sentences"] or (all_shown and not section.sentences)
    ]
    of = sum(len(_rules_of(checklist.slug, section, parts.extent)) for section in checklist.sections)
    whole = whole_of(sections, of)
    row: DocumentRow = {
        "id": checklist.slug,
        "title": checklist.label,
        "generated": checklist.generated,
        "verdict": whole["verdict"],
        "chosen": whole["chosen"],
        "played": whole["played"],
        "of": whole["of"],
        "sections": sections,
    }
    if checklist.file:
        row["file"] = checklist.file
    return row


def _section(document: str, section: Section, parts: _Parts) -> SectionRow:
    rows = [
        _sentence(key, section, sentence, parts)
        for sentence in section.sentences
        if (key := Key(document, section.slug, sentence.kind)) in parts.requested
    ]
    unread = "; ".join(each.what for each in doubts(section.oddities)) if not section.sentences else ""
    shown = completeness_of([Verdict.INCONCLUSIVE], 0, 0) if unread else None
    whole = shown or whole_of(rows, len(_rules_of(document, section, parts.extent)))
    row: SectionRow = {
        "id": section.slug,
        "title": section.label,
        "source": {"system": section.source.system, "datatype": section.source.datatype},
        "target": {"system": section.target.system, "datatype": section.target.datatype},
        "verdict": whole["verdict"],
        "chosen": whole["chosen"],
        "played": whole["played"],
        "of": whole["of"],
        "properties": [property_row(row) for row in section.all_rows],
        "sentences": rows,
    }
    if unread:
        row["reason"] = unread
    return row


def _sentence(key: Key, section: Section, sentence: Sentence, parts: _Parts) -> SentenceRow:
    owed, outcomes, has = parts.requested[key], parts.found.get(key, []), parts.extent[key]
    unplayed = parts.unplayed.get(key, [])
    swept = {each.outcome.rule: each for each in parts.swept.get(key, ())}
    rules = [
        _rule(rule, has.get(rule, 0), outcomes, unplayed, parts.gate, swept.get(rule))
        for rule in RULES
        if rule in owed.rules or rule in swept
    ]
    reason = "; ".join(reasons(section, owed, rules, outcomes, unplayed))
    open_verdict = Verdict.INCONCLUSIVE if owed.doubt else Verdict.NONE
    seen = [*(Verdict(rule["chosen"]) for rule in rules), *([open_verdict] if reason else [])]
    whole = completeness_of(seen, sum(map(levels.is_whole, rules)), len(has))
    row: SentenceRow = {
        "id": f"{section.slug}.{sentence.kind}",
        "kind": sentence.kind,
        "text": sentence.text,
        "verdict": whole["verdict"],
        "chosen": whole["chosen"],
        "played": whole["played"],
        "of": whole["of"],
        "reason": reason,
        "answered": list(owed.places),
        "rules": rules,
    }
    if sentence.line:
        row["line"] = sentence.line
    if rows := impossible(section, outcomes):
        row["impossible"] = rows
    return row


def _rule(
    rule: str,
    total: int,
    judged: Sequence[Outcome],
    left: Sequence[Unplayed],
    gate: BaselineGate | None,
    swept: SweptRule | None,
) -> RuleRow:
    outcomes = [each for each in judged if each.rule == rule]
    unplayed = [each for each in left if each.rule == rule]
    seen = [*(outcome.verdict for outcome in outcomes), *([swept.outcome.verdict] if swept else [])]
    chosen = overall([*seen, *(Verdict.NONE for _ in unplayed)])
    return {
        "id": rule,
        "level": RULES[rule].level,
        "verdict": unless_partial(chosen, partial=len(outcomes) < total),
        "chosen": chosen,
        "total": total,
        "scenarios": [
            *(_scenario(outcome, gate) for outcome in sorted(outcomes, key=lambda each: (each.line, each.name))),
            *([_scenario(swept.outcome, gate, swept.cells)] if swept else []),
        ],
        "unplayed": rows_of(unplayed),
    }


def _scenario(outcome: Outcome, gate: BaselineGate | None, cells: CellsRow | None = None) -> ScenarioRow:
    row = cast("ScenarioRow", story_row(outcome))
    if cells:
        row["cells"] = cells
    if outcome.plays > 1:
        passed = outcome.plays if outcome.verdict is Verdict.PASS else outcome.held
        row["plays"] = {"played": outcome.plays, "passed": passed}
    if gate and (known := gate.excused.get(outcome)):
        row["known"] = known.reason
        if known.owner:
            row["owner"] = known.owner
        if known.expires:
            row["expires"] = str(known.expires)
    if gate and outcome in gate.unexcused:
        row["unexcused"] = gate.unexcused[outcome]
    if is_attributed(outcome):
        row["wants"] = sorted({lack.capability for lack in outcome.blocked_by})
    return row


def _totals(documents: Sequence[DocumentRow], outcomes: Sequence[Outcome], unplayed: int) -> Totals:
    rows = sentences(documents)
    return {
        "sentences": _count(row["verdict"] for row in rows),
        "rules": _count(rule["verdict"] for row in rows for rule in row["rules"]),
        "scenarios": _count(outcome.verdict for outcome in outcomes),
        "in_part": {
            "sentences": sum(standing.of_sentence(row).state == standing.PART for row in rows),
            "rules": sum(standing.of_rule(rule).state == standing.PART for row in rows for rule in row["rules"]),
        },
        "unplayed": unplayed,
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 6),
    }


def _count(verdicts: Iterable[str]) -> dict[str, int]:
    counted = Counter(verdicts)
    return {verdict.value: counted[verdict] for verdict in Verdict}
