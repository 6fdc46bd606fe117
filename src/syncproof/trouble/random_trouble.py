"""The trouble in a random story: faults, crashes, a second sync, and acts of users in the middle of a pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import MultipleResults, multiple, precondition, rule

from syncproof.drivers.driver import Doubles, ShowsState
from syncproof.fakes.kit.faults import FAULTS, READS, WRITES
from syncproof.trouble.improviser import SECOND, USER_ACTS
from syncproof.trouble.random_people import ROWS, PeopledStory
from syncproof.trouble.random_story import MachineSetup, RandomStory

_ITS_PARAMETERS_DECIDE = frozenset({"status"})
FAULT_NAMES = tuple(name for name in FAULTS if name not in _ITS_PARAMETERS_DECIDE)
ON_WRITES = tuple(name for name in FAULT_NAMES if FAULTS[name].methods & WRITES)
ON_READS = tuple(name for name in FAULT_NAMES if FAULTS[name].methods & READS)
LASTING = tuple(name for name in FAULT_NAMES if FAULTS[name].lasting)
NUMBERS = st.integers(1, 12)
"""The number of a request; the passes of a story with few records make no more."""
people = RandomStory.people


class TroubledStory(PeopledStory):
    """A story in which trouble meets the requests of the sync."""

    @rule(who=people, data=st.data(), row=ROWS, forward=st.booleans(), fault=st.sampled_from(ON_WRITES))
    def the_write_of_a_change_meets_a_fault(
        self, who: str, data: st.DataObject, row: int, fault: str, *, forward: bool
    ) -> None:
        """Change something, and let the write that carries the change across meet a fault."""
        self._change(who, data, row, forward=forward)
        self._plant(self._system(forward=not forward), fault, "'s next answer to a change")
        self._pass()

    @rule(target=people, fault=st.sampled_from(ON_WRITES))
    def the_creation_of_a_counterpart_meets_a_fault(self, fault: str) -> str:
        """Add a record, and let the write that creates its counterpart meet a fault."""
        who = self._newcomer()
        self._act(f"{who} is added to {self._facts.source}")
        self._plant(self._facts.target, fault, "'s next answer to a change")
        self._pass()
        return who

    @rule(forward=st.booleans(), fault=st.sampled_from(ON_WRITES))
    def the_next_write_meets_a_fault(self, fault: str, *, forward: bool) -> None:
        """Plant a fault for a request that changes something."""
        self._plant(self._system(forward=forward), fault, "'s next answer to a change")

    @rule(forward=st.booleans(), fault=st.sampled_from(ON_READS))
    def the_next_read_meets_a_fault(self, fault: str, *, forward: bool) -> None:
        """Plant a fault for a read."""
        self._plant(self._system(forward=forward), fault, "'s next answer to a read")

    @rule(forward=st.booleans(), fault=st.sampled_from(LASTING))
    def a_fault_lasts(self, fault: str, *, forward: bool) -> None:
        """Plant a fault for all requests, until the system is well again."""
        system = self._system(forward=forward)
        self._try(lambda: self._story.plant(system, _from_now_on(system, fault), fault, lasting=True))

    @rule(who=people, forward=st.booleans(), fault=st.sampled_from(LASTING))
    def a_record_is_poison(self, who: str, fault: str, *, forward: bool) -> None:
        """Plant a fault for all requests about a record, until the system is well again."""
        system = self._system(forward=forward)
        if self._lives(who, forward=forward):
            text = _from_now_on(f"{system} about {who}", fault)
            self._try(lambda: self._story.plant(system, text, fault, lasting=True))

    @rule(number=NUMBERS, fault=st.sampled_from(FAULT_NAMES))
    def a_request_meets_a_fault(self, number: int, fault: str) -> None:
        """Plant a fault for the request of a number."""
        self._strike(f"the answer to request {number} {_words(fault)}", fault, FAULTS[fault].rule)

    @precondition(lambda self: self.play.restarts)
    @rule(number=NUMBERS, after=st.booleans())
    def the_sync_is_killed_at_a_request(self, number: int, *, after: bool) -> None:
        """Kill the sync before or after the effect of a request."""
        when = f"after request {number} took effect" if after else f"before request {number} takes effect"
        self._strike(f"the sync is killed {when}", f"killed {'after' if after else 'before'}", "robust.crash")

    @precondition(lambda self: self.play.restarts and isinstance(self.play.stage.driver, ShowsState))
    @rule(number=NUMBERS, after=st.booleans())
    def the_sync_is_killed_at_a_write_to_its_state(self, number: int, *, after: bool) -> None:
        """Kill the sync before or after a write to its state."""
        when = "after" if after else "before"
        self._strike(f"the sync is killed {when} write {number} to its state", f"killed {when}", "robust.crash")

    @precondition(lambda self: isinstance(self.play.stage.driver, Doubles))
    @rule(number=NUMBERS)
    def a_second_sync_starts(self, number: int) -> None:
        """Start a second instance of the sync while the first one waits for an answer."""
        if self._waits_for_nothing():
            self._strike(f"a second sync starts when request {number} is made", SECOND, "robust.two-at-once")

    @rule(who=people, row=ROWS, forward=st.booleans(), number=NUMBERS)
    def a_property_is_changed_in_the_middle(self, who: str, row: int, number: int, *, forward: bool) -> None:
        """Change a property just before a request is answered."""
        if self._lives(who, forward=forward):
            change = f"a user changes {who}'s {self._label(row)} in {self._system(forward=forward)}"
            self._in_the_middle(change, number, "in-sync.during-pass")

    @rule(who=people, row=ROWS, number=NUMBERS)
    def a_property_is_changed_alike_in_the_middle(self, who: str, row: int, number: int) -> None:
        """Give a property the same value on both sides just before a request is answered."""
        if self._is_paired(who):
            change = f"a user changes {who}'s {self._label(row)} alike in both systems"
            self._in_the_middle(change, number, "in-sync.same-edit")

    @rule(who=people, number=NUMBERS, forward=st.booleans())
    def a_record_is_removed_in_the_middle(self, who: str, number: int, *, forward: bool) -> None:
        """Delete a record just before a request is answered."""
        if self._lives(who, forward=forward):
            self._in_the_middle(f"{who} is removed from {self._system(forward=forward)}", number, "robust.vanished")

    @rule(target=people, number=NUMBERS)
    def a_record_is_added_in_the_middle(self, number: int) -> str:
        """Add a record just before a request is answered."""
        who = self._newcomer()
        self._in_the_middle(f"{who} is added to {self._facts.source}", number, "robust.paging-shift")
        return who

    @precondition(lambda self: bool(self._facts.archived))
    @rule(who=people, place=ROWS, number=NUMBERS)
    def a_record_is_archived_in_the_middle(self, who: str, place: int, number: int) -> None:
        """Archive a record just before a request is answered."""
        system = self._facts.archived[place % len(self._facts.archived)]
        if self._lives(who, forward=system == self._facts.source):
            self._in_the_middle(f"a user archives {who} in {system}", number, "in-sync.life-cycle")

    @precondition(lambda self: bool(self._facts.moved))
    @rule(who=people, place=ROWS, number=NUMBERS)
    def a_record_is_moved_in_the_middle(self, who: str, place: int, number: int) -> None:
        """Move a record to another place just before a request is answered."""
        to, system = self._facts.moved[place % len(self._facts.moved)]
        if self._lives(who, forward=system == self._facts.source):
            self._in_the_middle(f"a user moves {who} to {to} in {system}", number, "in-sync.life-cycle")

    @precondition(lambda self: bool(self._facts.copied))
    @rule(target=people, who=people, place=ROWS, number=NUMBERS)
    def a_record_is_copied_in_the_middle(self, who: str, place: int, number: int) -> str | MultipleResults[str]:
        """Copy a record just before a request is answered."""
        system = self._facts.copied[place % len(self._facts.copied)]
        is_source = system == self._facts.source
        copy = self._newcomer() if is_source else self._name()
        if self._lives(who, forward=is_source):
            text = f"a user copies {who} in {system}, and calls the copy {copy}"
            self._in_the_middle(text, number, "in-sync.life-cycle")
        return copy if is_source else multiple()

    def _in_the_middle(self, act: str, number: int, of_rule: str) -> None:
        self._strike(f"{act} just before request {number} is answered", USER_ACTS, of_rule)

    def _strike(self, text: str, trouble: str, of_rule: str) -> None:
        self._try(lambda: self._story.strike(text, trouble, of_rule))

    def _plant(self, system: str, fault: str, which: str) -> None:
        self._try(lambda: self._story.plant(system, f"{system}{which} {_words(fault)}", fault))


def _from_now_on(which: str, fault: str) -> str:
    return f"from now on every answer of {which} {_words(fault)}"


def _words(fault: str) -> str:
    return FAULTS[fault].plain.removeprefix("answer ")


def machine(play: MachineSetup) -> type[RandomStory]:
    """Return the machine that plays stories of a document; its name is their key in a database of examples."""
    name = f"StoriesOf{play.checklist.slug.title().replace('-', '')}"
    attributes: Mapping[str, Any] = {"play": play}
    return type(name, (TroubledStory,), dict(attributes))
