"""The brute-force oracle: whether any correct sync could have left a history, by trying all that could explain it.

It is written from the definitions of the laws, and imports none of them. Every pairing is tried, and for each pair
every way in which a sync may have seen the edits. It knows one section without normalisation and refusals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple

from syncproof.ledger import By, Call, Created, Deleted, Marked, Updated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.checklist import Policy
    from syncproof.ledger import Event, Value

Timestamped = Literal["property", "record", "never"]
Side = Literal[0, 1]
"""Source or target."""
SYSTEMS = ("A", "B")
DATATYPES = ("Source", "Target")
PLACE = "list"
MAPPED = ("p", "q")


class Terms(NamedTuple):
    """What a history is judged by: the unit that each side timestamps, and the policy."""

    timestamped: tuple[Timestamped, Timestamped]
    policy: Policy


class Change(NamedTuple):
    line: int
    at: int
    by: By
    value: Value
    heard: bool = True
    """Whether the sync got an answer from which it knows of the change."""


@dataclass(eq=False)
class Record:
    side: Side
    by: By
    born: int
    died: float = inf
    changes: dict[str, list[Change]] = field(default_factory=dict)
    acts: list[tuple[int, int]] = field(default_factory=list)
    """Line and time of each act of a user on the record."""


class Edit(NamedTuple):
    """A user's change that the sync has yet to carry over."""

    line: int
    at: int
    value: Value
    is_back: bool = False
    """Whether the edit put back what the sync had given since it last knew both sides to be equal."""


class View(NamedTuple):
    """What a sync may know of a row: its base (None: none yet), and the last edit of each side since then."""

    compares: bool
    """Whether the sync sees edits by comparing values with the base; else it sees each edit as it is made."""
    base: tuple[Value] | None
    edits: tuple[Edit | None, Edit | None]


def possible(history: Sequence[Event], terms: Terms) -> bool:
    """Whether a correct sync could have left a history, which ends at rest."""
    if any(isinstance(event, Marked) and event.what == "never at rest" for event in history):
        return False
    records = _records(history)
    changed = {
        (event.ref.system, event.ref.record)
        for event in history
        if isinstance(event, Updated) and event.by is By.SUT and not set(event.after) - set(MAPPED)
    }
    if not _only_what_is_asked(history) or _echoes(history):
        return False
    rests = [event.line for event in history if isinstance(event, Marked) and event.what == "at rest"]
    sources = [record for record in records.values() if record.side == 0]
    created = [record for record in records.values() if record.side == 1 and record.by is By.SUT]
    written = [records[key] for key in changed]
    begun = [event.line for event in history if isinstance(event, Marked) and event.what == "pass begins"]
    fitting = {
        target: [source for source in sources if _explains(source, target, rests, begun, terms)] for target in created
    }
    return any(
        all(source in pairing.values() for source in sources if source.died == inf)
        and all(record in pairing or record in pairing.values() for record in written)
        for pairing in _pairings(created, fitting)
    )


def _records(history: Sequence[Event]) -> Mapping[tuple[str, str], Record]:
    records: dict[tuple[str, str], Record] = {}
    for event in history:
        if not isinstance(event, Created | Updated | Deleted):
            continue
        key = (event.ref.system, event.ref.record)
        if isinstance(event, Created):
            records[key] = Record(1 if event.ref.system == SYSTEMS[1] else 0, event.by, event.line)
        record = records[key]
        if isinstance(event, Deleted):
            record.died = event.line
            continue
        for name, value in (event.values if isinstance(event, Created) else event.after).items():
            change = Change(event.line, event.at, event.by, value, heard=_heard(history, event))
            record.changes.setdefault(name, []).append(change)
        if event.by is By.USER:
            record.acts.append((event.line, event.at))
    return records


def _heard(history: Sequence[Event], change: Created | Updated) -> bool:
    """Whether the answer to the request that made a change arrived, in a form that says so."""
    answers = (
        event
        for event in history[change.line :]
        if isinstance(event, Call) and event.by is change.by and event.system == change.ref.system
    )
    answer = next(answers, None)
    return answer is None or (answer.status != 0 and not answer.fault)


