"""A sweep as text: a line for each sentence or rule, each cause of failure once, what was tried, and the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from syncproof.errors import counted
from syncproof.report.exit_code import MEANINGS, ExitCode, of_verdict
from syncproof.report.fields import INDENT, field, filled
from syncproof.report.run_events import COMPLETE, INTERRUPTED
from syncproof.report.swept import evidence, not_swept, seen
from syncproof.report.visible import visible
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.layout import Detail
    from syncproof.report.sweep_rows import SweepSummary, SweptFailureRow, SweptRuleRow, SweptStrikeRow

_IN_PART = "in part"
_COLOURS = {"pass": "32", "fail": "31", "error": "35", "inconclusive": "33", "none": "33", _IN_PART: "33"}
_ORDER = ("pass", "fail", "inconclusive", "none", "error")


def lines(summary: SweepSummary, *, width: int, colour: bool = False, detail: Detail = "usual") -> Iterator[str]:
    """Yield the lines of a sweep for a terminal of so many columns.

    Rules that pass, and the table of strikes, are shown where the detail is `verbose`.
    """
    for line in map(visible, _lines(summary, width, detail)):
        yield _painted(line) if colour else line


def exit_code_of(summary: SweepSummary) -> ExitCode:
    """Return the exit code of a sweep: 130 where it was interrupted, whatever was judged until then."""
    return ExitCode.INTERRUPTED if summary["ended"] == INTERRUPTED else of_verdict(Verdict(summary["verdict"]))


def _lines(summary: SweepSummary, width: int, detail: Detail) -> Iterator[str]:
    quiet = detail == "quiet"
    for (document, section), rows in groupby(summary["rules"], key=lambda row: (row["document"], row["section"])):
        if quiet:
            break
        yield f"{document}/{section}"
        for sentence, of_sentence in groupby(rows, key=lambda row: row["sentence"]):
            yield from _sentence(sentence, list(of_sentence), verbose=detail == "verbose")
        yield ""
    if detail == "verbose":
        yield from (*_table(summary["strikes"]), "")
    for each in () if quiet else summary.get("open", ()):
        what = f"{each['document']}/{each['section']}: {each['reason']}"
        yield from (*filled(what, width, "not swept  ", INDENT), "")
    if summary["failures"] and not quiet:
        yield from ("Failures", "")
    shown = set[str]()
    for failure in summary["failures"]:
        yield from (*_failure(failure, width, whole=failure["rule"] not in shown), "")
        shown.add(failure["rule"])
    if not quiet:
        yield from _totals(summary)
    yield f"exit {exit_code_of(summary)}: {_meaning(summary)}"


def _sentence(sentence: str, rows: list[SweptRuleRow], *, verbose: bool) -> Iterator[str]:
    passed = [] if verbose else [row for row in rows if _word(row) in {Verdict.PASS, _IN_PART}]
    tried = sum(row["cells"] for row in passed)
    if passed:
        yield f"  {sentence}: {_word(passed[0])}, {counted(tried, 'cell')} of {counted(len(passed), 'rule')}"
    else:
        yield f"  {sentence}"
    for row in rows:
        if row not in passed:
            yield f"    {_word(row):<14}{row['rule']}: {evidence(row)}"


def _word(row: SweptRuleRow) -> str:
    """Return a rule's verdict; where all cells pass that were judged, and others were not, there is none yet."""
    passes = row["verdicts"][Verdict.PASS] == row["cells"]
    return _IN_PART if row["verdict"] == Verdict.NONE and row["cells"] and passes else row["verdict"]


def _table(strikes: list[SweptStrikeRow]) -> Iterator[str]:
    """Yield a table of the strikes, with a column for each verdict that some cell has."""
    there = [verdict for verdict in _ORDER if any(row["verdicts"][verdict] for row in strikes)]
    widest = max((len(row["strike"]) for row in strikes), default=0)
    yield f"  {'strike':<{widest}}{''.join(f'{verdict:>14}' for verdict in there)}".rstrip()
    for row in strikes:
        counts = "".join(f"{row['verdicts'][verdict]:>14,}" for verdict in there)
        yield f"  {row['strike']:<{widest}}{counts}"


def _failure(failure: SweptFailureRow, width: int, *, whole: bool) -> Iterator[str]:
    """Yield the lines of a failure; a whole one has its sentence, its steps, and the ledger lines that matter."""
    times = counted(failure["count"], "cell")
    yield from filled(
        f"{failure['rule']} {failure['verdict']} in {times}: {'; '.join(failure['kinds'])}", width, "", "  "
    )
    struck = f" at {failure['site']}" if failure["site"] else ""
    for name, texts in (
        ("section", [f"{failure['document']}/{failure['section']}"]),
        ("sentence", [failure["promise"]] if whole and failure["promise"] else []),
        ("story", [failure["story"]]),
        ("steps", failure["script"] if whole else []),
        ("trouble", [f"{failure['strike']}{struck}"]),
        ("request", [failure["where"]] if failure["where"] else []),
        *((name, [text]) for name, text in seen(failure)),
        ("ledger", failure["ledger"] if whole else []),
        ("sync", failure["sync"]),
    ):
        yield from field(name, texts, width)
    yield f"  {'again':<10}{visible(failure['again'])}"  # a line to copy


def _totals(summary: SweepSummary) -> Iterator[str]:
    totals, seconds = summary["totals"], summary["seconds"]
    yield f"stories    {totals['stories']:,} of {len(summary['planned']):,} swept, {counted(totals['sites'], 'site')}"
    if untroubled := totals.get("untroubled", 0):
        yield f"           {not_swept(untroubled)}"
    yield f"cells      {totals['cells']:,}: {_verdicts(totals['verdicts'])}; {totals['left_out']:,} left out"
    if totals["impossible"]:
        acts = counted(totals["impossible"], "act")
        yield f"           {acts} of users impossible there: the record was not there, or"
        yield "           the sync asked for something else after the first of two acts"
    if seconds:
        rate, asked = totals["tried"] / seconds, totals["requests"] / seconds
        yield f"time       {seconds:.0f} s: {rate:,.0f} cells and {asked:,.0f} requests a second"
    if "shard" in summary:
        yield f"shard      {summary['shard']}: syncproof merge makes one sweep of all shards"


def _verdicts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in _ORDER if counts[verdict]) or "none tried"


def _meaning(summary: SweepSummary) -> str:
    totals = summary["totals"]
    if summary["ended"] != COMPLETE:
        unswept = f" and {counted(totals['unswept'], 'story', 'stories')} not begun" if totals["unswept"] else ""
        return f"the sweep was {summary['ended']}: {counted(totals['tried'], 'cell')} judged{unswept}"
    said = MEANINGS[of_verdict(Verdict(summary["verdict"]))]
    unswept = f"; {counted(totals['unswept'], 'story', 'stories')} not swept" if totals["unswept"] else ""
    return f"{said}, {counted(totals['tried'], 'cell')} tried{unswept}"


def _painted(line: str) -> str:
    """Return a line with its verdict in colour: the first word of a rule's line, or what the exit code says."""
    for verdict, code in _COLOURS.items():
        if line.startswith(f"    {verdict} "):
            return line.replace(verdict, f"\x1b[{code}m{verdict}\x1b[0m", 1)
    return line
