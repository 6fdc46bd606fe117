"""The tally of a sweep: how many cells were tried per sentence and rule, and the failures, one for each cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from syncproof.report.sweep_rows import FailureRow, SweptRow
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from syncproof.trouble.cell import CellOutcome
    from syncproof.trouble.story import CanonicalStory


class Cause(NamedTuple):
    """A cause of failures, without the values, ids and times of a run."""

    rule: str
    verdict: Verdict
    kinds: tuple[str, ...]


class SmallestFailure(NamedTuple):
    """The smallest of the failures of one cause, and how many there are."""

    story: CanonicalStory
    outcome: CellOutcome
    times: int

    def beside(self, other: SmallestFailure) -> SmallestFailure:
        """Return the smaller of two, for both: the shorter story, trouble that strikes once, the earlier request."""
        return min(other, self, key=_size)._replace(times=self.times + other.times)


def _size(failure: SmallestFailure) -> tuple[int, bool, int]:
    strike, request = failure.outcome.cell.strike, failure.outcome.cell.site
    return len(failure.story.setting) + len(failure.story.deeds), strike.lasting, request.number


@dataclass(slots=True)
class StoryTally:
    """The verdicts of the cells of one story; `cells` are all that there are, tried or not."""

    story: CanonicalStory
    sites: int
    cells: int
    tried: int = 0
    impossible: int = 0
    requests: int = 0
    verdicts: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    """By rule."""
    failures: dict[Cause, SmallestFailure] = field(default_factory=dict)

    def sentence_of(self, rule: str) -> str:
        """Return the kind of sentence whose rule this is; where the section has none, that of the story."""
        kind = RULES[rule].sentence
        return kind if kind in self.story.kinds else self.story.kind

    def hear(self, outcome: CellOutcome | None) -> None:
        """Count an outcome; None is an act that no user could do."""
        if outcome is None:
            self.impossible += 1
            return
        rule = outcome.cell.strike.rule
        self.tried += 1
        self.requests += outcome.requests
        self.verdicts[rule][outcome.verdict] += 1
        if outcome.verdict is not Verdict.PASS:
            _add(self.failures, Cause(rule, outcome.verdict, outcome.kinds), SmallestFailure(self.story, outcome, 1))


def _add(failures: dict[Cause, SmallestFailure], cause: Cause, failure: SmallestFailure) -> None:
    failures[cause] = failure.beside(failures[cause]) if cause in failures else failure


def rows(tallies: Sequence[StoryTally]) -> list[SweptRow]:
    """Return a row for each rule of each sentence that was swept, in the order of the documents."""
    verdicts: dict[tuple[str, str, str, str], Counter[Verdict]] = {}
    stories: Counter[tuple[str, str, str, str]] = Counter()
    for each in tallies:
        for rule, counted in each.verdicts.items():
            key = (each.story.document, each.story.section, each.sentence_of(rule), rule)
            verdicts.setdefault(key, Counter()).update(counted)
            stories[key] += 1
    told = [each.story for each in tallies]
    order = list(dict.fromkeys((each.document, each.section, kind) for each in told for kind in each.kinds))
    return [
        {
            "document": key[0],
            "section": key[1],
            "sentence": key[2],
            "rule": key[3],
            "verdict": worst(counted).value,
            "stories": stories[key],
            "cells": counted.total(),
            "verdicts": {verdict.value: count for verdict, count in sorted(counted.items())},
        }
        for key, counted in sorted(verdicts.items(), key=lambda item: (order.index(item[0][:3]), item[0][3]))
    ]


def failures(tallies: Iterable[StoryTally]) -> list[tuple[Cause, SmallestFailure]]:
    """Return the failures of all stories, one for each cause, that of the most frequent first."""
    found: dict[Cause, SmallestFailure] = {}
    for tally in tallies:
        for cause, failure in tally.failures.items():
            _add(found, cause, failure)
    return sorted(found.items(), key=lambda item: (-item[1].times, item[0]))


def failure_row(cause: Cause, failure: SmallestFailure) -> FailureRow:
    """Return a failure for a report."""
    story, outcome, times = failure
    request, strike = outcome.cell
    return {
        "rule": cause.rule,
        "verdict": cause.verdict.value,
        "kinds": list(cause.kinds),
        "count": times,
        "document": story.document,
        "section": story.section,
        "story": story.name,
        "strike": str(strike),
        "site": f"{'write' if request.is_state_write else 'request'} {request.number}",
        "where": f"{request.system} {request.method} {request.path}",
        "message": outcome.message,
    }