def _only_what_is_asked(history: Sequence[Event]) -> bool:
    """Whether the sync deleted nothing, changed mapped properties only, and created only in the section's place."""
    for event in history:
        if not isinstance(event, Created | Updated | Deleted) or event.by is not By.SUT:
            continue
        if isinstance(event, Deleted) or (isinstance(event, Updated) and set(event.after) - set(MAPPED)):
            return False
        if isinstance(event, Created) and (event.ref.system, event.ref.place) != (SYSTEMS[1], PLACE):
            return False
    return True


def _echoes(history: Sequence[Event]) -> bool:
    """Whether the sync wrote after two complete passes in a row without a write or a fault, and without news since."""
    quiet, writes = 0, False
    complete, changed = False, False
    for event in history:
        complete = complete and not (isinstance(event, Call) and event.fault)
        match event:
            case Marked(what="pass begins"):
                complete, writes = True, False
            case Marked(what="pass ends"):
                quiet += complete and not writes
                complete = False
            case Marked(what="restarted" | "pass given up"):
                complete = False
            case Marked(what="healed") | Created(by=By.USER) | Updated(by=By.USER) | Deleted(by=By.USER):
                quiet, complete = 0, False
            case Created(by=By.SUT) | Updated(by=By.SUT) | Deleted(by=By.SUT):
                changed = True
            case Call(by=By.SUT, method="PUT", status=200) if not changed:
                pass
            case Call(by=By.SUT) if event.method != "GET":
                if quiet >= 2:
                    return True
                quiet, writes, changed = 0, True, False
            case _:
                pass
    return False


def _pairings(created: Sequence[Record], fitting: Mapping[Record, list[Record]]) -> Iterator[dict[Record, Record]]:
    """Yield every way to give each record that the sync created a source of its own."""
    if not created:
        yield {}
        return
    *others, last = created
    for pairing in _pairings(others, fitting):
        for source in fitting[last]:
            if source not in pairing.values():
                yield {**pairing, last: source}


def _explains(source: Record, target: Record, rests: Sequence[int], begun: Sequence[int], terms: Terms) -> bool:
    """Whether some correct sync could have kept the two records as a pair."""
    if target.born < source.born or any(source.died < rest < target.born for rest in rests):
        return False
    over = min(source.died, target.died)
    late = [change for record in (source, target) for name in MAPPED for change in record.changes[name]]
    if any(change.by is By.SUT and over < rest < change.line for change in late for rest in rests):
        return False  # a sync may finish what it has read before, but knows at rest that the pair is over
    return all(_carried_from_partner(source, target, name) for name in MAPPED) and all(
        _Row(source, target, name, begun, terms).explained(rests) for name in MAPPED
    )


def _carried_from_partner(source: Record, target: Record, name: str) -> bool:
    for record, partner in ((source, target), (target, source)):
        for change in record.changes[name]:
            given_nothing = change.line == record.born and change.value is None
            held = {old.value for old in partner.changes[name] if old.line < change.line}
            if change.by is By.SUT and not given_nothing and change.value not in held:
                return False
    return True


