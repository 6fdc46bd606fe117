"""The rules and stories of a sentence as plain text: what a page shows to whom its script does not serve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncproof.report import levels
from syncproof.report.cases import known
from syncproof.report.standing import Standing, of_rule, of_story
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.report.rows import RuleRow, ScenarioRow, SentenceRow


_NUMBER = re.compile(r"\d+")


def text(sentence: SentenceRow) -> str:
    """Return each rule by its id with its stories; below stories that showed the same, what they showed.

    What all stories of a rule showed, but for the numbers, is said once.
    """
    return "\n".join(line for rule in sentence["rules"] for line in _rule(rule))


def _rule(rule: RuleRow) -> Iterator[str]:
    yield f"{_said(of_rule(rule))}  {rule['id']}"
    stories = levels.stories(rule)
    common = _common(stories)
    yield from (f"  each: {line}" for line in sorted(common))
    shown: dict[tuple[str, ...], list[ScenarioRow]] = {}
    for story in stories:
        seen = [line for line in story["evidence"] if _outline(line) not in common]
        shown.setdefault((*seen, *_wrong(story)), []).append(story)
    for lines, alike in shown.items():
        yield from (_titled(story) for story in alike)
        yield from (f"    {line}" for line in lines)
    for each in rule["scenarios"]:
        if "cells" in each:
            yield f"  {_said(of_story(each))}  trouble: {'; '.join(each['evidence']) or each['message']}"
    yield from (f"  not played  {left['name']}: {left['why']}" for left in rule["unplayed"])


def _common(stories: Sequence[ScenarioRow]) -> set[str]:
    """Return what each of several stories showed, but for the numbers."""
    outlines = [{_outline(line) for line in story["evidence"]} for story in stories]
    return set.intersection(*outlines) if len(outlines) > 1 else set()


def _outline(line: str) -> str:
    """Return a line that names no value, without its numbers."""
    return line if '"' in line else _NUMBER.sub("…", line)


def _titled(story: ScenarioRow) -> str:
    how = of_story(story)
    return f"  {'' if how.state == Verdict.PASS else f'{_said(how)}  '}{story['name']}"


def _wrong(story: ScenarioRow) -> Iterator[str]:
    if story["verdict"] != Verdict.PASS:
        yield story["message"] or story["verdict"]
    if "known" in story:
        yield f"known: {known(story)}"


def _said(how: Standing) -> str:
    return f"{how.sign} {how.word}"
