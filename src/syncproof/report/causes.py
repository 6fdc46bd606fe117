"""Failures with one cause: the stories of a section that break in the same way, whoever each story is about.

One defect fails twenty stories. A reader wants to meet the defect once, with one story in full, and the others by name.
The cause is the fingerprint of the failure without the name that the story gives its record: `Ada's fullName in Trello
Members: wrong value` and the same of Grace are one cause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncproof.report.rows import DocumentRow, FailureCauseRow, ScenarioRow

_WHO = re.compile(r"^\w+'s |(?<= on )\w+'s |(?<= report )\w+'s |^\w+ has (?=no )")
"""The record's name, in the words in which a step says what is broken."""


class FailedStory(NamedTuple):
    """A story that is not a pass and that nothing excuses, with its section and its rule."""

    document: str
    section: str
    rule: str
    scenario: ScenarioRow


class FailureCause(NamedTuple):
    """A way to break, and the stories of a section that break so, in the order of the checklist; at least one."""

    what: str
    failed: tuple[FailedStory, ...]


def causes(documents: Iterable[DocumentRow]) -> list[FailureCause]:
    """Return the causes of all failures, the first that a reader meets first."""
    found: dict[tuple[str, ...], list[FailedStory]] = {}
    for each in _failures(documents):
        found.setdefault(_key(each), []).append(each)
    return [FailureCause(_what(failed[0].scenario), tuple(failed)) for failed in found.values()]


def rows(found: Sequence[FailureCause]) -> list[FailureCauseRow]:
    """Return causes as a summary has them."""
    return [
        {
            "document": cause.failed[0].document,
            "section": cause.failed[0].section,
            "verdict": cause.failed[0].scenario["verdict"],
            "what": cause.what,
            "scenarios": [
                {"rule": each.rule, "name": scenario["name"], "file": scenario["file"], "line": scenario["line"]}
                for each in cause.failed
                for scenario in (each.scenario,)
            ],
        }
        for cause in found
    ]


def _failures(documents: Iterable[DocumentRow]) -> Iterator[FailedStory]:
    """Yield the failures; the sentence of a missing capability, and the baseline, speak of the others."""
    for document in documents:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                for rule in sentence["rules"]:
                    for scenario in rule["scenarios"]:
                        excused = "known" in scenario or "wants" in scenario
                        if scenario["verdict"] != Verdict.PASS and not excused:
                            yield FailedStory(document["id"], section["id"], rule["id"], scenario)


def _key(each: FailedStory) -> tuple[str, ...]:
    scenario = each.scenario
    if "unexcused" in scenario or not scenario["fingerprint"]:
        # What the baseline says of a failure is of that story alone.
        return (each.document, each.section, each.rule, scenario["name"])
    return (each.document, each.section, scenario["verdict"], *_kinds(scenario))


def _what(scenario: ScenarioRow) -> str:
    return "; ".join(_kinds(scenario)) or scenario["message"] or scenario["verdict"]


def _kinds(scenario: ScenarioRow) -> list[str]:
    return sorted({_WHO.sub("", kind) for kind in scenario["fingerprint"]})
