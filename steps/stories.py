"""Any story over a whole document: people and the sync act in any order; at rest, every law holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from syncproof.checklist import Section
from syncproof.fakes.kit.fake import NoSuchRecord, Refusal
from syncproof.fakes.samples import SAMPLES
from syncproof.ledger import By, Created, Event, Updated, Value
from syncproof.steps.judge import judge
from syncproof.steps.plays import BROKEN, Plays
from syncproof.steps.world import World


class Story(RuleBasedStateMachine):
    """All sections of a document at once. Rule names are sentences, so that a shrunk failure prints as a story.

    Records are drawn by number, and values from the systems' own strategies: the supply of news never ends, since with
    three names to draw from an engine that creates twice goes unnoticed.
    """

    world: ClassVar[World]
    """Set by `story_of`: a machine is made by hypothesis, without arguments."""
    plays: ClassVar[Plays]
    sources = Bundle("sources")

    @initialize()
    def the_systems_are_empty(self) -> None:
        """Begin."""
        self.world.begin(self.world.checklist.sections)
        self.count = 0
        self.broken = False
        self.story: list[str] = []
        """What people and the sync did so far: in another play of the story it is the same."""
        self.read = 0
        """How much of the ledger the story holds."""

    @rule(target=sources, section=st.integers(0, 7))
    def somebody_is_added(self, section: int) -> tuple[str, Section]:
        """Add a record to any section's source."""
        chosen = self.world.checklist.sections[section % len(self.world.checklist.sections)]
        self.count += 1
        who = f"Somebody {self.count}"
        self.world.users.add(who, chosen.source)
        return who, chosen

    @rule(who=sources, data=st.data(), row=st.integers(0, 7))
    def the_source_is_edited(self, who: tuple[str, Section], data: st.DataObject, row: int) -> None:
        """Give any property any value on the source side."""
        self._edit(who, data, row, forward=True)

    @rule(who=sources, data=st.data(), row=st.integers(0, 7))
    def the_target_is_edited(self, who: tuple[str, Section], data: st.DataObject, row: int) -> None:
        """Give any property any value on the target side, where there is one."""
        self._edit(who, data, row, forward=False)

    @rule(who=sources, data=st.data(), rows=st.tuples(st.integers(0, 7), st.integers(0, 7)))
    def both_sides_are_edited(self, who: tuple[str, Section], data: st.DataObject, rows: tuple[int, int]) -> None:
        """Edit both sides before the sync runs again."""
        self._edit(who, data, rows[0], forward=True)
        self._edit(who, data, rows[1], forward=False)

    @rule(who=sources, row=st.integers(0, 7), forward=st.booleans())
    def a_property_is_emptied(self, who: tuple[str, Section], row: int, *, forward: bool) -> None:
        """Leave a property without a value, where the system lets people do so."""
        name, section = who
        end = section.source if forward else section.target
        declared = self.world.roster.property(end, section.rows[row % len(section.rows)].source, section)
        record = self.world.roster.known(name, section, end)
        if record is None or declared.kind == "boolean":
            return
        try:
            self.world.users.pause()
            self.world.fake(end).edit(end.datatype, record, {declared.name: declared.stored(None)})
        except (Refusal, NoSuchRecord):
            return

    @rule(who=sources, other=sources, row=st.integers(0, 7))
    def one_takes_a_value_of_another(self, who: tuple[str, Section], other: tuple[str, Section], row: int) -> None:
        """Make a record look like one of its own kind: news alone never shows who is taken for whom."""
        section = who[1]
        chosen = section.rows[row % len(section.rows)].source
        records = self.world.fake(section.source).records(section.source.datatype)
        theirs = records.get(self.world.roster.known(other[0], other[1], section.source) or "")
        mine = self.world.roster.known(who[0], section, section.source)
        if section != other[1] or theirs is None or mine is None:
            return
        try:
            self.world.users.pause()
            self.world.fake(section.source).edit(section.source.datatype, mine, {chosen: theirs[chosen]})
        except (Refusal, NoSuchRecord):
            return

    def _edit(self, who: tuple[str, Section], data: st.DataObject, row: int, *, forward: bool) -> None:
        name, section = who
        end = section.source if forward else section.target
        chosen = section.rows[row % len(section.rows)]
        declared = self.world.roster.property(end, chosen.source, section).name
        # What is drawn depends on nothing that the sync did: in another play the sync may do otherwise.
        value: Value = data.draw(SAMPLES[end.system].values(end.datatype, declared), label=f"{end} {declared}")
        record = self.world.roster.known(name, section, end)
        if record is None:
            return
        try:
            self.world.users.pause()
            self.world.fake(end).edit(end.datatype, record, {declared: value})
        except (Refusal, NoSuchRecord):
            return

    @rule(who=sources, forward=st.booleans())
    def one_side_is_removed(self, who: tuple[str, Section], *, forward: bool) -> None:
        """Delete one side of a pair, or a record that has no counterpart yet."""
        name, section = who
        end = section.source if forward else section.target
        record = self.world.roster.known(name, section, end)
        if record is None:
            return
        try:
            self.world.users.pause()
            self.world.fake(end).remove(end.datatype, record)
        except NoSuchRecord:
            return

    @rule()
    def the_sync_runs(self) -> None:
        """Do a pass."""
        self._act("a pass", self.world.sync.run)

    @rule()
    def the_sync_restarts(self) -> None:
        """End the sync and start it again."""
        self._act("a restart", self.world.sync.restart)

    @rule()
    def all_comes_to_rest(self) -> None:
        """Judge in the middle of the story."""
        self._act("rest", self._judge)

    def teardown(self) -> None:
        """Judge at the end of the story, and begin the next with empty systems."""
        if hasattr(self, "count") and not self.broken:
            self._act("the end", self._judge)

    def _judge(self) -> None:
        self.world.sync.settle()
        judge(self.world)

    def _act(self, what: str, act: Callable[[], object]) -> None:
        """Let the sync act; a promise that is broken ends the story."""
        ledger = self.world.ledger
        self.story += [_done(event) for event in ledger[self.read :] if event.by is By.USER]
        self.story.append(what)
        story = tuple(self.story)
        try:
            act()
        except BROKEN as broken:
            self.broken = True
            self.plays.failed(story, broken)
            raise
        finally:
            self.read = len(ledger)
        self.plays.held(story)


def _done(event: Event) -> str:
    """Return what a user did, without what depends on the sync: when that was, and what was there before."""
    match event:
        case Created():
            return f"created {event.ref}: {event.values}"
        case Updated():
            return f"changed {event.ref}: {event.after}"
        case _:
            return type(event).__name__


def story_of(world: World) -> type[Story]:
    """Return the machine that plays in a world."""
    name = f"StoryOf{world.checklist.slug.title().replace('-', '')}"
    return type(name, (Story,), {"world": world, "plays": Plays(world)})


def play(world: World, how: settings) -> None:
    """Play stories in a world. Raises the first failure, or the smallest where it is the same in each play."""
    machine = story_of(world)
    machine.plays.search(lambda: run_state_machine_as_test(machine, settings=how))
