"""The sweep of a rule as one more outcome of the rule: the evidence is its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import counted
from syncproof.report import sweep_fold
from syncproof.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.report.rows import CellsRow, SweepTotalsRow
    from syncproof.report.sweep_rows import SweptFailureRow, SweptRuleRow, SweptStoryRow
    from syncproof.stories.choice import Requested

NAME = "trouble at every request"
"""What the sweep of a rule is called where scenarios have a name."""
UNSWEPT = "stories only, not swept"
_SEEN = frozenset({"expected", "saw"})
_CAUSES = 2
"""So many causes of failure are shown; the JSON of a sweep has all."""
_HEADLINES = {Verdict.FAIL: "fails", Verdict.INCONCLUSIVE: "was not shown", Verdict.ERROR: "could not be judged"}


class SweptRule(NamedTuple):
    """The outcome of a rule's sweep, and the cells that it stands for."""

    outcome: Outcome
    cells: CellsRow


def swept_rules(swept: Sequence[SweptStoryRow], requested: Requested) -> Iterator[SweptRule]:
    """Yield the sweep of each rule of each sentence; a sentence's first Rule in the features is the place of both."""
    places = {tuple(key): owed.places for key, owed in requested.items()}
    for rule in sweep_fold.rules(swept):
        place = next(iter(places.get((rule["document"], rule["section"], rule["sentence"]), ())), "")
        yield SweptRule(
            _outcome(rule, sweep_fold.failures_of_rule(swept, rule), place),
            {"stories": rule["stories"], "cells": rule["cells"], "verdicts": rule["verdicts"]},
        )


def evidence(cells: CellsRow | SweptRuleRow) -> str:
    """Return the evidence of a rule's sweep: `312 cells of 312 in 6 stories`."""
    count = cells["stories"]
    stories = "1 story" if count == 1 else f"{count} stories"
    passed = cells["verdicts"][Verdict.PASS]
    return f"{passed:,} {'cell' if passed == 1 else 'cells'} of {cells['cells']:,} in {stories}"


def note(totals: SweepTotalsRow | None) -> str:
    """Return what a run's sweep has covered, in a line."""
    if totals is None:
        return UNSWEPT
    left = f"; {counted(totals['left_out'], 'cell')} left to syncproof sweep" if totals["left_out"] else ""
    missing = f"; {counted(totals['unswept'], 'story', 'stories')} not looked at" if totals["unswept"] else ""
    untroubled = f"; {not_swept(totals['untroubled'])}" if "untroubled" in totals else ""
    stories = counted(totals["stories"], "story", "stories")
    return f"swept: {counted(totals['tried'], 'cell')} in {stories}{left}{missing}{untroubled}"


def not_swept(untroubled: int) -> str:
    """Return of how many stories no trouble was tried, and why."""
    why = "since it does not pass" if untroubled == 1 else "since they do not pass"
    return f"{counted(untroubled, 'story', 'stories')} not swept, {why} without trouble"


def _outcome(rule: SweptRuleRow, failures: Sequence[SweptFailureRow], place: str) -> Outcome:
    verdict, (file, _, line) = Verdict(rule["verdict"]), place.rpartition(":")
    file = file or f"features/{rule['document']}/{rule['section']}.feature"
    message = f"{_counted(rule)}: {'; '.join(dict.fromkeys(_what(each) for each in failures))}" if failures else ""
    return Outcome(
        document=rule["document"],
        section=rule["section"],
        sentence=rule["sentence"],
        rule=rule["rule"],
        name=NAME,
        file=file,
        line=int(line or 1),
        verdict=verdict,
        seconds=0.0,
        evidence=(evidence(rule),),
        failure="\n".join(_text(rule, failures, f"{file.removeprefix('features/')}:{line or 1}")) if failures else "",
        message=message,
        fingerprint=tuple(sorted({kind for each in failures for kind in each["kinds"]})),
    )


def _text(rule: SweptRuleRow, failures: Sequence[SweptFailureRow], where: str) -> Iterator[str]:
    yield f"{rule['section']} {rule['rule']} {_HEADLINES[Verdict(rule['verdict'])]}: {NAME}"
    yield f"  {where}"
    yield _field("cells", _counted(rule))
    for failure in failures[:_CAUSES]:
        yield _field("broken" if failure["verdict"] == Verdict.FAIL else "why", f"{failure['count']}: {_what(failure)}")
        yield _field("story", failure["story"])
        struck = f" at {failure['site']}: {failure['where']}" if failure["site"] else ""
        yield _field("trouble", f"{failure['strike']}{struck}")
        yield from (_field(*each) for each in seen(failure))
        yield from (_field("" if number else "sync", line) for number, line in enumerate(failure["sync"]))
        yield _field("again", failure["again"])
    if len(failures) > _CAUSES:
        yield _field("more", f"{len(failures) - _CAUSES} more causes: the JSON of syncproof sweep has them")


def seen(failure: SweptFailureRow) -> Iterator[tuple[str, str]]:
    """Yield what was expected and seen, each with its name; a failure without either is what was seen, as a whole."""
    what, *others = failure["message"].splitlines() or [""]
    parts: list[tuple[str, str]] = []
    for line in others:
        word, _, text = line.partition("  ")
        if word in _SEEN:
            parts.append((word, text.strip()))
        elif parts:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {line.strip()}")
    if not parts:
        yield "saw", " ".join(failure["message"].split())
    elif not any(kind.startswith(what) for kind in failure["kinds"]):
        yield "broken", what
    yield from parts


def _counted(rule: SweptRuleRow) -> str:
    counts: Mapping[str, int] = rule["verdicts"]
    words = {
        "fail": "fail",
        "error": "could not be judged",
        "inconclusive": "were not shown",
        "none": "asserted nothing",
    }
    bad = [(counts[verdict], word) for verdict, word in words.items() if counts[verdict]]
    (first, word), *others = bad
    return ", ".join([f"{first:,} of {rule['cells']:,} cells {word}", *(f"{count:,} {word}" for count, word in others)])


def _what(failure: SweptFailureRow) -> str:
    return "; ".join(failure["kinds"]) or failure["message"].partition("\n")[0]


def _field(name: str, text: str) -> str:
    return f"  {name:<10}{text}"
