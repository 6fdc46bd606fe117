"""The summary of a sweep: what was tried, and what came of it, per sentence and rule."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from syncproof.report.rows import SutRow

SCHEMA = "syncproof-sweep/1"


class SweptRow(TypedDict):
    """A rule of a sentence: its cells, and how many of them had each verdict."""

    document: str
    section: str
    sentence: str
    """The kind of the sentence."""
    rule: str
    verdict: str
    stories: int
    cells: int
    verdicts: dict[str, int]


class FailureRow(TypedDict):
    """Failures of one rule with one cause, and the first of them."""

    rule: str
    verdict: str
    kinds: list[str]
    count: int
    document: str
    section: str
    story: str
    strike: str
    site: str
    """The request or the write that was struck, counted from the end of the story's setting, from 1."""
    where: str
    """The request, such as `Trello POST /1/cards`."""
    message: str
    again: NotRequired[str]


class SweepSummary(TypedDict):
    """A whole sweep."""

    schema: str
    version: str
    started: str
    seed: int
    sut: SutRow
    selection: dict[str, list[str]]
    shard: str
    verdict: str
    stories: int
    sites: int
    cells: int
    tried: int
    impossible: int
    """Acts that no user could do at their request: the record was not there."""
    left_out: int
    requests: int
    seconds: float
    rules: list[SweptRow]
    failures: list[FailureRow]
