"""The first event of a run: its provenance, and all that is planned, as the reports need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.report import capabilities
from syncproof.report.rows import property_row
from syncproof.report.run_events import EVENTS, known_row
from syncproof.run.shard import dealt
from syncproof.stories.choice import Key, Owed
from syncproof.stories.doubts import unread

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.run_events import BeganRow, ChecklistRow, PlannedRow, PromiseRow, PromisesRow
    from syncproof.report.sweep_rows import SweepPlanRow
    from syncproof.run.account import Planned
    from syncproof.run.plan import RunPlan


def began(plan: RunPlan, run: RunRow, lacking: frozenset[str], sweep: SweepPlanRow | None = None) -> BeganRow:
    """Return the first event of a plan's run; `lacking` are the capabilities that the fake Trello lacks."""
    dealt_out = dealt(plan.scenarios(), plan.shard.of if plan.shard else 1, plan.request.choice.document)
    event: BeganRow = {
        "event": "began",
        "schema": EVENTS,
        "run": run,
        "require_complete": plan.request.require_complete,
        "capabilities": capabilities.rows(lacking),
        "documents": [_document(each, plan) for each in plan.checklists],
        "planned": [_planned(each, shard) for each, shard in dealt_out.items()],
    }
    if plan.known is not None:
        event["baseline"] = [known_row(each, judged=plan.judges(each)) for each in plan.known]
    if sweep:
        event["sweep"] = sweep
    return event


def _planned(planned: Planned, shard: int) -> PlannedRow:
    return {
        "document": planned.document,
        "section": planned.section,
        "rule": planned.rule,
        "name": planned.name,
        "line": planned.line,
        "shard": shard,
    }


def _document(checklist: Checklist, plan: RunPlan) -> ChecklistRow:
    row: ChecklistRow = {
        "title": checklist.title,
        "source": checklist.source,
        "target": checklist.target,
        "generated": checklist.generated,
        "sections": [_section(checklist, section, plan) for section in checklist.sections],
    }
    if plan.request.documents:
        row["file"] = checklist.file
    if checklist in plan.unseen:
        row["written"] = True
    return row


def _section(checklist: Checklist, section: Section, plan: RunPlan) -> PromisesRow:
    row: PromisesRow = {
        "title": section.title,
        "source": {"system": section.source.system, "datatype": section.source.datatype},
        "target": {"system": section.target.system, "datatype": section.target.datatype},
        "properties": [property_row(row) for row in section.all_rows],
        "sentences": _promises(checklist, section, plan),
    }
    # Of a section with sentences, each of them has the doubt.
    if not section.sentences and (why := unread(checklist, section)):
        row["doubt"] = why
    return row


def _promises(checklist: Checklist, section: Section, plan: RunPlan) -> list[PromiseRow]:
    keys = [Key(checklist.slug, section.slug, sentence.kind) for sentence in section.sentences]
    owed = [plan.requested.get(key, Owed((), ())) for key in keys]
    return [
        _promise(sentence, each, plan, key) for sentence, key, each in zip(section.sentences, keys, owed, strict=True)
    ]


def _promise(sentence: Sentence, owed: Owed, plan: RunPlan, key: Key) -> PromiseRow:
    has = plan.extent[key]
    row: PromiseRow = {
        "kind": sentence.kind,
        "text": sentence.text,
        "requested": key in plan.requested,
        "rules": [{"id": rule, "total": total, "owed": rule in owed.rules} for rule, total in has.items()],
        "answered": list(owed.places),
        "unanswered": owed.unanswered,
    }
    if owed.doubt:
        row["doubt"] = owed.doubt
    if plan.request.documents and sentence.line:
        row["line"] = sentence.line
    return row
