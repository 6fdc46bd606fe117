"""A baseline compared with a run: what is new, what has changed, and what is stale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncproof.report import levels
from syncproof.verdict import Verdict
from syncproof.verdict.baseline import KnownFailure, Staleness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.report.rows import ScenarioRow, Summary
    from syncproof.verdict.baseline import Key


@dataclass(frozen=True, slots=True)
class Comparison:
    """The entries of a baseline as a run makes them; entries that the run did not judge are in none of the lists."""

    new: tuple[KnownFailure, ...]
    """The failures that no entry lists, without a reason."""
    same: tuple[KnownFailure, ...]
    """The entries of failures that the run has seen as they are listed."""
    changed: tuple[KnownFailure, ...]
    """The entries of failures with another fingerprint, or with none so far, each with the run's fingerprint."""
    stale: tuple[KnownFailure, ...]
    """The entries of scenarios that pass, or that are gone."""
    errors: int
    """The number of scenarios that could not be judged: no entry excuses these."""


def has_fingerprints(whole: Summary) -> bool:
    """Whether each failure has a fingerprint: an entry without one would excuse every failure of a story."""
    return all(each.get("fingerprint") for _, each in _scenarios(whole) if each["verdict"] != Verdict.PASS)


def compared(entries: Sequence[KnownFailure], whole: Summary) -> Comparison:
    """Return a baseline compared with a run."""
    seen = dict(_scenarios(whole))
    failing = {key: each for key, each in seen.items() if each["verdict"] not in {Verdict.PASS, Verdict.ERROR}}
    listed = {each.key for each in entries}
    still = [replace(each, fingerprint=_fingerprint(failing[each.key])) for each in entries if each.key in failing]
    before = {each.key: each for each in entries}
    return Comparison(
        new=tuple(
            KnownFailure(*key, "", "", fingerprint=_fingerprint(each))
            for key, each in failing.items()
            if key not in listed
        ),
        same=tuple(each for each in still if each == before[each.key]),
        changed=tuple(each for each in still if each != before[each.key]),
        stale=tuple(
            each
            for each in entries
            if (each.key in seen and seen[each.key]["verdict"] == Verdict.PASS)
            or (each.key not in seen and _is_gone(each, whole))
        ),
        errors=sum(each["verdict"] == Verdict.ERROR for each in seen.values()),
    )


def _scenarios(whole: Summary) -> Iterator[tuple[Key, ScenarioRow]]:
    for document in whole["documents"]:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                for rule in sentence["rules"]:
                    for each in rule["scenarios"]:
                        yield (f"{document['id']}/{section['id']}", rule["id"], each["name"]), each


def _fingerprint(scenario: ScenarioRow) -> tuple[str, ...]:
    return tuple(scenario["fingerprint"])


def _is_gone(entry: KnownFailure, whole: Summary) -> bool:
    """Whether a run shows that there is no scenario of an entry's name: the run played all that the name could be."""
    for stale in whole["gate"]["stale"] if "gate" in whole else ():
        if (stale["section"], stale["rule"], stale["scenario"]) == entry.key and stale["why"] == Staleness.GONE:
            return True
    document, _, slug = entry.section.partition("/")
    found = [each for each in whole["documents"] if each["id"] == document]
    sections = [section for each in found for section in each["sections"] if section["id"] == slug]
    rules = [
        rule
        for section in sections
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        if rule["id"] == entry.rule
    ]
    if rules:
        return all(len(levels.stories(rule)) >= rule["total"] for rule in rules)
    # Where everything of the document was played, a section or a rule that is not in the run is not there at all.
    return any(each["played"] == each["of"] for each in found)
