"""The rows of a run's history, a part of the contract `syncproof/1`: what turned since when, and what is flaky."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class SinceRow(TypedDict):
    """Since when a sentence, `document/section/kind`, stands as it does: in so many runs; '' before that: no other."""

    sentence: str
    state: str
    since: str
    runs: int
    before: str


class FlakyRow(TypedDict):
    """A story that came out differently in runs of the same inputs."""

    story: str
    passed: int
    of: int


class TurnedRow(TypedDict):
    """A sentence that stands otherwise than in the run that was signed last; `was` '' for one that was not in it."""

    sentence: str
    was: str
    now: str


class SignedRow(TypedDict):
    """The latest run that was signed, and what turned since."""

    by: str
    started: str
    run: str
    turned: list[TurnedRow]


class HistoryRow(TypedDict):
    """The history of a run: `runs` counts the earlier ones; `signed` is there where one of them was signed."""

    runs: int
    sentences: list[SinceRow]
    flaky: list[FlakyRow]
    signed: NotRequired[SignedRow]