class _Row:
    """A property of a pair, followed line by line, with every view that a sync may have of it."""

    def __init__(self, source: Record, target: Record, name: str, begun: Sequence[int], terms: Terms) -> None:
        self.pair = (source, target)
        self.name = name
        self.begun = begun
        self.terms = terms
        self.given: dict[int, Value] = {}
        """What the sync has given a side since it last knew both to be equal."""
        self.left: int | None = None
        """The line of the first edit since the sync knew both sides to be equal."""
        self.held: list[Value] = [None, None]
        self.views = {View(compares, None, (None, None)) for compares in (False, True)}
        self.made_equal: int | None = None
        """The line at which the sync made both sides equal, if nothing has changed since."""
        self.heard = True
        """Whether the sync knows that it made both sides equal."""

    def explained(self, rests: Sequence[int]) -> bool:
        """Whether both sides hold, at each rest, what a correct sync may have given them."""
        changes = [(change.line, side, change) for side in (0, 1) for change in self.pair[side].changes[self.name]]
        steps: list[tuple[int, int, Change | None]] = [*changes, *((rest, 0, None) for rest in rests)]
        for line, side, change in sorted(steps, key=lambda step: step[0]):
            if change is not None:
                self._change(side, change)
            elif self.pair[1].born < line < min(record.died for record in self.pair) and not self._rest(
                line, final=line == rests[-1]
            ):
                return False
        return True

    def _equal(self, line: int) -> bool:
        both = self.pair[1].born <= line < min(record.died for record in self.pair)
        return both and self.held[0] == self.held[1]

    def _change(self, side: int, change: Change) -> None:
        if change.by is By.SUT:
            # A correct sync knows what it wrote, but may go on to write another winner.
            self.held[side] = self.given[side] = change.value
            self.made_equal = change.line if self._equal(change.line) else None
            self.heard = change.heard
            return
        if self.made_equal is not None and self.heard:
            self._all_know(self.held[0])
        elif self.made_equal is not None:
            self._some_know(self.held[0], change.line)
            self.made_equal = None
        self.held[side] = change.value
        self.left = change.line if self.left is None else self.left
        is_back = side in self.given and self.given[side] == change.value
        edit = Edit(change.line, change.at, change.value, is_back)
        self.views = {
            view._replace(edits=(edit, view.edits[1]) if side == 0 else (view.edits[0], edit)) for view in self.views
        }
        if self._equal(change.line):
            self._some_know(change.value, change.line)

    def _rest(self, line: int, *, final: bool) -> bool:
        if not self._equal(line):
            return not final  # until trouble is over, a rest may show unfinished work
        until = line if self.made_equal is None else self.made_equal
        if not any(self.held[0] in self._legal(view, until) for view in self.views):
            return False
        self._all_know(self.held[0])
        return True

    def _some_know(self, value: Value, line: int) -> None:
        """Take in that both sides are equal, which a sync that compares values may have looked at or not.

        Nobody can take for a change what is the base again, save a sync that has looked in between.
        """
        has_looked = any(self.left is not None and self.left < each < line for each in self.begun)
        settled = {View(compares, (value,), (None, None)) for compares in (False, True)}
        self.views = settled | {view for view in self.views if has_looked or (view.compares and view.base != (value,))}

    def _all_know(self, value: Value) -> None:
        self.views = {View(compares, (value,), (None, None)) for compares in (False, True)}
        self.made_equal = self.left = None
        self.given = {}

    def _legal(self, view: View, until: int) -> set[Value]:
        """Return the values that a sync with such a view may give both sides."""
        edits = {
            side: edit
            for side, edit in enumerate(view.edits)
            if edit and not (view.compares and (view.base == (edit.value,) or edit.is_back))
        }
        if not edits:
            return set(view.base or ())
        if len(edits) == 1 or self.terms.policy == "any":
            return {edit.value for edit in edits.values()}
        if self.terms.policy != "latest-wins":
            return {edits[0 if self.terms.policy == "source-wins" else 1].value}
        latest = max(edits, key=lambda side: edits[side].line)
        mine, yours = self._stamps(1 - latest, edits[1 - latest], until), self._stamps(latest, edits[latest], until)
        earlier = {edits[1 - latest].value} if mine[1] >= yours[0] else set()
        return {edits[latest].value} | earlier

    def _stamps(self, side: int, edit: Edit, until: int) -> tuple[float, float]:
        """Return the earliest and the latest time that a side's system may name for an edit."""
        if self.terms.timestamped[side] == "never":
            return -inf, inf
        if self.terms.timestamped[side] == "property":
            return edit.at, edit.at
        named = [at for line, at in self.pair[side].acts if edit.line <= line <= until]
        return min(named), max(named)
