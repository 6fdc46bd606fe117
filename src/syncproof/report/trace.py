"""The trace of a story: its steps, its ledger and its pairs, from which reports show what happened.

A trace is kept as JSON text, since a run may have thousands: as values, each would take ten times the room.
"""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from syncproof.errors import cut
from syncproof.ledger import By, Call, Created, Deleted, Event, Lacked, Marked, Ref, Refused, Reported, Updated, Value
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from syncproof.report.run_events import RunEvent

_TYPES: Mapping[type[Event], tuple[type, ...]] = {
    Call: (str, str, str, int),
    Created: (dict,),
    Deleted: (),
    Lacked: (str, str),
    Marked: (str,),
    Refused: (str, object, str),
    Reported: (str, str),
    Updated: (dict, dict),
}
"""What a line of each kind holds beside its number, time, author and record."""
_KINDS: Mapping[str, Any] = {kind.__name__.lower(): kind for kind in _TYPES}
_Story: TypeAlias = tuple[str, str, str]
"""The document, the section and the name."""
_LONGEST = 80
"""Characters of a value that a trace keeps; of a longer one, its length is kept too."""


class TracedStep(NamedTuple):
    """A step of a story as its feature has it; `line` is the ledger's length when the step began."""

    text: str
    line: int


class Trace(NamedTuple):
    """All that happened in a story; each pair has a record of the source and one of the target."""

    steps: tuple[TracedStep, ...]
    pairs: tuple[tuple[Ref, Ref], ...]
    ledger: tuple[Event, ...]


def as_text(trace: Trace, hide: Callable[[str], str]) -> str:
    """Return a trace as JSON text, with long values cut; `hide` takes secrets out of a text."""
    hidden = cache(hide)
    shown = partial(_shown, hide=hidden)
    held = {
        "steps": [[hidden(step.text), step.line] for step in trace.steps],
        "pairs": shown(trace.pairs),
        # The place of a line is its number.
        "ledger": [[type(event).__name__.lower(), *map(shown, _in_short(event)[1:])] for event in trace.ledger],
    }
    # ASCII: a record may hold half a surrogate pair, which has no UTF-8.
    return json.dumps(held, separators=(",", ":"))


def _shown(value: Any, hide: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever a ledger line holds, and the same again
    match value:
        case str():
            return hide(value)
        case dict():
            return {hide(name): _cut(_shown(held, hide)) for name, held in value.items()}
        case tuple():
            return [_shown(each, hide) for each in value]
    return value


def is_trace(text: str) -> bool:
    """Whether a text is a trace: a file may hold any other."""
    try:
        trace: Any = trace_of(text)  # so far, it may hold anything
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    fits = [isinstance(step.text, str) and isinstance(step.line, int) for step in trace.steps]
    fits += [
        isinstance(event.at, int) and all(map(isinstance, _held(event), _TYPES[type(event)])) for event in trace.ledger
    ]
    fits += [isinstance(each, str) for ref in _refs(trace) for each in ref]
    return all(fits)


def trace_of(text: str) -> Trace:
    """Return the trace of which `as_text` returned the text."""
    held = json.loads(text)
    return Trace(
        tuple(TracedStep(*step) for step in held["steps"]),
        tuple((Ref(*source), Ref(*target)) for source, target in held["pairs"]),
        tuple(_event(line, *row) for line, row in enumerate(held["ledger"])),
    )


def _event(line: int, kind: str, at: int, by: str, *fields: Any) -> Event:  # noqa: ANN401 - whatever JSON has
    made = _KINDS[kind]
    ref = [] if made in {Call, Marked} else [Ref(*fields[0])]
    event: Event = made(line, at, By(by), *ref, *fields[len(ref) :])
    return event


def _held(event: Event) -> Sequence[Any]:
    """Return what a ledger line holds beside its number, time, author and record."""
    return event[3:] if isinstance(event, Call | Marked) else event[4:]


def _refs(trace: Trace) -> Iterator[Ref]:
    for pair in trace.pairs:
        yield from pair
    for event in trace.ledger:
        if not isinstance(event, Call | Marked):
            yield event.ref


def _in_short(event: Event) -> Event:
    return event._replace(value=_cut(event.value)) if isinstance(event, Refused) else event


def _cut(value: Value) -> Value:
    if not isinstance(value, str) or len(value) <= _LONGEST:
        return value
    return f"{cut(value, _LONGEST)} ({len(value)} characters)"


class Traces:
    """The traces of a run's stories; of several plays of a story, that of the first with the worst verdict."""

    def __init__(self, events: Iterable[RunEvent] = ()) -> None:
        self._kept: dict[_Story, tuple[int, str]] = {}
        for event in events:
            self.take(event)

    def take(self, event: RunEvent) -> None:
        """Take the trace of an event that has one."""
        if event["event"] == "judged" and "trace" in event:
            story, badness = (event["document"], event["section"], event["name"]), Verdict(event["verdict"]).badness
            if story not in self._kept or badness > self._kept[story][0]:
                self._kept[story] = badness, event["trace"]

    def of(self, document: str, section: str, name: str) -> Trace | None:
        """Return the trace of a story, None where the run kept none."""
        kept = self._kept.get((document, section, name))
        return trace_of(kept[1]) if kept else None

    def of_case(self, group: str, name: str) -> Trace | None:
        """Return the trace of a case, whose group begins with the document and the section."""
        document, _, rest = group.partition(".")
        return self.of(document, rest.partition(".")[0], name)
