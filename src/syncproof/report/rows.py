"""The rows of a summary as JSON has them: the contract `syncproof/1`, see `syncproof-1.schema.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from syncproof.checklist.rows import cell_of
from syncproof.report.gate import GateRow
from syncproof.report.history_rows import HistoryRow
from syncproof.report.provenance_rows import RunRow

if TYPE_CHECKING:
    from syncproof.checklist import Row
    from syncproof.verdict import Outcome


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


class PlaysRow(TypedDict):
    """How often a scenario was played, and how many of the plays passed."""

    played: int
    passed: int


class CellsRow(TypedDict):
    """The cells of a rule that a sweep tried, in so many canonical stories, and how many had each verdict."""

    stories: int
    cells: int
    verdicts: dict[str, int]


class StoryRow(TypedDict):
    """A scenario that was judged, as summaries and events have it.

    `message` is the failure in one line, `fingerprint` its kinds: both are empty for a pass.
    """

    name: str
    file: str
    line: int
    verdict: str
    seconds: float
    evidence: list[str]
    failure: str
    message: str
    fingerprint: list[str]


def story_row(outcome: Outcome) -> StoryRow:
    """Return the row of an outcome."""
    return {
        "name": outcome.name,
        "file": outcome.file,
        "line": outcome.line,
        "verdict": outcome.verdict.value,
        "seconds": outcome.seconds,
        "evidence": list(outcome.evidence),
        "failure": outcome.failure,
        "message": outcome.message,
        "fingerprint": list(outcome.fingerprint),
    }


class ScenarioRow(StoryRow):
    """One scenario, or the sweep of a rule, which has `cells`.

    `plays` is there where a scenario was played more than once. `known` says why a baseline lists the failure, `owner`
    and `expires` come from the same entry; `unexcused` says why an entry does not excuse the failure. `wants` names the
    capabilities that are missing where nothing else is wrong.
    """

    cells: NotRequired[CellsRow]
    plays: NotRequired[PlaysRow]
    known: NotRequired[str]
    owner: NotRequired[str]
    expires: NotRequired[str]
    unexcused: NotRequired[str]
    wants: NotRequired[list[str]]


class Completeness(TypedDict):
    """The verdict of a whole, and how many rules of the whole were played with all their scenarios.

    `chosen` is the verdict of the chosen part alone: a whole of which a rule was not played is never `pass`.
    """

    verdict: str
    chosen: str
    played: int
    of: int


class UnplayedRow(TypedDict):
    """A scenario that was chosen and not played, and the reason."""

    name: str
    line: int
    why: str


class RuleRow(TypedDict):
    """One rule; the verdict of a rule without scenarios is `none`. `total` counts the stories that the rule has.

    The last of the `scenarios` may be the sweep of the rule, which is no story.

    A rule with `unplayed` scenarios was chosen as a whole and not played as a whole: `chosen` is never `pass`.
    """

    id: str
    level: str
    verdict: str
    chosen: str
    total: int
    scenarios: list[ScenarioRow]
    unplayed: list[UnplayedRow]


class SentenceRow(Completeness):
    """One sentence; `reason` says why nothing was asserted, `answered` the `file:line` of its Rules.

    `line` is there where the user named the document.
    """

    id: str
    kind: str
    text: str
    reason: str
    answered: list[str]
    rules: list[RuleRow]
    line: NotRequired[int]
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
    label: NotRequired[str]
    """The name by which stories speak of the row, where that is not the source's."""
    source_cell: NotRequired[str]
    """What the document has for the source, where the row depends on what the record holds; so is `target_cell`."""
    target_cell: NotRequired[str]


def property_row(row: Row) -> PropertyRow:
    """Return the row of a row of the properties."""
    found: PropertyRow = {"source": row.source, "target": row.target, "type": row.type, "origin": row.origin}
    if row.nickname:
        found["label"] = row.nickname
    if row.source_qualifiers:
        found["source_cell"] = cell_of(row.source, row.source_qualifiers)
    if row.target_qualifiers:
        found["target_cell"] = cell_of(row.target, row.target_qualifiers)
    return found


class SectionRow(Completeness):
    """One section; `reason`, where it is there, says why no sentence of the section was read."""

    id: str
    title: str
    source: EndRow
    target: EndRow
    properties: list[PropertyRow]
    sentences: list[SentenceRow]
    reason: NotRequired[str]


class DocumentRow(Completeness):
    """One document; `file` is there where the user named the document.

    `written` is there, and true, where its features were written for the run alone: no folder has them.
    """

    id: str
    title: str
    generated: str
    file: NotRequired[str]
    written: NotRequired[bool]
    sections: list[SectionRow]


class LevelRow(TypedDict):
    """One level: how many of its rules were played, which were not tried, and which have no story at all.

    `note` says what a sweep showed of the level, or that there was none.
    """

    level: str
    played: int
    of: int
    untried: list[str]
    storyless: list[str]
    note: str


class InPartRow(TypedDict):
    """Of how many sentences and rules all that was played passes, and something was not played."""

    sentences: int
    rules: int


class Totals(TypedDict):
    """How many there are of each verdict, how many scenarios were chosen and not played, and the seconds of all.

    Of the sentences and rules whose verdict is `none`, so many pass `in_part`.
    """

    sentences: dict[str, int]
    rules: dict[str, int]
    scenarios: dict[str, int]
    in_part: NotRequired[InPartRow]
    unplayed: int
    seconds: float


class SweepTotalsRow(TypedDict):
    """All canonical stories of a sweep together; `stories` counts those of which a cell was tried under trouble.

    A `bounded` sweep tries some cells of some stories, and counts the others.
    """

    bounded: bool
    stories: int
    sites: int
    cells: int
    tried: int
    impossible: int
    """Acts that no user could do at their request: the record was not there, or an act before changed the requests."""
    left_out: int
    unswept: int
    """How many stories were planned, and not looked at: the sweep ended before, or their shard is missing."""
    untroubled: NotRequired[int]
    """How many stories do not pass without any trouble: none of their requests was tried. There where there is one."""
    requests: int
    verdicts: dict[str, int]


class FailedStoryRow(TypedDict):
    """A story that a cause breaks."""

    rule: str
    name: str
    file: str
    line: int


class FailureCauseRow(TypedDict):
    """One way to break, and the stories of a section that break so, in the order of the checklist.

    `what` is what is broken, without names, values, ids and times.
    """

    document: str
    section: str
    verdict: str
    what: str
    scenarios: list[FailedStoryRow]


class Summary(Completeness):
    """A whole run; `verdict` and `chosen` are what was seen, whatever a baseline excuses.

    `causes` are those of all failures that neither a baseline nor a missing capability explains.
    `require_complete` says whether a run that did not play every rule may end with exit code 0. `events` are those of a
    shard, from which the summary of all shards is made.
    """

    schema: str
    run: RunRow
    require_complete: bool
    levels: list[LevelRow]
    documents: list[DocumentRow]
    capabilities: list[CapabilityRow]
    totals: Totals
    causes: list[FailureCauseRow]
    sweep: NotRequired[SweepTotalsRow]
    gate: NotRequired[GateRow]
    history: NotRequired[HistoryRow]
    events: NotRequired[list[dict[str, Any]]]
