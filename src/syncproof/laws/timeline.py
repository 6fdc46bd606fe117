"""The ledger, read once: the lives of all records, where passes and rests lie, and what the SUT could see of it all."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.life import Change, Life, Stay
from syncproof.ledger import (
    By,
    Call,
    Created,
    Deleted,
    Event,
    Marked,
    Ref,
    Refused,
    Reported,
    Updated,
    Value,
    Values,
    WriteWatch,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncproof.laws.life import Key

_ACTS = Created | Updated | Deleted | Refused


class Pass(NamedTuple):
    """The lines where a pass began and ended, and those of its writes."""

    begins: int
    ends: int
    writes: tuple[int, ...]
    complete: bool
    """Whether the pass came to its end; a pass that was given up, or in which the sync was restarted, did not."""
    sound: bool
    """Whether the pass met no fault, and no list that was late: all that there was could be seen."""


@dataclass(slots=True)
class Timeline:
    """A history, sorted by what the laws ask for; `read` takes in what has happened since."""

    lives: dict[Key, Life] = field(default_factory=dict)
    passes: list[Pass] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    """The lines where passes began, complete or not."""
    rests: list[int] = field(default_factory=list)
    restless: list[int] = field(default_factory=list)
    healed: list[int] = field(default_factory=list)
    user_acts: list[int] = field(default_factory=list)
    refused: dict[Key, list[Refused]] = field(default_factory=dict)
    """The refusals that the SUT met, by record."""
    reported: dict[str, list[Reported]] = field(default_factory=dict)
    """The reports of the SUT, by record id."""
    deleted: list[Deleted] = field(default_factory=list)
    """The deletions of the SUT; `created` and `updated` are its other changes."""
    created: list[Created] = field(default_factory=list)
    updated: list[Updated] = field(default_factory=list)
    unanswered: set[int] = field(default_factory=set)
    """The lines of the SUT's changes of which the SUT got no answer, or none of use."""
    _unheard: dict[str, list[int]] = field(default_factory=dict)
    """The SUT's changes since the last call that reached a system, by system."""
    _begun: int | None = None
    """The line where the pass began that has not ended yet."""
    _writes: list[int] = field(default_factory=list)
    """The SUT's writes since then."""
    _written: list[tuple[Life, int, int]] = field(default_factory=list)
    """The SUT's changes since then: the record, the line and the time."""
    _sound: bool = True
    """Whether the pass has met no fault and no late list so far."""
    _late: set[str] = field(default_factory=set)
    """The systems whose lists are late."""
    _watch: WriteWatch = field(default_factory=WriteWatch)

    @classmethod
    def of(cls, history: Sequence[Event]) -> Timeline:
        """Read a ledger, or the beginning of a ledger."""
        timeline = cls()
        timeline.read(history)
        return timeline

    def read(self, events: Iterable[Event]) -> None:
        """Read the events that follow those that were read before."""
        for event in events:
            if self._watch.is_write(event):
                self._writes.append(event.line)
            # Most events are calls, which only say whether a pass wrote, and whether the SUT heard of its changes.
            if not isinstance(event, Call):
                self._note(event)
            elif event.by is By.SUT:
                self._sound = self._sound and not event.fault
                if event.asks and (lines := self._unheard.pop(event.system, None)):
                    self._note_answer(event, lines)

    def of_type(self, system: str, datatype: str) -> Iterable[Life]:
        """Iterate over the records of a datatype, oldest first."""
        return (
            life
            for (its_system, its_type, _), life in self.lives.items()
            if (its_system, its_type) == (system, datatype)
        )

    def acted_between(self, first: int, last: int) -> bool:
        """Whether a user acted between two lines, both excluded."""
        after = bisect_right(self.user_acts, first)
        return after < len(self.user_acts) and self.user_acts[after] < last

    def rested_between(self, first: int, last: int) -> bool:
        """Whether the SUT was at rest between two lines, both excluded."""
        after = bisect_right(self.rests, first)
        return after < len(self.rests) and self.rests[after] < last

    def met(self, life: Life, line: int, since: int = -1) -> bool:
        """Whether the SUT had a whole pass before a line, and since another, in which it could see a record."""
        return any(True for _ in self.whole_passes(life, line, since))

    def whole_passes(self, life: Life, line: int, since: int = -1) -> Iterator[Pass]:
        """Yield the whole passes before a line, and since another, in which the SUT could see a record."""
        first = max(life.born, since)
        yield from (
            each for each in self.passes if first < each.begins and each.ends < line and each.complete and each.sound
        )

    def shown_since(self, life: Life, name: str, *, is_shared: bool = False) -> int:
        """Return the line since which the SUT may have read no value of a property but the last one.

        A value that stood for no whole pass may have gone unseen, as may what lists show late. `is_shared`: so may what
        the SUT wrote itself, for a record that is another's partner, too.
        """
        held = life.held.get(name, [])
        since = life.changed(name)
        for change, following in reversed(list(pairwise(held))):
            if change.value == held[-1].value:
                since = change.line
            elif (change.by is By.SUT and not is_shared) or self.met(life, following.line, since=change.line):
                break
        return since

    def is_stranger(self, life: Life, line: int) -> bool:
        """Whether the SUT may not have known a record at a line: it came during the pass, or was not to be seen."""
        at_work = self._at_work(line)
        is_seen = at_work is not None and at_work.sound and life.born < at_work.begins
        return not is_seen and not self.met(life, line)

    def unseen_until(self, line: int) -> int:
        """Return the line until which the SUT may not have seen an act of a line: the end of the pass at work then."""
        at_work = self._at_work(line)
        return at_work.ends if at_work else line

    def _at_work(self, line: int) -> Pass | None:
        return next((each for each in self.passes if each.begins < line < each.ends), None)

    def missed(self, life: Life, place: str) -> bool:
        """Whether the SUT, which looks into a place, may have missed a record that a user moved elsewhere before.

        '' is no place: nothing is missed there.
        """
        return bool(place) and life.moved is not None and not self.met(life, life.moved)

    def pass_before(self, line: int) -> int:
        """Return the line at which the last complete pass before a line began, -1 where there is none."""
        return max((each.begins for each in self.passes if each.complete and each.ends <= line), default=-1)

    def changed_between(self, first: int, last: int) -> bool:
        """Whether a user acted, or trouble was healed, between two lines."""
        return self.acted_between(first, last) or any(first < line < last for line in self.healed)

    def _note(self, event: Event) -> None:
        match event:
            case Created():
                self._note_created(event)
            case Updated():
                life = self._life(event, event.before)
                if event.by is By.USER and event.ref.place not in life.places and life.moved is None:
                    life.moved = event.line
                self._note_values(life, event, event.after)
            case Deleted():
                self._note_deleted(event)
            case Refused(by=By.SUT):
                self.refused.setdefault(_key(event.ref), []).append(event)
            case Reported():
                self.reported.setdefault(event.ref.record, []).append(event)
            case Marked():
                self._note_mark(event)
            case _:
                pass
        if isinstance(event, _ACTS) and event.by is not By.SUT:
            self.user_acts.append(event.line)

    def _note_created(self, event: Created) -> None:
        life = self._life(event, {})
        stay = life.places.get(event.ref.place)
        if stay and stay.until is not None and event.by is By.SUT:
            life.returned.append((stay.until, event.line))
        life.places[event.ref.place] = Stay(event.line, None, event.by)
        self._note_values(
            life, event, {name: value for name, value in event.values.items() if _is_new(life, name, value)}
        )
        if event.by is By.SUT:
            self.created.append(event)

    def _note_answer(self, call: Call, lines: Iterable[int]) -> None:
        """Note whether the SUT heard of its changes: a fault that leaves a change its effect spoils the answer."""
        if not call.status or call.fault:
            self.unanswered.update(lines)

    def _note_values(self, life: Life, event: Created | Updated, values: Values) -> None:
        for name, value in values.items():
            life.held.setdefault(name, []).append(Change(event.line, event.at, event.by, value))
        if event.by is not By.SUT:
            life.acts.append((event.line, event.at))
            return
        self._unheard.setdefault(event.ref.system, []).append(event.line)
        self._written.append((life, event.line, event.at))
        if isinstance(event, Updated):
            self.updated.append(event)

    def _note_deleted(self, event: Deleted) -> None:
        life = self._life(event, {})
        places = [event.ref.place] if event.ref.place in life.places else list(life.places)
        for place in places:
            life.places[place] = life.places[place]._replace(until=event.line)
        if event.by is By.SUT:
            self.deleted.append(event)

    def _life(self, event: Created | Updated | Deleted, before: Values) -> Life:
        key = _key(event.ref)
        life = self.lives.get(key)
        if life is None:
            by = event.by if isinstance(event, Created) else By.HARNESS
            life = self.lives[key] = Life(key, by, event.line)
            if not isinstance(event, Created):
                life.places[event.ref.place] = Stay(event.line, None, by)
            for name, value in before.items():
                life.held[name] = [Change(event.line, event.at, By.HARNESS, value)]
        return life

    def _note_mark(self, event: Marked) -> None:
        match event.what:
            case "at rest":
                self.rests.append(event.line)
            case "never at rest":
                self.restless.append(event.line)
            case "healed":
                self.healed.append(event.line)
            case "pass begins":
                self._end_pass(event.line, complete=False)
                self._begun, self._writes, self._written, self._sound = event.line, [], [], not self._late
                self.begun.append(event.line)
            case "pass ends" | "pass given up" | "restarted":
                self._end_pass(event.line, complete=event.what == "pass ends")
            case what if what.startswith("lists of ") and what.endswith(" are late"):
                self._late.add(what.removeprefix("lists of ").removesuffix(" are late"))
                self._sound = False
            case what if what.startswith("lists of ") and what.endswith(" show everything"):
                self._late.discard(what.removeprefix("lists of ").removesuffix(" show everything"))
            case _:
                pass

    def _end_pass(self, line: int, *, complete: bool) -> None:
        if self._begun is not None:
            self.passes.append(Pass(self._begun, line, tuple(self._writes), complete, self._sound))
            self._begun = None
            if not complete:
                for life, written, at in self._written:
                    life.acts.append((written, at))


def _key(ref: Ref) -> Key:
    return ref.system, ref.datatype, ref.record


def _is_new(life: Life, name: str, value: Value) -> bool:
    """Whether a value differs from the last: a member who joins another place holds what the member held before."""
    return name not in life.held or life.held[name][-1].value != value
