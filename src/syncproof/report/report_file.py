"""Reports that are read again: the events of a run, and the JSON of one, each held against its published schema."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from syncproof import __version__
from syncproof.errors import BadInput, HarnessBroke
from syncproof.inputs import text_of
from syncproof.report.fold import folded
from syncproof.report.run_events import COMPLETE, EVENTS, RunEvent, plays_of
from syncproof.report.schemas import misfit
from syncproof.report.summary import SCHEMA
from syncproof.report.sweep_fold import Place, contradiction, place_of
from syncproof.report.trace import is_trace
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from syncproof.report.rows import Summary
    from syncproof.report.run_events import BeganRow, JudgedRow

_KIND = "the JSON of a run (--json F) or its events (--events F)"
_DO = f"name {_KIND}"
_AS_WRITTEN = f"{_DO}, as it was written"
_LARGEST = 1 << 30
"""Bytes of a report: a run of a thousand seeds has many events."""


def summary_of(path: Path) -> Summary:
    """Return the summary that a file holds, or that its events make. Raises BadInput for any other file."""
    text = text_of(path, _KIND, largest=_LARGEST)
    whole = summary_from(path, text)
    if whole is not None:
        return whole
    with as_written(path):
        return folded(_events_of(path, text, _uncounted))


@contextmanager
def as_written(path: Path) -> Iterator[None]:
    """Raise BadInput where events of a file, each of which may be one, are together those of no run."""
    try:
        yield
    except HarnessBroke as error:
        raise BadInput(f"contradicts itself: {error}", where=str(path), do=_AS_WRITTEN) from error


def _uncounted(items: Sequence[Any]) -> Iterable[Any]:
    return items


def events_of(
    path: Path, *, to_merge: bool = False, each: Callable[[Sequence[Any]], Iterable[Any]] = _uncounted
) -> Sequence[RunEvent]:
    """Return the events that a file holds, or that the JSON of a shard holds. Raises BadInput for any other file.

    `to_merge` is whether a whole run is of no use, events or not; `each` yields the events, and may count them.

    A last line that is cut off is left out: whatever wrote the events was killed meanwhile.
    """
    text = text_of(path, _KIND, largest=_LARGEST)
    whole = summary_from(path, text)
    if whole is None:
        return _events_of(path, text, each)
    if "events" not in whole and to_merge:
        raise no_shard(path)
    if "events" not in whole:
        do = "name the file of its --events; the JSON of a run with --shard has them, too"
        raise BadInput("the JSON of a whole run has no events", where=str(path), do=do)
    events = whole["events"]
    for index, event in enumerate(each(events)):
        _check_event(event, f"{path}: events[{index}]")
    return _sound(cast("list[RunEvent]", events), [f"{path}: events[{index}]" for index in range(len(events))])


def no_shard(path: Path) -> BadInput:
    """Return the error for the report of a whole run where that of a shard is wanted."""
    do = "merge the files of syncproof run --shard I/N; syncproof report takes the --events of a whole run"
    return BadInput("a whole run, not a shard", where=str(path), do=do)


def summary_from(path: Path, text: str) -> Summary | None:
    """Return the summary that the text of a file is, None where the text may be events. Raises BadInput."""
    try:
        whole = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or whole.get("schema") != SCHEMA:
        return None
    _check(whole, SCHEMA, str(path))
    return cast("Summary", whole)


def _no_number(name: str) -> float:
    """Raise ValueError for `NaN` and `Infinity`, which JSON does not have."""
    raise ValueError(name)


def _events_of(path: Path, text: str, each: Callable[[Sequence[str]], Iterable[str]]) -> Sequence[RunEvent]:
    rows = text.split("\n")
    events = []
    for number, row in enumerate(each(rows[:-1]), start=1):
        try:
            event = json.loads(row, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"not {_KIND}", where=f"{path}:{number}", do=_DO) from error
        _check_event(event, f"{path}:{number}")
        events.append(event)
    return _sound(events, [f"{path}:{number}" for number in range(1, len(rows))] or [f"{path}:1"])


def _check_event(event: Any, where: str) -> None:  # noqa: ANN401 - whatever JSON has
    """Raise BadInput where a value is no event, or an event has a trace that is none."""
    _check(event, EVENTS, where)
    if "trace" in event and not is_trace(event["trace"]):
        raise BadInput(f"not {_KIND}: the trace is none", where=where, do=_DO)


def _check(value: Any, schema: str, where: str) -> None:  # noqa: ANN401 - whatever JSON has
    """Raise BadInput where a value does not fit a schema."""
    if why := misfit(value, schema):
        raise BadInput(f"not {_KIND}: {why}", where=where, do=_DO)


_Story: TypeAlias = tuple[str, str, str, str, int]
"""The document, the section, the rule, the name and the line of a story."""


class _Left:
    """The debt of a run: stories to be judged, with the seed of each play, and stories to be swept."""

    def __init__(self, planned: Collection[_Story], seeds: Sequence[int], to_sweep: set[Place]) -> None:
        self._planned = planned
        self._seeds = seeds
        self._to_sweep = to_sweep
        self._judged: set[tuple[_Story, int]] = set()

    def is_empty(self) -> bool:
        """Whether all was judged and swept."""
        return not self._to_sweep and len(self._judged) == len(self._planned) * len(self._seeds)

    def take(self, event: RunEvent) -> str:
        """Take in an event; return what keeps the event from being one of the run, '' for nothing."""
        match event["event"]:
            case "judged":
                why, place = self._wrong(event), _story(event)
                self._judged.add((place, event["play"]))
                return why and f"{why}: {'/'.join(map(str, place))}"
            case "swept":
                place_swept = place_of(event)
                known = place_swept in self._to_sweep
                self._to_sweep.discard(place_swept)
                why = contradiction(event) if known else "a story was swept twice, or without a plan"
                return why and f"{why}: {'/'.join(place_swept)}"
        return ""

    def _wrong(self, event: JudgedRow) -> str:
        rule, play = RULES.get(event["rule"]), event["play"]
        if _story(event) not in self._planned or play >= len(self._seeds):
            return "a story was judged that the run did not plan"
        if rule is None or event["sentence"] != rule.sentence:
            return f"{event['rule']} is no rule of the sentence {event['sentence']}"
        if event["seed"] != self._seeds[play]:
            return f"play {play} of the run has the seed {self._seeds[play]}, not {event['seed']}"
        if event["verdict"] == Verdict.PASS and not event["evidence"]:
            return "a story passes without evidence"
        return "a story was judged twice in one play" if (_story(event), play) in self._judged else ""


def _story(event: JudgedRow) -> _Story:
    return event["document"], event["section"], event["rule"], event["name"], event["line"]


def _sound(events: Sequence[RunEvent], places: Sequence[str]) -> Sequence[RunEvent]:
    """Return events that are those of one run. Raises BadInput, `places` say where, for any others."""
    if not events or events[0]["event"] != "began":
        raise BadInput(f"not {_KIND}: the first line is not the beginning of a run", where=places[0], do=_DO)
    began: BeganRow = events[0]
    if (version := began["run"]["version"]) != __version__:
        do = f"use syncproof {version}"
        raise BadInput(f"written by syncproof {version}, and this is {__version__}", where=places[0], do=do)
    number = int(began["run"].get("shard", "1/1").partition("/")[0])
    planned = {
        (each["document"], each["section"], each["rule"], each["name"], each["line"])
        for each in began["planned"]
        if each["shard"] == number
    }
    first, repeat = plays_of(began["run"])
    seeds = [seed for seed in first for _ in range(repeat)]
    sweep = began["sweep"]["planned"] if "sweep" in began else []
    left = _Left(planned, seeds, {place_of(each) for each in sweep if each["shard"] == number})
    for event, where in zip(events[1:], places[1:], strict=False):
        match event["event"]:
            case "began":
                raise BadInput("another run begins", where=where, do="keep the events of each run in a file of its own")
            case "ended" if event is not events[-1]:
                raise BadInput("the run goes on after its end", where=where, do=_AS_WRITTEN)
            case "ended" if event["how"] == COMPLETE and not left.is_empty():
                what = "the run is complete, and some stories were not judged, or not each time"
                raise BadInput(what, where=where, do=_AS_WRITTEN)
        if why := left.take(event):
            raise BadInput(why, where=where, do=_AS_WRITTEN)
    return events
