"""The table of a run of many documents: a line a document, with the reasons for which one is no pass."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import counted
from syncproof.report.exit_code import ExitCode, exit_code
from syncproof.report.fold import folded
from syncproof.report.summary import sentences
from syncproof.report.visible import in_one_line, visible
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from syncproof.report.layout import Layout
    from syncproof.report.rows import ScenarioRow, Summary
    from syncproof.run.many_documents import PlayedDocument

_WORDS = {
    ExitCode.PASS: "pass",
    ExitCode.FAIL: "fail",
    ExitCode.NOT_SHOWN: "not shown",
    ExitCode.BROKE: "error",
    ExitCode.INTERRUPTED: "interrupted",
}
_COLOURS = {"pass": "pass", "fail": "fail", "error": "error", "interrupted": "error", "refused": "error"}
"""The verdict in whose colour a word is shown, beside `none`."""
_MOST = 5
"""So many reasons of a document are shown, and lines of each; the document alone has all of them."""


class DocumentVerdict(NamedTuple):
    """The exit code that a document leads to, the word for its line in the table, and the reasons."""

    code: ExitCode
    word: str
    reasons: tuple[str, ...] = ()


def verdict_of(played: PlayedDocument) -> DocumentVerdict:
    """Return what came of a document."""
    if played.problem:
        return DocumentVerdict(*_unplayed(played), played.reasons_beside_path)
    summary = folded(played.events)
    code = ExitCode(exit_code(summary))
    known = sum("known" in story for story in _stories(summary))
    if code is ExitCode.PASS and known:
        return DocumentVerdict(code, "known", (f"{counted(known, 'failure is', 'failures are')} known",))
    if code is ExitCode.PASS and summary["played"] < summary["of"]:
        return DocumentVerdict(code, "in part")  # what was chosen passes, and more was not played
    return DocumentVerdict(code, _WORDS[code], () if code is ExitCode.PASS else tuple(_reasons(summary, played)))


def _unplayed(played: PlayedDocument) -> tuple[ExitCode, str]:
    """Return the exit code and the word for a document without events."""
    words = {**_WORDS, ExitCode.PASS: "not chosen", ExitCode.BAD_INPUT: "refused"}
    return played.code, words[played.code]


def row(played: PlayedDocument, verdict: DocumentVerdict, layout: Layout) -> str:
    """Return the line of a document; of several reasons, each has a line of its own."""
    odd = f" ({counted(played.oddities, 'oddity', 'oddities')})" if played.oddities else ""
    one = f": {verdict.reasons[0]}" if len(verdict.reasons) == 1 else ""
    shown = verdict.reasons if len(verdict.reasons) > 1 else ()
    left = [f"… and {len(shown) - _MOST} more"] if len(shown) > _MOST else []
    head = layout.painted(f"{verdict.word:<12}", _COLOURS.get(verdict.word, "none"))
    text = in_one_line(f"{played.path}{odd}{one}")
    first = f"{head}  {text}"
    return "\n".join([first, *(_below(visible(each), layout.width) for each in (*shown[:_MOST], *left))])


def _below(reason: str, width: int) -> str:
    """Return a reason, wrapped below the line of a document; a path is copied, and stays whole."""
    return textwrap.fill(
        f"- {reason}",
        width,
        initial_indent=" " * 14,
        subsequent_indent=" " * 16,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _reasons(summary: Summary, played: PlayedDocument) -> Iterator[str]:
    """Yield the reasons for which a document is no pass, the commonest first, each with how often it came."""
    for document in summary["documents"]:
        if not document["sections"]:
            yield "the document has no section"
        if empty := sum(not section["sentences"] and "reason" not in section for section in document["sections"]):
            yield f"{counted(empty, 'section has', 'sections have')} no sentence"
    stories = list(_stories(summary))
    counts = Counter(story["verdict"] for story in stories if "known" not in story)
    for verdict, verb in ((Verdict.ERROR, "could not be judged"), (Verdict.FAIL, "failed")):
        if counts[verdict]:
            new = " anew" if verdict is Verdict.FAIL and "gate" in summary else ""
            yield f"{counts[verdict]} of {counted(len(stories), 'story', 'stories')} {verb}{new}"
    if stale := summary["gate"]["stale"] if "gate" in summary else ():
        yield f"{counted(len(stale), 'entry', 'entries')} of the baseline {'is' if len(stale) == 1 else 'are'} stale"
    place = re.compile(rf":? ?{re.escape(str(played.path))}:(\d+)")
    sections = [section for document in summary["documents"] for section in document["sections"]]
    unread = [section["reason"] for section in sections if "reason" in section]
    for what, reasons in (
        ("sentence", [each["reason"] for each in sentences(summary["documents"])]),
        ("section", unread),
    ):
        lines: dict[str, list[list[str]]] = {}
        for reason in filter(None, reasons):
            lines.setdefault(place.sub("", reason), []).append(place.findall(reason))
        for why, found in sorted(lines.items(), key=lambda item: -len(item[1])):
            yield f"{counted(len(found), what)}: {why}{_lines(dict.fromkeys(chain(*found)))}"
    yield from _inconclusive(summary)


def _lines(numbers: Collection[str]) -> str:
    """Return the lines of a document that a reason names: the line of the table begins with the document."""
    shown = ", ".join([*islice(numbers, _MOST), *(["…"] if len(numbers) > _MOST else [])])
    return f": {'line' if len(numbers) == 1 else 'lines'} {shown}" if numbers else ""


def _inconclusive(summary: Summary) -> Iterator[str]:
    """Yield why stories were inconclusive."""
    open_verdicts = {Verdict.INCONCLUSIVE, Verdict.NONE}
    whys = [story["message"] for story in _stories(summary) if story["verdict"] in open_verdicts]
    for why, count in Counter(whys).most_common():
        yield f"{counted(count, 'story', 'stories')}: {why}"


def _stories(summary: Summary) -> Iterator[ScenarioRow]:
    rules = (rule for sentence in sentences(summary["documents"]) for rule in sentence["rules"])
    return (story for rule in rules for story in rule["scenarios"])


def lines(played: Sequence[PlayedDocument], verdicts: dict[str, DocumentVerdict], layout: Layout) -> list[str]:
    """Return the table, in the order of the paths."""
    return [row(each, verdicts[each.name], layout) for each in sorted(played, key=lambda one: one.path)]
