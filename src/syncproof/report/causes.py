"""Failures with one cause: the stories of a section that break in the same way, whoever each story is about.

One defect fails twenty stories. A reader wants to meet the defect once, with one story in full, and the others by name.
The cause is the fingerprint of the failure without the name that the story gives its record: `Ada's fullName in Trello
Members: wrong value` and the same of Grace are one cause. A property on which the systems of a section disagree is one
cause, whether a law says so or a step that finds the wrong value on one side. Where a section breaks alike in each of
its properties, that is one cause, too: no property is to blame.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from syncproof.report.rows import DocumentRow, FailureCauseRow, PropertyRow, ScenarioRow, SectionRow

_WHO = re.compile(r"^\w+'s |(?<= on )\w+'s |(?<= report )\w+'s |^\w+ has (?=no )")
"""The record's name, in the words in which a step says what is broken."""


_EACH = "each property"
_PROPERTY = r"(?<!\S){}(?= in |$| exactly once$)"
"""Where the words that say what is broken have the name of a property."""


class _Key(NamedTuple):
    """The key of a cause; `story` is there where a story has its cause for itself."""

    document: str
    section: str
    verdict: str
    kinds: tuple[str, ...]
    story: str = ""


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


def causes(documents: Sequence[DocumentRow]) -> list[FailureCause]:
    """Return the causes of all failures, the first that a reader meets first."""
    sections = {(one["id"], each["id"]): each for one in documents for each in one["sections"]}
    found: dict[_Key, list[FailedStory]] = {}
    for each in _failures(documents):
        found.setdefault(_key(each), []).append(each)
    found = _joined(found, dict(_of_one_disagreement(found, sections)))
    found = _joined(found, _of_each_property(found, {place: each["properties"] for place, each in sections.items()}))
    return [FailureCause(_what(key, failed[0].scenario), tuple(failed)) for key, failed in found.items()]


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


def _key(each: FailedStory) -> _Key:
    scenario = each.scenario
    if "unexcused" in scenario or not scenario["fingerprint"]:
        # What the baseline says of a failure is of that story alone.
        return _Key(each.document, each.section, scenario["verdict"], (), f"{each.rule}: {scenario['name']}")
    kinds = sorted({_WHO.sub("", kind) for kind in scenario["fingerprint"]})
    return _Key(each.document, each.section, scenario["verdict"], tuple(kinds))


def _what(key: _Key, scenario: ScenarioRow) -> str:
    kinds = key.kinds or sorted({_WHO.sub("", kind) for kind in scenario["fingerprint"]})
    return "; ".join(kinds) or scenario["message"] or scenario["verdict"]


def _joined(found: Mapping[_Key, list[FailedStory]], common: Mapping[_Key, _Key]) -> dict[_Key, list[FailedStory]]:
    """Return the failures under the key that theirs has in common with others, in the order of the checklist."""
    joined: dict[_Key, list[FailedStory]] = {}
    for key, failed in found.items():
        joined.setdefault(common.get(key, key), []).extend(failed)
    return joined


def _of_one_disagreement(
    keys: Iterable[_Key], sections: Mapping[tuple[str, str], SectionRow]
) -> Iterator[tuple[_Key, _Key]]:
    """Yield each cause that only says that a property is not equal on both sides, with the one for all of them.

    A property that has the wrong value somewhere, and of which nothing says that both sides differ, is left out.
    """
    by_place: dict[_Key, list[_Key]] = {}
    for key in keys:
        by_place.setdefault(key._replace(kinds=()), []).append(key)
    for place, there in by_place.items():
        section = sections[place.document, place.section]
        ends = [f"{section[end]['system']} {section[end]['datatype']}" for end in ("source", "target")]
        for row in section["properties"]:
            spots = [f"{name} in {end}" for name, end in zip((row["source"], row["target"]), ends, strict=True)]
            common = f"the systems disagree on {row.get('label', row['source'])}"
            differ = {common, f"law agreement: {' and '.join(spots)}"}
            wrong = {f"{spot}: wrong value" for spot in spots}
            alike = [key for key in there if key.kinds and {*key.kinds} <= differ | wrong]
            if len(alike) > 1 and any(differ & {*key.kinds} for key in alike):
                yield from ((key, place._replace(kinds=(common,))) for key in alike)


def _of_each_property(
    keys: Iterable[_Key], sections: Mapping[tuple[str, str], Sequence[PropertyRow]]
) -> dict[_Key, _Key]:
    """Return, for each cause that names one property, the cause that all properties of its section have in common.

    Causes without such a one, since some properties do not break so, are left out.
    """
    alike: dict[_Key, dict[_Key, str]] = {}
    for key in keys:
        for row in sections[key.document, key.section]:
            for name in (row["source"], row["target"]):
                kinds = tuple(re.sub(_PROPERTY.format(re.escape(name)), _EACH, kind) for kind in key.kinds)
                if kinds and all(_EACH in kind for kind in kinds):
                    alike.setdefault(key._replace(kinds=kinds), {})[key] = name
    return {
        key: common
        for common, names in alike.items()
        if len(rows := sections[common.document, common.section]) > 1
        and all({row["source"], row["target"]} & set(names.values()) for row in rows)
        for key in names
    }
