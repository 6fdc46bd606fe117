"""The tally of a sweep: how many cells were tried per sentence and rule, and the failures, one for each cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncproof.report.sweep_rows import FailureRow, SweptRow
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from syncproof.trouble.cell import CellOutcome
    from syncproof.trouble.story import CanonicalStory


@dataclass(slots=True)
class StoryTally:
    """The verdicts of the cells of one story; `cells` are all that there are, tried or not."""

    document: str
    section: str
    kinds: tuple[str, ...]
    """The kinds of sentence that the section has."""
    kind: str
    name: str
    sites: int
    cells: int
    tried: int = 0
    impossible: int = 0
    requests: int = 0
    verdicts: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    """By rule."""
    failures: dict[tuple[str, Verdict, tuple[str, ...]], FailureRow] = field(default_factory=dict)

    @classmethod
    def of(cls, story: CanonicalStory, sites: int, cells: int) -> StoryTally:
        """Return the tally of a story before any of its cells is tried."""
        return cls(story.document, story.section, story.kinds, story.kind, story.name, sites, cells)

    def sentence_of(self, rule: str) -> str:
        """Return the kind of sentence whose rule this is; where the section has none, that of the story."""
        kind = RULES[rule].sentence
        return kind if kind in self.kinds else self.kind

    def hear(self, outcome: CellOutcome | None) -> None:
        """Count an outcome; None is an act that no user could do."""
        if outcome is None:
            self.impossible += 1
            return
        strike, request = outcome.cell.strike, outcome.cell.request
        self.tried += 1
        self.requests += outcome.requests
        self.verdicts[strike.rule][outcome.verdict] += 1
        if outcome.verdict is Verdict.PASS:
            return
        cause = (strike.rule, outcome.verdict, outcome.kinds)
        if cause in self.failures:
            self.failures[cause]["count"] += 1
            return
        self.failures[cause] = {
            "rule": strike.rule,
            "verdict": outcome.verdict.value,
            "kinds": list(outcome.kinds),
            "count": 1,
            "document": self.document,
            "section": self.section,
            "story": self.name,
            "strike": str(strike),
            "request": request.number,
            "where": f"{request.system} {request.method} {request.path}",
            "message": outcome.message,
        }


def rows(tallies: Sequence[StoryTally]) -> list[SweptRow]:
    """Return a row for each rule of each sentence that was swept, in the order of the documents."""
    verdicts: dict[tuple[str, str, str, str], Counter[Verdict]] = {}
    stories: Counter[tuple[str, str, str, str]] = Counter()
    for each in tallies:
        for rule, counted in each.verdicts.items():
            key = (each.document, each.section, each.sentence_of(rule), rule)
            verdicts.setdefault(key, Counter()).update(counted)
            stories[key] += 1
    order = list(dict.fromkeys((each.document, each.section, kind) for each in tallies for kind in each.kinds))
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


def failures(tallies: Iterable[StoryTally]) -> list[FailureRow]:
    """Return the failures of all stories, those of one rule and cause together, the most frequent first."""
    found: dict[tuple[str, Verdict, tuple[str, ...]], FailureRow] = {}
    for tally in tallies:
        for cause, row in tally.failures.items():
            if cause in found:
                found[cause]["count"] += row["count"]
            else:
                found[cause] = row.copy()
    return sorted(found.values(), key=lambda row: (-row["count"], row["rule"]))
