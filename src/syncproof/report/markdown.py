"""The report as a page of Markdown, for the step summary of a CI run: the verdict, and the cases that are no pass.

Whatever the features, the sync or the baseline say is shown as text, never as Markdown or HTML.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from syncproof.report import provenance
from syncproof.report.cases import State, cases
from syncproof.report.exit_code import exit_code, meaning
from syncproof.report.front import causes, standing, totals
from syncproof.report.standing import KNOWN, PART, UNPLAYED, WORDS, of_document
from syncproof.report.visible import visible
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.report.cases import Case
    from syncproof.report.rows import Summary

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&!@])")
_LINK = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
_MARKS = {Verdict.PASS: "✅", PART: "◐", KNOWN: "☑️"}
"""The mark of a run that ends with exit code 0: neither a part of the checklist nor a known failure has a green one."""
_BAD = "❌"
_MOST = 50
"""So many failures are shown in full: a CI system takes a page of a megabyte at most."""
_TITLES = {
    State.ERROR: "Could not be judged",
    State.FAIL: "Failures",
    State.STALE: "Stale baseline entries",
    State.INCONCLUSIVE: "Not shown: inconclusive",
    State.NONE: "Not shown",
    State.KNOWN: "Known failures",
    State.UNPLAYED: "Not played",
}
"""The parts of the page, the worst first."""


def page(whole: Summary) -> str:
    """Return the report; at most 50 cases of a state are listed, 50 causes, and 50 failures shown in full."""
    mark, found = _MARKS.get(standing(whole).state, _BAD), list(cases(whole))
    head = f"## {mark} syncproof: exit {exit_code(whole)}: {_text(meaning(whole))}"
    blocks = [head, "\n".join(_table(whole, found)), *_documents(whole), *_causes(whole)]
    for state, title in _TITLES.items():
        if of_state := [case for case in found if case.state is state]:
            blocks += [f"### {title}: {len(of_state)}", *_list(of_state)]
    blocks.append(_text(provenance.line(whole["run"])))
    return "\n\n".join(blocks) + "\n"


def _table(whole: Summary, found: Sequence[Case]) -> Iterator[str]:
    """Yield the counts: how sentences, rules and scenarios stand, and how the cases ended."""
    stand, stories = totals(whole), whole["totals"]["scenarios"]
    rows: dict[str, Mapping[str, int]] = {
        "sentences": stand["sentences"],
        "rules": stand["rules"],
        "scenarios": {**stories, UNPLAYED: whole["totals"]["unplayed"]},
    }
    if "sweep" in whole:
        rows["cells"] = whole["sweep"]["verdicts"]
    states = [*stories, *(each for each in (PART, UNPLAYED) if any(counts.get(each) for counts in rows.values()))]
    yield f"| | {' | '.join(WORDS.get(each, each) for each in states)} |"
    yield f"| --- |{' ---: |' * len(states)}"
    for name, counts in rows.items():
        yield f"| {name} | {' | '.join(str(counts.get(each, 0)) for each in states)} |"
    ended = Counter(case.state for case in found)
    yield ""
    yield f"{whole['played']} of {whole['of']} rules were played. Cases: " + ", ".join(
        f"{ended[state]} {state}" for state in State if ended[state]
    )
    for level in whole["levels"]:
        if level["note"]:
            yield f"Level {level['level']}: {level['note']}."


def _documents(whole: Summary) -> Iterator[str]:
    """Yield the documents of a run of several, each with its file and how it stands; those that do not pass first."""
    rows = [each for each in whole["documents"] if "file" in each]
    if len(rows) > 1:
        rows.sort(key=lambda each: (each["chosen"] == Verdict.PASS, -Verdict(each["chosen"]).badness))
        lines = ["| document | file | stands |", "| --- | --- | --- |"]
        lines += [f"| {each['id']} | {_text(each['file'])} | {of_document(each).word} |" for each in rows[:_MOST]]
        yield "\n".join(lines)
        if len(rows) > _MOST:
            yield f"… and {len(rows) - _MOST} more"


def _causes(whole: Summary) -> Iterator[str]:
    """Yield what broke in how many stories, where several broke in one way: whoever merges reads no story twice."""
    found = causes(whole)
    if len(found) < sum(cause.stories for cause in found):
        yield "### What to look at first"
        for cause in found[:_MOST]:
            stories = "1 story" if cause.stories == 1 else f"{cause.stories} stories"
            sections = "" if len(cause.sections) == 1 else f" in {len(cause.sections)} sections"
            yield f"- **{stories}**{sections}: {_text(cause.what)}"


def _list(found: Sequence[Case]) -> Iterator[str]:
    for case in found[:_MOST]:
        head = f"{case.name} ({case.group})"
        file, line = case.place
        place = f"{file}:{line}" if file else ""
        if case.text and case.state is not State.KNOWN:
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", case.text)), default=0))
            summary = html.escape(_one_line(f"{head}: {case.message}"))
            yield f"<details><summary>{summary}</summary>\n\n{fence}text\n{visible(case.text)}\n{fence}\n\n</details>"
        else:
            yield f"- {_text(': '.join(filter(None, (head, case.message))))}{f' ({_text(place)})' if place else ''}"
    if len(found) > _MOST:
        yield f"… and {len(found) - _MOST} more"


def _text(text: str) -> str:
    """Return text as Markdown that shows the same text, on one line."""
    return _LINK.sub(lambda found: "".join(f"\\{each}" for each in found[0]), _SPECIAL.sub(r"\\\1", _one_line(text)))


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
