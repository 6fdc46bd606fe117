"""The failures of a run as text: each cause once, with one story in full and the other stories by rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from syncproof.errors import counted
from syncproof.report.cases import known
from syncproof.report.causes import causes
from syncproof.report.failure import LAST_FIELDS, NAMES_WHAT, wrapped
from syncproof.report.summary import sentences
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.report.causes import FailureCause
    from syncproof.report.layout import Layout
    from syncproof.report.rows import ScenarioRow, Summary

_SCREEN = 24


def heading(whole: Summary) -> str:
    """Return the heading of the failures; it counts them where several have one cause."""
    found = causes(whole["documents"])
    count = sum(len(cause.failed) for cause in found)
    return f"Failures: {count} stories, {counted(len(found), 'cause')}" if count > len(found) else "Failures"


def texts(whole: Summary, page: Layout) -> Iterator[str]:
    """Yield the text of each cause: a screen at most, two lines for a failure that is known.

    Where everything is to be said, each story of a cause is shown in full. Scenarios blocked only by a missing
    capability are left out: their sentence says so for all of them.
    """
    first = {id(cause.failed[0].scenario): cause for cause in causes(whole["documents"])}
    for sentence in sentences(whole["documents"]):
        for rule in sentence["rules"]:
            for scenario in rule["scenarios"]:
                if "known" in scenario:
                    head = page.filled(f"{_title(rule['id'], scenario)}, known: {scenario['name']}", "", "  ")
                    yield f"{head}\n{page.filled(known(scenario), '  ', '  ')}"
                elif "wants" in scenario or scenario["verdict"] == Verdict.PASS:
                    continue
                elif page.detail == "verbose":
                    yield f"{_failure(rule['id'], scenario, page)}{_unexcused(scenario, page)}"
                elif cause := first.get(id(scenario)):
                    others = _others(cause, page)
                    yield f"{_failure(rule['id'], scenario, page)}{_unexcused(scenario, page)}{others}"


def _failure(rule: str, scenario: ScenarioRow, page: Layout) -> str:
    if scenario["failure"]:
        return _screen(wrapped(scenario["failure"], page.width))
    head = page.filled(f"{_title(rule, scenario)}: {scenario['name']}", "", "  ")
    return f"{head}\n  {scenario['file']}:{scenario['line']}"


def _title(rule: str, scenario: ScenarioRow) -> str:
    section = scenario["file"].rpartition("/")[2].partition(".")[0]
    return f"{section} {rule} {scenario['verdict']}"


def _unexcused(scenario: ScenarioRow, page: Layout) -> str:
    """Return why the baseline does not excuse a failure that an entry lists, as a last field of the failure."""
    if "unexcused" not in scenario:
        return ""
    return f"\n{page.filled(scenario['unexcused'], '  baseline  ', ' ' * 12)}"


def _others(cause: FailureCause, page: Layout) -> str:
    """Return the other stories of a cause, counted by rule, as a last field of the first; '' where there is none."""
    others = Counter(each.rule for each in cause.failed[1:])
    if not others:
        return ""
    by_rule = ", ".join(f"{rule} {count}" if count > 1 else rule for rule, count in others.items())
    text = f"{counted(len(cause.failed), 'story', 'stories')}: {cause.what}; also {by_rule}"
    return f"\n{page.filled(text, '  cause     ', ' ' * 12)}"


def _screen(text: str) -> str:
    """Return a failure cut to one screen; its last lines, how often it was seen and how to run it again, stay.

    One that names what is broken is as short as can be: each line of that says what is wrong.
    """
    rows = text.splitlines()
    if len(rows) <= _SCREEN or any(row.startswith(NAMES_WHAT) for row in rows):
        return text
    kept = next((index for index, row in enumerate(rows) if row.startswith(LAST_FIELDS)), len(rows))
    room = _SCREEN - 1 - (len(rows) - kept)
    return "\n".join([*rows[:room], f"  … and {counted(kept - room, 'line')} more", *rows[kept:]])
