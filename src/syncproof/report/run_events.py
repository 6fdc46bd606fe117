"""The events of a run as JSON has them, one a line: the contract `syncproof-events/1`, see its schema beside this file.

A run has one `began`, then a `judged` for each play of a scenario and a `swept` for each canonical story of its sweep,
then one `ended`; a run that was killed lacks the last. Of two `judged` of the same play, the later one counts.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, cast

from syncproof.report.provenance_rows import RunRow
from syncproof.report.rows import CapabilityRow, EndRow, PropertyRow, StoryRow, story_row
from syncproof.report.sweep_rows import SweepPlanRow, SweptStoryRow
from syncproof.verdict import Lack, Outcome, Verdict
from syncproof.verdict.baseline import KnownFailure

EVENTS = "syncproof-events/1"
COMPLETE, INTERRUPTED, OUT_OF_TIME, FAILED_FAST = "complete", "interrupted", "out of time", "failed fast"
BROKEN_OFF = "broken off"
ENDS = (COMPLETE, OUT_OF_TIME, FAILED_FAST, INTERRUPTED)
"""How a run can end, the worst last; a run whose events have no end was `BROKEN_OFF`, which is worse still."""


class PlannedRow(TypedDict):
    """A scenario that a run plans; `shard` is the number of the shard that plays it, 1 in a run without shards."""

    document: str
    section: str
    rule: str
    name: str
    line: int
    shard: int


class OwedRow(TypedDict):
    """A rule before the run: `total` counts its stories, `owed` says whether any of them was chosen."""

    id: str
    total: int
    owed: bool


class PromiseRow(TypedDict):
    """A sentence before the run, with all the rules that the features have for it.

    `requested` says whether the sentence was chosen, `unanswered` what no feature answers of it, and `doubt`, where it
    is there, why no story can show whether it is kept. `line` is there where the user named the document.
    """

    kind: str
    text: str
    requested: bool
    rules: list[OwedRow]
    answered: list[str]
    unanswered: str
    doubt: NotRequired[str]
    line: NotRequired[int]


class PromisesRow(TypedDict):
    """A section before the run; `doubt`, where it is there, says why no sentence of the section was read."""

    title: str
    source: EndRow
    target: EndRow
    properties: list[PropertyRow]
    sentences: list[PromiseRow]
    doubt: NotRequired[str]


class ChecklistRow(TypedDict):
    """A document before the run; `source` and `target` are its systems.

    `file` is there for a document that the user named, `name` for one of a folder: the name after its file. `written`
    is there, and true, for one whose features were written for the run alone: no folder has them.
    """

    title: str
    source: str
    target: str
    generated: str
    sections: list[PromisesRow]
    file: NotRequired[str]
    name: NotRequired[str]
    written: NotRequired[bool]


class KnownRow(TypedDict):
    """An entry of the baseline; `judged` says whether the run was asked for its scenario.

    `owner` and `expires`, a day such as `2026-03-01`, are '' where the entry has none.
    """

    section: str
    rule: str
    scenario: str
    reason: str
    where: str
    owner: str
    expires: str
    fingerprint: list[str]
    judged: bool


class BeganRow(TypedDict):
    """The first event of a run: all that is known before a story is played. `baseline` is there where one was given.

    `sweep` is there where the run has a sweep.
    """

    event: Literal["began"]
    schema: str
    run: RunRow
    require_complete: bool
    capabilities: list[CapabilityRow]
    documents: list[ChecklistRow]
    planned: list[PlannedRow]
    baseline: NotRequired[list[KnownRow]]
    sweep: NotRequired[SweepPlanRow]


class LackRow(TypedDict):
    """Something that the SUT was denied for want of a capability; `property` '' means the whole record."""

    capability: str
    system: str
    datatype: str
    property: str


class JudgedRow(StoryRow):
    """The end of one play of a scenario; `play` counts the plays of a story from 0, over all seeds.

    `trace` says what happened in it, see `report.trace`; it is there where the run keeps that.
    """

    event: Literal["judged"]
    play: int
    seed: int
    document: str
    section: str
    sentence: str
    rule: str
    denied: list[LackRow]
    blocked_by: list[LackRow]
    trace: NotRequired[str]


class SweptRow(SweptStoryRow):
    """The end of the sweep of a canonical story."""

    event: Literal["swept"]


class EndedRow(TypedDict):
    """The last event of a run: `how` is one of `ENDS`."""

    event: Literal["ended"]
    how: str


RunEvent: TypeAlias = BeganRow | JudgedRow | SweptRow | EndedRow


def plays_of(run: RunRow) -> tuple[range, int]:
    """Return the seeds with which each story of a run is played, and how often with each of them."""
    first, _, last = run.get("seeds", f"{run['seed']}-{run['seed']}").partition("-")
    return range(int(first), int(last) + 1), run.get("repeat", 1)


def as_line(event: RunEvent | dict[str, Any]) -> str:
    """Return an event as a line of a file: ASCII, so that no character of a record reaches a terminal as it is."""
    return json.dumps(event, separators=(",", ":")) + "\n"


def judged(outcome: Outcome, *, seed: int, play: int) -> JudgedRow:
    """Return the event of an outcome; `outcome_of` is the way back."""
    row = {
        "event": "judged",
        "play": play,
        "seed": seed,
        "document": outcome.document,
        "section": outcome.section,
        "sentence": outcome.sentence,
        "rule": outcome.rule,
        **story_row(outcome),
        "denied": [_lack(each) for each in outcome.denied],
        "blocked_by": [_lack(each) for each in outcome.blocked_by],
    }
    return cast("JudgedRow", {**row, "trace": outcome.trace} if outcome.trace else row)


def outcome_of(row: JudgedRow) -> Outcome:
    """Return the outcome of which `judged` returned the event, without the trace: `Traces` has that."""
    return Outcome(
        document=row["document"],
        section=row["section"],
        sentence=row["sentence"],
        rule=row["rule"],
        name=row["name"],
        file=row["file"],
        line=row["line"],
        verdict=Verdict(row["verdict"]),
        seconds=row["seconds"],
        evidence=tuple(row["evidence"]),
        failure=row["failure"],
        message=row["message"],
        fingerprint=tuple(row["fingerprint"]),
        denied=tuple(Lack(**each) for each in row["denied"]),
        blocked_by=tuple(Lack(**each) for each in row["blocked_by"]),
    )


def known_row(known: KnownFailure, *, judged: bool) -> KnownRow:
    """Return an entry of the baseline as an event has it; `known_failure` is the way back."""
    return {
        "section": known.section,
        "rule": known.rule,
        "scenario": known.scenario,
        "reason": known.reason,
        "where": known.where,
        "owner": known.owner,
        "expires": known.expires.isoformat() if known.expires else "",
        "fingerprint": list(known.fingerprint),
        "judged": judged,
    }


def known_failure(row: KnownRow) -> KnownFailure:
    """Return the entry of which `known_row` returned the row."""
    return KnownFailure(
        row["section"],
        row["rule"],
        row["scenario"],
        row["reason"],
        row["where"],
        row["owner"],
        date.fromisoformat(row["expires"]) if row["expires"] else None,
        tuple(row["fingerprint"]),
    )


def _lack(lack: Lack) -> LackRow:
    return {
        "capability": lack.capability,
        "system": lack.system,
        "datatype": lack.datatype,
        "property": lack.property,
    }
