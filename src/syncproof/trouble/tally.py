"""The tally of a story's cells: how many were tried per rule and strike, and the failures, one for each cause."""

from __future__ import annotations

import os
import shlex
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from syncproof.stories.rules import RULES
from syncproof.sut.masking import masked
from syncproof.trouble.counterexample import Counterexample
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.sweep_rows import SweptFailureRow, SweptStoryRow
    from syncproof.sut import Sut
    from syncproof.trouble.cell import Cell, CellOutcome
    from syncproof.trouble.story import CanonicalStory


class Cause(NamedTuple):
    """A cause of failures, without the values, ids and times of a run."""

    rule: str
    verdict: Verdict
    kinds: tuple[str, ...]


class SmallestFailure(NamedTuple):
    """The smallest of the failures of one cause in a story, and how many there are."""

    story: CanonicalStory
    outcome: CellOutcome
    times: int

    def beside(self, other: SmallestFailure) -> SmallestFailure:
        """Return the smaller of two, for both: trouble that strikes once, the earlier request."""
        return min(other, self, key=_size)._replace(times=self.times + other.times)


def _size(failure: SmallestFailure) -> tuple[int, bool, int]:
    cell = failure.outcome.cell
    return len(cell.single), cell.strike.lasting, cell.site.number


@dataclass(slots=True)
class StoryTally:
    """The verdicts of the cells of one story; `cells` are all that there are, tried or not."""

    story: CanonicalStory
    sites: int
    cells: int
    tried: int = 0
    impossible: int = 0
    requests: int = 0
    is_whole: bool = True
    """Whether all cells that were to be tried were: the sweep was not stopped before."""
    verdicts: dict[tuple[str, str], Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    """By rule and kind of strike."""
    failures: dict[Cause, SmallestFailure] = field(default_factory=dict)

    def sentence_of(self, rule: str) -> str:
        """Return the kind of sentence whose rule this is; where the section has none, that of the story."""
        kind = RULES[rule].sentence
        return kind if kind in self.story.promises else self.story.kind

    def hear(self, outcome: CellOutcome | None) -> None:
        """Count an outcome; None is an act that no user could do."""
        if outcome is None:
            self.impossible += 1
            return
        strike = outcome.cell.strike
        self.tried += 1
        self.requests += outcome.requests
        self.verdicts[strike.rule, kind_of(outcome.cell)][outcome.verdict] += 1
        if outcome.verdict is not Verdict.PASS:
            cause = Cause(strike.rule, outcome.verdict, outcome.kinds)
            failure = SmallestFailure(self.story, outcome, 1)
            self.failures[cause] = failure.beside(self.failures[cause]) if cause in self.failures else failure

    def row(self, sut: Sut, seed: int, where: Sequence[str] = ()) -> SweptStoryRow:
        """Return the tally for reports; a failure is played again with the SUT, the seed and the features `where`."""
        return {
            "document": self.story.document,
            "section": self.story.section,
            "story": self.story.name,
            "sites": self.sites,
            "cells": self.cells,
            "tried": self.tried,
            "impossible": self.impossible,
            "requests": self.requests,
            "counts": [
                {
                    "sentence": self.sentence_of(rule),
                    "rule": rule,
                    "strike": strike,
                    "verdicts": {verdict.value: counted[verdict] for verdict in Verdict},
                }
                for (rule, strike), counted in sorted(self.verdicts.items())
            ],
            "failures": [
                self._failure(cause, failure, seed, _again(failure, sut, seed, where))
                for cause, failure in sorted(self.failures.items())
            ],
        }

    def _failure(self, cause: Cause, failure: SmallestFailure, seed: int, again: str) -> SweptFailureRow:
        story, outcome, times = failure
        *earlier, (site, strike, _) = outcome.cell.single
        return {
            "rule": cause.rule,
            "verdict": cause.verdict.value,
            "kinds": list(cause.kinds),
            "count": times,
            "document": story.document,
            "section": story.section,
            "sentence": self.sentence_of(cause.rule),
            "promise": story.promises.get(self.sentence_of(cause.rule), ""),
            "story": story.name,
            "script": list(Counterexample.of(story, outcome.cell, seed).lines()),
            "steps": len(story.setting) + len(story.deeds),
            "strike": ", then ".join(map(str, (*earlier, strike))),
            "lasting": strike.lasting,
            "site": outcome.cell.single[-1].place if strike.is_trouble else "",
            "where": f"{site.system} {site.method} {site.path}" if strike.is_trouble else "",
            "message": outcome.message,
            "ledger": list(outcome.ledger),
            "sync": list(outcome.words),
            "again": again,
        }


def kind_of(cell: Cell) -> str:
    """Return how a table names the strikes of a cell: what users and clocks do has other names in each story."""
    if cell.strike.family != "act":
        return str(cell.strike)
    if cell.second:
        return "two acts of users"
    return "clock" if cell.strike.rule == "robust.clock-skew" else "act of a user"


def _again(failure: SmallestFailure, sut: Sut, seed: int, where: Sequence[str]) -> str:
    """Return the command that plays all cells of a story with the strike of a failure, if any struck."""
    story, strike = failure.story, failure.outcome.cell.single[-1].strike
    name = strike.name if strike.family == "fault" else strike.family
    chosen = ["--fault", name] if strike.is_trouble else []
    place = ["--section", f"{story.document}/{story.section}", "--story", story.name]
    options = [masked(word, os.environ) for word in sut.arguments("run")]
    return shlex.join(["syncproof", "sweep", *where, *place, *chosen, "--seed", str(seed), *options])


def smallest(tallies: Sequence[StoryTally], row: SweptFailureRow) -> SmallestFailure:
    """Return the failure that a row tells of."""
    cause = Cause(row["rule"], Verdict(row["verdict"]), tuple(row["kinds"]))
    place = (row["document"], row["section"], row["story"])
    return next(
        each.failures[cause]
        for each in tallies
        if (each.story.document, each.story.section, each.story.name) == place and cause in each.failures
    )
