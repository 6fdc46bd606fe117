"""Any story over a whole document: people, the sync and trouble act in any order; at rest, every law holds.

Each rule of the machine tells steps of the suite's own, so that what hypothesis shrinks is a story that people read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from syncproof.drivers.driver import ShowsState
from syncproof.errors import NotOffered, PromiseBroken
from syncproof.fakes.kit.faults import FAULTS, READS, WRITES
from syncproof.fakes.samples import SAMPLES
from syncproof.steps.words import as_word
from syncproof.stories.odd_values import refuses_emptiness
from syncproof.trouble.breach import Breach
from syncproof.trouble.improviser import Improviser, Void

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, End, Section
    from syncproof.datatypes import Property
    from syncproof.steps.stage import Stage

_ITS_PARAMETERS_DECIDE = frozenset({"status"})
FAULT_NAMES = tuple(name for name in FAULTS if name not in _ITS_PARAMETERS_DECIDE)
ON_WRITES = tuple(name for name in FAULT_NAMES if FAULTS[name].methods & WRITES)
ON_READS = tuple(name for name in FAULT_NAMES if FAULTS[name].methods & READS)
LASTING = tuple(name for name in FAULT_NAMES if FAULTS[name].lasting)
_MOST_REQUESTS = 12
"""The sync is struck at one of so many requests; the passes of a story with few records make no more."""
_SYLLABLES = (
    *("an", "be", "co", "di", "el", "fa", "gu", "ho", "in"),
    *("jo", "ka", "li", "mo", "na", "ru", "so", "ta", "vi"),
)


class StoryFailed(Exception):  # noqa: N818 - what became of a story
    """The sync broke a promise. Each cause has a class of its own: hypothesis shrinks one cause at a time."""

    cause: ClassVar[Breach]


@cache
def failure_class(cause: Breach) -> type[StoryFailed]:
    """Return the class of the failures of a cause."""
    return type("StoryFailed", (StoryFailed,), {"cause": cause})


@dataclass
class MachineSetup:
    """The stage and the document of stories, and who hears how each story ended."""

    stage: Stage
    checklist: Checklist
    ended: Callable[[Improviser, PromiseBroken | None], object]
    """Gets each story that ended, with its failure."""
    known: frozenset[Breach] = frozenset()
    """The causes whose failures end a story and are no news."""
    restarts: bool = True
    """Whether the SUT can be killed and started again."""
    void: list[str] = field(default_factory=list)
    """Why stories showed nothing."""


class Somebody(NamedTuple):
    """A record of a section's source; `is_own`: the section is that of the story."""

    name: str
    section: Section
    is_own: bool


