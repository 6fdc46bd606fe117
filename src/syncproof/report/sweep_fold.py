"""The stories of a sweep, taken together: totals, counts per rule and per strike, failures; without I/O."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from syncproof.checklist import KINDS
from syncproof.report.completeness import overall
from syncproof.report.sweep_rows import UNTROUBLED
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.rows import SweepTotalsRow
    from syncproof.report.sweep_rows import (
        StoryToSweepRow,
        SweptFailureRow,
        SweptRuleRow,
        SweptStoryRow,
        SweptStrikeRow,
    )

Place: TypeAlias = tuple[str, str, str]
"""The document, the section and the name of a canonical story."""


def place_of(row: SweptStoryRow | StoryToSweepRow) -> Place:
    """Return which story a row is about."""
    return row["document"], row["section"], row["story"]


def is_untroubled(row: SweptStoryRow) -> bool:
    """Whether a story does not pass without any trouble, so that none of its cells was tried."""
    return any(each["strike"] == UNTROUBLED for each in row["counts"])


def contradiction(row: SweptStoryRow) -> str:
    """Return what is wrong with the numbers of a story that was swept, '' for nothing."""
    counted = Counter[tuple[str, str]]()
    for each in row["counts"]:
        if each["rule"] not in RULES:
            return f"there is no rule {each['rule']}"
        for verdict, count in each["verdicts"].items():
            counted[each["rule"], verdict] += count
    if counted.total() != row["tried"]:
        return f"{row['tried']} cells were tried, and {counted.total()} have a verdict"
    if row["tried"] + row["impossible"] > row["cells"]:
        return "more cells were tried than there are"
    told = Counter[tuple[str, str]]()
    for failure in row["failures"]:
        told[failure["rule"], failure["verdict"]] += failure["count"]
    bad = {key: count for key, count in counted.items() if key[1] != Verdict.PASS and count}
    return "" if bad == dict(told) else "its failures are not those that were counted"


def in_order(planned: Sequence[StoryToSweepRow], swept: Iterable[SweptStoryRow]) -> list[SweptStoryRow]:
    """Return the rows of stories in the order of the plan, in whatever order the stories ended."""
    found = {place_of(row): row for row in swept}
    return [found[place_of(row)] for row in planned if place_of(row) in found]


def totals(
    planned: Sequence[StoryToSweepRow], swept: Sequence[SweptStoryRow], *, bounded: bool, aside: int = 0
) -> SweepTotalsRow:
    """Return the totals of all stories; so many more are left `aside`, which do not pass without any trouble."""
    cells, tried = sum(row["cells"] for row in swept), sum(row["tried"] for row in swept)
    impossible = sum(row["impossible"] for row in swept)
    untroubled = aside + sum(map(is_untroubled, swept))
    found: SweepTotalsRow = {
        "bounded": bounded,
        "stories": sum(row["tried"] > 0 and not is_untroubled(row) for row in swept),
        "sites": sum(row["sites"] for row in swept),
        "cells": cells,
        "tried": tried,
        "impossible": impossible,
        "left_out": cells - tried - impossible,
        "unswept": len(planned) - len(swept) - aside,
        "requests": sum(row["requests"] for row in swept),
        "verdicts": _sum(each["verdicts"] for row in swept for each in row["counts"]),
    }
    if untroubled:
        found["untroubled"] = untroubled
    return found


def verdict_of(counted: SweepTotalsRow) -> Verdict:
    """Return the verdict of a sweep: what a full sweep left out was not shown."""
    left = not counted["bounded"] and counted["left_out"]
    return overall([*verdicts_of(counted["verdicts"]), *([Verdict.NONE] if left or counted["unswept"] else [])])


def in_part(planned: Sequence[StoryToSweepRow], swept: Sequence[SweptStoryRow]) -> set[tuple[str, str]]:
    """Return the sections, each with its document, of which some story was not swept to its end."""
    whole = {place_of(row) for row in swept if row["tried"] + row["impossible"] == row["cells"]}
    return {place[:2] for place in map(place_of, planned) if place not in whole}


def rules(swept: Sequence[SweptStoryRow], unfinished: Container[tuple[str, str]] = ()) -> list[SweptRuleRow]:
    """Return a row for each rule of each sentence: sections in the order of the stories, sentences as checklists do.

    In a section that is unfinished, no rule passes: any of its stories may show any of its rules.
    """
    found: dict[tuple[str, str, str, str], list[dict[str, int]]] = defaultdict(list)
    stories: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for row in swept:
        for each in row["counts"]:
            key = (row["document"], row["section"], each["sentence"], each["rule"])
            found[key].append(each["verdicts"])
            stories[key].add(row["story"])
    counts = {key: _sum(each) for key, each in found.items()}
    sections, kinds, ids = list(dict.fromkeys(key[:2] for key in found)), list(KINDS), list(RULES)
    return [
        {
            "document": key[0],
            "section": key[1],
            "sentence": key[2],
            "rule": key[3],
            "verdict": overall([*verdicts_of(counts[key]), *([Verdict.NONE] if key[:2] in unfinished else [])]).value,
            "stories": len(stories[key]),
            "cells": sum(counts[key].values()),
            "verdicts": counts[key],
        }
        for key in sorted(found, key=lambda key: (sections.index(key[:2]), kinds.index(key[2]), ids.index(key[3])))
    ]


def strikes(swept: Sequence[SweptStoryRow]) -> list[SweptStrikeRow]:
    """Return a row for each kind of strike, in the order of their names."""
    found: dict[str, list[dict[str, int]]] = defaultdict(list)
    for each in (one for row in swept for one in row["counts"]):
        found[each["strike"]].append(each["verdicts"])
    return [{"strike": strike, "verdicts": _sum(found[strike])} for strike in sorted(found)]


def failures(swept: Sequence[SweptStoryRow]) -> list[SweptFailureRow]:
    """Return the smallest failure of each cause in all stories, that of the most frequent cause first."""
    grouped = _grouped(swept, lambda each: (each["rule"], each["verdict"], *each["kinds"]))
    return sorted(grouped, key=lambda each: (-each["count"], each["rule"], each["kinds"]))


def failures_of_rule(swept: Sequence[SweptStoryRow], rule: SweptRuleRow) -> list[SweptFailureRow]:
    """Return the smallest failure of each cause for which a rule of a sentence fails, the most frequent first."""
    here = [row for row in swept if (row["document"], row["section"]) == (rule["document"], rule["section"])]
    found = [each for each in failures(here) if (each["sentence"], each["rule"]) == (rule["sentence"], rule["rule"])]
    return sorted(found, key=lambda each: -Verdict(each["verdict"]).badness)


def _grouped(
    swept: Sequence[SweptStoryRow], cause: Callable[[SweptFailureRow], tuple[str, ...]]
) -> Iterable[SweptFailureRow]:
    found: dict[tuple[str, ...], list[SweptFailureRow]] = defaultdict(list)
    for each in (one for row in swept for one in row["failures"]):
        found[cause(each)].append(each)
    for of_cause in found.values():
        smallest = min(of_cause, key=_size)
        yield {**smallest, "count": sum(each["count"] for each in of_cause)}


def _size(failure: SweptFailureRow) -> tuple[int, bool, int]:
    """Return what makes a failure easy to read: a short story, trouble that strikes once, an early request."""
    return failure["steps"], failure["lasting"], int(failure["site"].rpartition(" ")[2] or 0)


def verdicts_of(counts: dict[str, int]) -> list[Verdict]:
    """Return the verdicts that were counted."""
    return [verdict for verdict in Verdict if counts[verdict]]


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for each in counts:
        found.update(each)
    return {verdict.value: found[verdict.value] for verdict in Verdict}
