"""The rows of a sweep as JSON has them: the contract `syncproof-sweep/1`, and what a run's events have of a sweep."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from syncproof.report.provenance_rows import FileRow, SutRow
from syncproof.report.rows import SweepTotalsRow

SCHEMA = "syncproof-sweep/1"
UNTROUBLED = "no trouble"
"""The strike of a story that does not pass without any trouble: so no trouble can show anything there."""


class SweptCountRow(TypedDict):
    """The cells of a rule with one kind of strike, in one story: how many had each verdict."""

    sentence: str
    """The kind of the sentence whose rule this is."""
    rule: str
    strike: str
    verdicts: dict[str, int]


class SweptFailureRow(TypedDict):
    """Failures of one rule with one cause, and the smallest of them."""

    rule: str
    verdict: str
    kinds: list[str]
    count: int
    document: str
    section: str
    sentence: str
    """The kind of the sentence."""
    promise: str
    """The sentence; empty where the section has none of the kind."""
    story: str
    script: list[str]
    """The steps that play the failure again, the trouble among them, as Gherkin has them."""
    steps: int
    """How many steps the story has."""
    strike: str
    lasting: bool
    """Whether the trouble went on until it was healed."""
    site: str
    """The request or the write that was struck, counted from 1 at the end of the setting; of two, the later.

    Empty where the story fails without any trouble.
    """
    where: str
    """The request, such as `Trello POST /1/cards`; empty as `site` is."""
    message: str
    ledger: list[str]
    """The ledger lines that matter, those of the trouble among them."""
    sync: list[str]
    """What the SUT printed last, and hints on what the SUT does wrong; empty where the SUT is in this process."""
    again: str
    """The command that plays the failure again."""


class SweptStoryRow(TypedDict):
    """A canonical story that was swept; of `cells` that there are, `tried` were played."""

    document: str
    section: str
    story: str
    sites: int
    cells: int
    tried: int
    impossible: int
    """Acts that no user could do at their request: the record was not there, or an act before changed the requests."""
    requests: int
    counts: list[SweptCountRow]
    failures: list[SweptFailureRow]


class StoryToSweepRow(TypedDict):
    """A canonical story that a sweep plans; `shard` is the number of the shard that sweeps it, 1 without shards."""

    document: str
    section: str
    story: str
    shard: int


class SweepPlanRow(TypedDict):
    """A sweep before it begins; a `bounded` one plays some cells of some stories, and counts the others.

    `rules` are those that the cells of the sweep can show.
    """

    bounded: bool
    rules: list[str]
    planned: list[StoryToSweepRow]


class SweptRuleRow(TypedDict):
    """A rule of a sentence: its cells in all stories, and how many of them had each verdict."""

    document: str
    section: str
    sentence: str
    rule: str
    verdict: str
    stories: int
    cells: int
    verdicts: dict[str, int]


class SweptStrikeRow(TypedDict):
    """A kind of strike: its cells in all stories, by verdict."""

    strike: str
    verdicts: dict[str, int]


class SweepSelectionRow(TypedDict):
    """The choice of a sweep; a list without texts means everything."""

    sections: list[str]
    stories: list[str]
    faults: list[str]


class OpenSectionRow(TypedDict):
    """A section that was chosen, and of which no canonical story can be told; `reason` says why not."""

    document: str
    section: str
    reason: str


class SweepSummary(TypedDict):
    """A whole sweep; all from `verdict` on follows from `planned`, `open` and `swept`.

    `open` is there where a section was chosen of which no story can be told: nothing was shown of that.
    """

    schema: str
    version: str
    started: str
    seconds: float
    seed: int
    sut: SutRow
    selection: SweepSelectionRow
    documents: list[FileRow]
    shard: NotRequired[str]
    ended: str
    """One of `run_events.ENDS`."""
    planned: list[StoryToSweepRow]
    open: NotRequired[list[OpenSectionRow]]
    swept: list[SweptStoryRow]
    verdict: str
    totals: SweepTotalsRow
    rules: list[SweptRuleRow]
    strikes: list[SweptStrikeRow]
    failures: list[SweptFailureRow]