class RandomStory(RuleBasedStateMachine):
    """A story of a section of a document, or of all of them. The supply of records and of values never ends.

    What is drawn depends on nothing that the sync did: in another play of the story the sync may do otherwise.
    """

    play: ClassVar[MachineSetup]
    """Set by `machine`: hypothesis makes machines without arguments."""
    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self._over = True
        self._count = 0

    @initialize(section=st.integers(0, 7), whole=st.booleans())
    def begins(self, section: int, *, whole: bool) -> None:
        """Begin with empty systems."""
        sections = [each for each in self.play.checklist.sections if each.rows]
        self._section = sections[section % len(sections)]
        self._sections = [self._section, *(each for each in sections if whole and each != self._section)]
        self._story = Improviser(self.play.stage, self.play.checklist, self._section.slug)
        self._over = False
        self._try(self._story.begin)
        if whole:
            self._try(self._story.tell, "given", "the whole document is synchronized")

    @rule(target=people, section=st.integers(0, 7), bare=st.booleans())
    def somebody_is_added(self, section: int, *, bare: bool) -> Somebody:
        """Add a record to the source of a section."""
        chosen = self._sections[section % len(self._sections)]
        who = Somebody(self._name(), chosen, chosen.source == self._section.source)
        how = f" as {chosen.source.datatype}" if not who.is_own else " with only what is mandatory" if bare else ""
        self._act(f"{who.name} is added to {chosen.source.system}{how}")
        return who

    @rule()
    def a_stranger_is_added(self) -> None:
        """Add a record to the target, where no counterpart belongs to it."""
        self._act(f"{self._name()} is added to {self._section.target.system}")

    @rule(target=people, other=people)
    def a_double_is_added(self, other: Somebody) -> Somebody:
        """Add a record that looks like another one."""
        who = Somebody(self._name(), self._section, is_own=True)
        is_there = other.is_own and self._lives(other, forward=True)
        alike = f", looking exactly like {other.name}" if is_there else ""
        self._act(f"{who.name} is added to {self._section.source.system}{alike}")
        return who

    @rule(who=people, data=st.data(), row=st.integers(0, 7), forward=st.booleans())
    def a_property_is_changed(self, who: Somebody, data: st.DataObject, row: int, *, forward: bool) -> None:
        """Give a property another value."""
        self._change(who, data, row, forward=forward)

    @rule(who=people, data=st.data(), rows=st.tuples(st.integers(0, 7), st.integers(0, 7)))
    def both_sides_are_changed(self, who: Somebody, data: st.DataObject, rows: tuple[int, int]) -> None:
        """Edit both sides before the sync runs again."""
        self._change(who, data, rows[0], forward=True)
        self._change(who, data, rows[1], forward=False)

    @rule(
        who=people,
        data=st.data(),
        row=st.integers(0, 7),
        forward=st.booleans(),
        fault=st.sampled_from(ON_WRITES),
    )
    def the_write_of_a_change_meets_a_fault(
        self, who: Somebody, data: st.DataObject, row: int, fault: str, *, forward: bool
    ) -> None:
        """Change something, and let the write that carries the change across meet a fault."""
        self._change(who, data, row, forward=forward)
        self._plant(self._other(who, forward=forward).system, fault, "'s next answer to a change")
        self._pass()

    @rule(target=people, fault=st.sampled_from(ON_WRITES))
    def the_creation_of_a_counterpart_meets_a_fault(self, fault: str) -> Somebody:
        """Add a record, and let the write that creates its counterpart meet a fault."""
        who = Somebody(self._name(), self._section, is_own=True)
        self._act(f"{who.name} is added to {self._section.source.system}")
        self._plant(self._section.target.system, fault, "'s next answer to a change")
        self._pass()
        return who

    @rule(who=people, row=st.integers(0, 7), forward=st.booleans())
    def a_property_is_emptied(self, who: Somebody, row: int, *, forward: bool) -> None:
        """Leave a property without a value."""
        label = self._label(row)
        declared = self._declared(label, forward=forward)
        if who.is_own and declared.kind != "boolean" and not refuses_emptiness(declared):
            self._act(f"a user empties {who.name}'s {label} in {self._system(forward=forward)}")

    @rule(who=people, row=st.integers(0, 7))
    def a_property_is_changed_alike(self, who: Somebody, row: int) -> None:
        """Give a property the same new value on both sides."""
        if who.is_own and self._is_paired(who):
            self._act(f"a user changes {who.name}'s {self._label(row)} alike in both systems")

    @rule(who=people, other=people, row=st.integers(0, 7), forward=st.booleans())
    def values_are_swapped(self, who: Somebody, other: Somebody, row: int, *, forward: bool) -> None:
        """Swap a value of two records: news alone never shows who is taken for whom."""
        if who.is_own and other.is_own and who != other:
            system = self._system(forward=forward)
            self._act(f"a user swaps the {self._label(row)} of {who.name} and {other.name} in {system}")

    @rule(who=people, forward=st.booleans())
    def the_rest_is_changed(self, who: Somebody, *, forward: bool) -> None:
        """Change what the table does not name."""
        if who.is_own:
            system = self._system(forward=forward)
            self._act(f"a user changes all that is not synchronized of {who.name} in {system}")

    @rule(who=people, forward=st.booleans())
    def one_side_is_removed(self, who: Somebody, *, forward: bool) -> None:
        """Delete one side of a pair, or a record that has no counterpart yet."""
        end = who.section.source if forward else who.section.target
        self._act(f"{who.name} is removed from {end.system}{self._as(who, end)}")

    @rule()
    def the_sync_runs(self) -> None:
        """Do a pass."""
        self._pass()

    @rule()
    def the_sync_restarts(self) -> None:
        """End the sync and start it again."""
        if self.play.restarts:
            self._try(self._tell, "when", "the sync restarts")

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes: int) -> None:
        """Let up to two days pass."""
        self._try(self._tell, "when", f"{minutes} minutes pass")

    @rule()
    def all_comes_to_rest(self) -> None:
        """Judge in the middle of the story."""
        self._try(self._rest)

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
        if not self._over:
            text = f"from now on every answer of {system} {_words(fault)}"
            self._try(self._story.plant, system, text, fault, lasting=True)

    @rule(number=st.integers(1, _MOST_REQUESTS), after=st.booleans())
    def the_sync_is_killed_at_a_request(self, number: int, *, after: bool) -> None:
        """Kill the sync before or after the effect of a request."""
        when = f"after request {number} took effect" if after else f"before request {number} takes effect"
        if self.play.restarts:
            self._strike(f"the sync is killed {when}", f"killed {'after' if after else 'before'}")

    @rule(number=st.integers(1, _MOST_REQUESTS), after=st.booleans())
    def the_sync_is_killed_at_a_write_to_its_state(self, number: int, *, after: bool) -> None:
        """Kill the sync before or after a write to its state, where the state can be watched."""
        when = "after" if after else "before"
        if self.play.restarts and isinstance(self.play.stage.driver, ShowsState):
            self._strike(f"the sync is killed {when} write {number} to its state", f"killed {when}")

    @rule(who=people, row=st.integers(0, 7), forward=st.booleans(), number=st.integers(1, _MOST_REQUESTS))
    def a_property_is_changed_in_the_middle(self, who: Somebody, row: int, number: int, *, forward: bool) -> None:
        """Change a property just before a request is answered."""
        if who.is_own and self._lives(who, forward=forward):
            change = f"a user changes {who.name}'s {self._label(row)} in {self._system(forward=forward)}"
            self._strike(f"{change} just before request {number} is answered", "user acts", "in-sync.during-pass")

    def teardown(self) -> None:
        """Judge at the end of the story."""
        if not self._over:
            self._try(self._rest)
        if not self._over:
            self._end(None)

    def _rest(self) -> None:
        self._story.come_to_rest()

    def _tell(self, type_: str, text: str) -> None:
        self._story.tell(type_, text)

    def _pass(self) -> None:
        if not self._over:
            self._try(self._story.run)

    def _act(self, text: str) -> None:
        if not self._over:
            self._try(self._story.act, text)

    def _strike(self, text: str, trouble: str, of_rule: str = "robust.crash") -> None:
        if not self._over:
            self._try(self._story.strike, text, trouble, of_rule)

    def _plant(self, system: str, fault: str, which: str) -> None:
        if not self._over:
            self._try(self._story.plant, system, f"{system}{which} {_words(fault)}", fault)

    def _change(self, who: Somebody, data: st.DataObject, row: int, *, forward: bool) -> None:
        end = who.section.source if forward else who.section.target
        section = self._spoken_of(end)
        chosen = section.rows[row % len(section.rows)]
        name = chosen.source if end == section.source else chosen.target
        as_, to = self._as(who, end), ""
        # A step that leaves the value to the story reads best, and is what a failure shrinks to if it can.
        if data.draw(st.booleans(), label="any value") or as_:
            to = f" to {as_word(data.draw(SAMPLES[end.system].values(end.datatype, name), label=f'{end} {name}'))}"
        self._act(f"a user changes {who.name}'s {chosen.source} in {end.system}{as_}{to}")

    def _spoken_of(self, end: End) -> Section:
        """Return the section that a step means by a datatype."""
        there = [each for each in self.play.checklist.sections if each.rows and end in {each.source, each.target}]
        return self._section if end in self._ends else there[0]

    def _as(self, who: Somebody, end: End) -> str:
        return "" if who.is_own and end in self._ends else f" as {end.datatype}"

    @property
    def _ends(self) -> tuple[End, End]:
        return self._section.source, self._section.target

    def _name(self) -> str:
        """Return a name that the story has not had: there are without end."""
        self._count += 1
        number, name = self._count, ""
        while number or len(name) < 4:  # noqa: PLR2004 - two syllables make a name
            number, digit = divmod(number, len(_SYLLABLES))
            name += _SYLLABLES[digit]
        return name.capitalize()

    def _label(self, row: int) -> str:
        return self._section.rows[row % len(self._section.rows)].source

    def _system(self, *, forward: bool) -> str:
        return (self._section.source if forward else self._section.target).system

    def _other(self, who: Somebody, *, forward: bool) -> End:
        return who.section.target if forward else who.section.source

    def _declared(self, label: str, *, forward: bool) -> Property:
        row = next(each for each in self._section.rows if each.source == label)
        end, name = (self._section.source, row.source) if forward else (self._section.target, row.target)
        return self.play.stage.fakes[end.system].datatypes[end.datatype].properties[name]

    def _lives(self, who: Somebody, *, forward: bool) -> bool:
        """Whether a record is there now, so that a user can change it soon."""
        end = self._section.source if forward else self._section.target
        return not self._over and self._story.world.roster.lives(who.name, end)

    def _is_paired(self, who: Somebody) -> bool:
        return self._lives(who, forward=True) and self._lives(who, forward=False)

    def _try(self, act: Callable[..., object], *args: object, **options: object) -> None:
        """Do something; a promise that is broken ends the story, and so does what is not possible."""
        if self._over:
            return
        try:
            act(*args, **options)
        except PromiseBroken as broken:
            self._end(broken)
            cause = Breach.of(broken)
            if cause not in self.play.known:
                raise failure_class(cause)(str(broken)) from None
        except (NotOffered, Void) as reason:
            self._over = True
            self.play.void.append(str(reason))

    def _end(self, broken: PromiseBroken | None) -> None:
        self._over = True
        self.play.ended(self._story, broken)


def _words(fault: str) -> str:
    return FAULTS[fault].plain.removeprefix("answer ")


def machine(play: MachineSetup) -> type[RandomStory]:
    """Return the machine that plays stories of a document; its name is their key in a database of examples."""
    name = f"StoriesOf{play.checklist.slug.title().replace('-', '')}"
    attributes: Mapping[str, Any] = {"play": play}
    return type(name, (RandomStory,), dict(attributes))
