"""A campaign as text: which trouble met which requests, what never happened, and each cause of failure once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from syncproof.errors import counted
from syncproof.report.exit_code import MEANINGS, ExitCode, of_verdict
from syncproof.report.fields import field, filled
from syncproof.report.visible import visible
from syncproof.verdict import Verdict

_WIDEST = 20
"""The longest name of trouble."""


class TroubleRow(NamedTuple):
    """Trouble of one kind: how often it met each kind of request, and which kinds it never met."""

    trouble: str
    met: Mapping[str, int]
    never: Sequence[str]


class CauseRow(NamedTuple):
    """Failures of one cause: their number, and the smallest story of them."""

    verdict: str
    cause: str
    times: int
    rule: str
    sentence: str
    section: str
    story: Sequence[str]
    message: str
    ledger: Sequence[str]
    again: str = ""


class CampaignSummary(NamedTuple):
    """A whole campaign."""

    stories: int
    steps: int
    requests: int
    seconds: float
    troubles: Sequence[TroubleRow]
    causes: Sequence[CauseRow]
    void: Mapping[str, int]
    verdict: Verdict
    interrupted: bool = False
    """Whether somebody has ended the campaign before its time: of what was judged, nothing is lost."""


def exit_code_of(summary: CampaignSummary) -> ExitCode:
    """Return the exit code of a campaign: 130 where it was interrupted, whatever was judged until then."""
    return ExitCode.INTERRUPTED if summary.interrupted else of_verdict(summary.verdict)


def lines(summary: CampaignSummary, width: int) -> Iterator[str]:
    """Yield the lines of a campaign for a terminal of so many columns."""
    yield "Trouble that met requests"
    for row in summary.troubles:
        times = sum(row.met.values())
        of = f"{len(row.met)} of {counted(len(row.met) + len(row.never), 'kind')} of request"
        yield f"  {row.trouble:<{_WIDEST}} {times:>7,} {'time' if times == 1 else 'times'}, {of}"
        for start, kinds in (
            ("met", [f"{kind} {count:,}" for kind, count in row.met.items()]),
            ("never", list(row.never)),
        ):
            yield from _folded(start, kinds, width)
    yield ""
    if summary.causes:
        yield "Failures"
        yield ""
    for cause in summary.causes:
        yield from _cause(cause, width)
        yield ""
    for reason, count in summary.void.items():
        yield from filled(f"showed nothing: {counted(count, 'story', 'stories')}, {reason}", width, "", "  ")
    met = sum(len(row.met) for row in summary.troubles)
    possible = met + sum(len(row.never) for row in summary.troubles)
    times = sum(sum(row.met.values()) for row in summary.troubles)
    yield (
        f"stories {summary.stories:,}, steps {summary.steps:,}, requests {summary.requests:,}, "
        f"causes of failure {len(summary.causes)}; {summary.seconds:.0f} s"
    )
    yield f"trouble {counted(times, 'time')}, in {met:,} of {counted(possible, 'combination')} with kinds of request"
    yield f"exit {exit_code_of(summary)}: {_meaning(summary)}"


def _meaning(summary: CampaignSummary) -> str:
    judged = f"{counted(summary.stories, 'story', 'stories')} judged"
    if summary.interrupted:
        return f"the campaign was interrupted: {judged}"
    return f"{MEANINGS[exit_code_of(summary)]}, {judged}"


def _folded(start: str, words: Sequence[str], width: int) -> Iterator[str]:
    line = f"    {start:<6}"
    for number, word in enumerate(words):
        end = "," if number < len(words) - 1 else ""
        if len(line) + len(word) + 2 > width:
            yield line
            line = " " * 10
        line += f" {word}{end}"
    if words:
        yield line


def _cause(cause: CauseRow, width: int) -> Iterator[str]:
    times = "once" if cause.times == 1 else f"{cause.times:,} times"
    yield from filled(f"{cause.verdict.upper()} {cause.rule} {times}: {cause.cause}", width, "", "  ")
    for name, texts in (
        ("section", [cause.section]),
        ("sentence", [cause.sentence]),
        ("story", cause.story),
        ("broken", cause.message.splitlines()),
        ("ledger", cause.ledger),
    ):
        yield from field(name, texts, width)
    if cause.again:
        yield f"  again     {visible(cause.again)}"  # a line to copy
