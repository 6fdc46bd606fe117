"""A sweep as text: what was tried, a line for each sentence and rule, and each cause of failure once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from syncproof.errors import cut

if TYPE_CHECKING:
    from syncproof.report.sweep_rows import FailureRow, SweepSummary, SweptRow

_WIDEST = 26
"""The longest id of a rule."""


def lines(summary: SweepSummary, width: int, *, verbose: bool = False) -> Iterator[str]:
    """Yield the lines of a sweep for a terminal of so many columns; rules that pass are shown in full if `verbose`."""
    for (document, section), rows in groupby(summary["rules"], key=lambda row: (row["document"], row["section"])):
        yield f"{document}/{section}"
        for sentence, of_sentence in groupby(rows, key=lambda row: row["sentence"]):
            yield from _sentence(sentence, list(of_sentence), verbose=verbose)
        yield ""
    if summary["failures"]:
        yield "Failures"
        yield ""
    for failure in summary["failures"]:
        yield from _failure(failure, width)
        yield ""
    yield _totals(summary)


def _sentence(sentence: str, rows: list[SweptRow], *, verbose: bool) -> Iterator[str]:
    passed = [row for row in rows if row["verdict"] == "pass"]
    tried = sum(row["cells"] for row in passed)
    if len(passed) == len(rows) and not verbose:
        yield f"  {sentence:<12} pass: {tried:,} cells of {len(rows)} rules"
        return
    yield f"  {sentence}"
    for row in rows:
        counts = ", ".join(f"{count:,} {verdict}" for verdict, count in row["verdicts"].items())
        of = f"{row['cells']:,} cells in {row['stories']} stories"
        yield f"    {row['rule']:<{_WIDEST}} {row['verdict']}: {counts} of {of}"


def _failure(failure: FailureRow, width: int) -> Iterator[str]:
    times = "once" if failure["count"] == 1 else f"{failure['count']:,} times"
    yield cut(f"{failure['verdict'].upper()} {failure['rule']} {times}: {'; '.join(failure['kinds'])}", width)
    yield cut(f"  first in  {failure['document']}/{failure['section']}: {failure['story']}", width)
    yield cut(f"  trouble   {failure['strike']} at {failure['site']}: {failure['where']}", width)
    for line in failure["message"].splitlines():
        yield f"  {line}"
    if "again" in failure:
        yield f"  again     {failure['again']}"


def _totals(summary: SweepSummary) -> str:
    rate = summary["tried"] / summary["seconds"] if summary["seconds"] else 0
    asked = summary["requests"] / summary["seconds"] if summary["seconds"] else 0
    void = f", {summary['impossible']:,} acts that no user could do there" if summary["impossible"] else ""
    return (
        f"stories {summary['stories']:,}, sites {summary['sites']:,}, cells {summary['cells']:,}: "
        f"{summary['tried']:,} tried{void}, {summary['left_out']:,} left out; "
        f"{summary['seconds']:.0f} s, {rate:,.0f} cells and {asked:,.0f} requests a second"
    )
