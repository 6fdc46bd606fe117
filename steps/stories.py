"""Any story over a whole document: people and the sync act in any order; at rest, every law holds."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from syncproof.checklist import Section
from syncproof.fakes.kit.fake import NoSuchRecord, Refusal
from syncproof.fakes.samples import SAMPLES
from syncproof.ledger import Value
from syncproof.steps.judge import judge
from syncproof.steps.world import World


class Story(RuleBasedStateMachine):
    """All sections of a document at once. Rule names are sentences, so that a shrunk failure prints as a story.

    Records are drawn by number, and values from the systems' own strategies: the supply of news never ends, since with
    three names to draw from an engine that creates twice goes unnoticed.
    """

    world: ClassVar[World]
    """Set by `story_of`: a machine is made by hypothesis, without arguments."""
    sources = Bundle("sources")

    @initialize()
    def the_systems_are_empty(self) -> None:
        """Begin."""
        self.world.begin(self.world.checklist.sections)
        self.count = 0

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
        record = self.world.roster.known(name, section, end)
        if record is None:
            return
        declared = self.world.roster.property(end, chosen.source, section).name
        value: Value = data.draw(SAMPLES[end.system].values(end.datatype, declared), label=f"{end} {declared}")
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
        self.world.sync.run()

    @rule()
    def the_sync_restarts(self) -> None:
        """End the sync and start it again."""
        self.world.sync.restart()

    @rule()
    def all_comes_to_rest(self) -> None:
        """Judge in the middle of the story."""
        self.world.sync.settle()
        judge(self.world)

    def teardown(self) -> None:
        """Judge at the end of the story, and begin the next with empty systems."""
        if hasattr(self, "count"):
            self.world.sync.settle()
            judge(self.world)


def story_of(world: World) -> type[Story]:
    """Return the machine that plays in a world."""
    return type(f"StoryOf{world.checklist.slug.title().replace('-', '')}", (Story,), {"world": world})
