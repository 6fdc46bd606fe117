"""The deeds of people in a random story: they add and remove records, archive, move, copy and edit them, in any way."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import MultipleResults, multiple, precondition, rule

from syncproof.checklist.checklist import system_word
from syncproof.fakes import FAKES
from syncproof.steps.words import AFTER, as_word
from syncproof.stories.near_values import NEARNESS
from syncproof.stories.odd_values import refuses_emptiness
from syncproof.trouble.random_story import RandomStory, Stranger

ROWS = st.integers(0, 7)
"""A row of the table, or something else of which a section has few: the first follows the last."""
people = RandomStory.people
strangers = RandomStory.strangers


class PeopledStory(RandomStory):
    """A story in which people act between the passes of the sync."""

    @rule(target=people, bare=st.booleans())
    def somebody_is_added(self, *, bare: bool) -> str:
        """Add a record to the source."""
        who = self._newcomer()
        self._act(f"{who} is added to {self._facts.source}{' with only what is mandatory' if bare else ''}")
        return who

    @precondition(lambda self: bool(self._foreign))
    @rule(target=strangers, section=ROWS)
    def somebody_of_another_section_is_added(self, section: int) -> Stranger:
        """Add a record to the source of another section."""
        chosen = self._foreign[section % len(self._foreign)]
        who = Stranger(self._name(), chosen)
        self._act(f"{who.name} is added to {system_word(chosen.source.system)} as {chosen.source.datatype}")
        return who

    @rule()
    def a_stranger_is_added(self) -> None:
        """Add a record to the target, where no counterpart belongs to it."""
        self._act(f"{self._name()} is added to {self._facts.target}")

    @rule(target=people, other=people)
    def a_double_is_added(self, other: str) -> str:
        """Add a record that looks like another one."""
        who = self._newcomer()
        alike = f", looking exactly like {other}" if self._lives(other, forward=True) else ""
        self._act(f"{who} is added to {self._facts.source}{alike}")
        return who

    @rule(who=people, data=st.data(), row=ROWS, forward=st.booleans())
    def a_property_is_changed(self, who: str, data: st.DataObject, row: int, *, forward: bool) -> None:
        """Give a property another value."""
        self._change(who, data, row, forward=forward)

    @rule(who=people, data=st.data(), rows=st.tuples(ROWS, ROWS))
    def both_sides_are_changed(self, who: str, data: st.DataObject, rows: tuple[int, int]) -> None:
        """Edit both sides before the sync runs again."""
        self._change(who, data, rows[0], forward=True)
        self._change(who, data, rows[1], forward=False)

    @rule(who=strangers, data=st.data(), row=ROWS, forward=st.booleans())
    def a_property_of_another_section_is_changed(
        self, who: Stranger, data: st.DataObject, row: int, *, forward: bool
    ) -> None:
        """Give a property of another section's record another value."""
        end = who.section.source if forward else who.section.target
        spoken_of = self._spoken_of(end)
        chosen = spoken_of.carried_rows[row % len(spoken_of.carried_rows)]
        name = chosen.source if end == spoken_of.source else chosen.target
        value = data.draw(FAKES[end.system].samples().values(end.datatype, name), label=f"{end} {name}")
        at = f"{system_word(end.system)} as {end.datatype}"
        self._act(f"a user changes {who.name}'s {chosen.label} in {at} to {as_word(value)}")

    @rule(who=people, row=ROWS, what=st.sampled_from(tuple(NEARNESS)), forward=st.booleans())
    def a_property_is_changed_a_little(self, who: str, row: int, what: str, *, forward: bool) -> None:
        """Change nothing but the case of a text, or its spaces, or the like."""
        label = self._label(row)
        if self._declared(label, forward=forward).kind == "text":
            self._act(f"a user changes {who}'s {label} in {self._system(forward=forward)} in {what} only")

    @precondition(lambda self: bool(self._facts.ornate))
    @rule(target=people, what=st.sampled_from(tuple(NEARNESS)), forward=st.booleans())
    def a_long_text_is_changed_a_little(self, what: str, *, forward: bool) -> str:
        """Let the sync make a pair with a text that can be changed in every little way, and change it in one."""
        who, label = self._newcomer(), self._facts.ornate
        if self._waits_for_nothing():
            self._given(f"both systems know {who}, with accents and an emoji in a long {label}")
            self._act(f"a user changes {who}'s {label} in {self._system(forward=forward)} in {what} only")
        return who

    @precondition(lambda self: bool(self._facts.edges))
    @rule(who=people, place=ROWS, forward=st.booleans())
    def a_moment_is_put_to_an_edge(self, who: str, place: int, *, forward: bool) -> None:
        """Give a property a moment at which calendars do something special."""
        label, edge = self._facts.edges[place % len(self._facts.edges)]
        self._act(f"a user changes {who}'s {label} in {self._system(forward=forward)} to {edge}")

    @precondition(lambda self: bool(self._facts.refused))
    @rule(who=people, place=ROWS)
    def a_value_is_refused_across(self, who: str, place: int) -> None:
        """Give a property a value that the other system does not take."""
        label, refusing, _ = self._facts.refused[place % len(self._facts.refused)]
        self._act(f"a user changes {who}'s {label} to a value that {refusing} refuses")

    @precondition(lambda self: bool(self._facts.altered))
    @rule(who=people, place=ROWS)
    def a_value_is_altered_across(self, who: str, place: int) -> None:
        """Give a property a value that the other system takes, and trims, re-cases, cuts or completes."""
        label, altering = self._facts.altered[place % len(self._facts.altered)]
        self._act(f"a user changes {who}'s {label} to a value that {altering} does not keep as it is")

    @precondition(lambda self: bool(self._facts.authors))
    @rule(who=people, row=ROWS, place=ROWS)
    def the_account_of_the_sync_changes_a_property(self, who: str, row: int, place: int) -> None:
        """Change a property with the account whose credentials the sync has."""
        system = self._facts.authors[place % len(self._facts.authors)]
        self._act(f"a user changes {who}'s {self._label(row)} in {system} with the sync's own account")

    @rule(who=people, row=ROWS, forward=st.booleans(), seen=st.booleans())
    def a_property_is_changed_and_changed_back(self, who: str, row: int, *, forward: bool, seen: bool) -> None:
        """Change a property, and give it the value again that it held before the first change; `seen` by a pass."""
        label, system = self._label(row), self._system(forward=forward)
        if self._lives(who, forward=forward):
            self._act(f"a user changes {who}'s {label} in {system}")
            if seen:
                self._pass()
            self._act(f"a user changes {who}'s {label} back in {system}")

    @rule(who=people, row=ROWS, forward=st.booleans(), after=st.sampled_from(tuple(AFTER)))
    def a_property_is_changed_twice_at_once(self, who: str, row: int, after: str, *, forward: bool) -> None:
        """Change a property while the sync reads, and again in the same instant, or in the same second."""
        change = f"a user changes {who}'s {self._label(row)} in {self._system(forward=forward)}"
        if self._waits_for_nothing() and self._lives(who, forward=forward):
            self._act(f"{change} while the sync reads {self._system(forward=forward)}")
            self._pass()
            self._act(f"{change} {after}")

    @precondition(lambda self: self._facts.source in self._facts.by_time)
    @rule(who=people, row=ROWS)
    def a_change_is_listed_late(self, who: str, row: int) -> None:
        """Change a property; the lists show it after the next pass, with the time at which it was made."""
        system = self._facts.source
        self._late(f"a user changes {who}'s {self._label(row)} in {system}", system)

    @precondition(lambda self: self._facts.source in self._facts.by_time)
    @rule(target=people)
    def a_record_is_listed_late(self) -> str:
        """Add a record; the lists show it after the next pass, with the time at which it was added."""
        who = self._newcomer()
        self._late(f"{who} is added to {self._facts.source}", self._facts.source)
        return who

    @rule(who=people, row=ROWS, forward=st.booleans())
    def a_property_is_emptied(self, who: str, row: int, *, forward: bool) -> None:
        """Leave a property without a value."""
        label = self._label(row)
        declared = self._declared(label, forward=forward)
        if declared.kind != "boolean" and not refuses_emptiness(declared):
            self._act(f"a user empties {who}'s {label} in {self._system(forward=forward)}")

    @rule(who=people, row=ROWS)
    def a_property_is_changed_alike(self, who: str, row: int) -> None:
        """Give a property the same new value on both sides."""
        if self._is_paired(who):
            self._act(f"a user changes {who}'s {self._label(row)} alike in both systems")

    @rule(who=people, other=people, row=ROWS, forward=st.booleans())
    def values_are_swapped(self, who: str, other: str, row: int, *, forward: bool) -> None:
        """Swap a value of two records: news alone never shows who is taken for whom."""
        if who != other:
            system = self._system(forward=forward)
            self._act(f"a user swaps the {self._label(row)} of {who} and {other} in {system}")

    @rule(who=people, forward=st.booleans())
    def the_rest_is_changed(self, who: str, *, forward: bool) -> None:
        """Change what the table does not name."""
        system = self._system(forward=forward)
        self._act(f"a user changes all that is not synchronized of {who} in {system}")

    @precondition(lambda self: bool(self._facts.archived))
    @rule(who=people, place=ROWS, restored=st.booleans())
    def a_record_is_archived(self, who: str, place: int, *, restored: bool) -> None:
        """Archive a record, or restore it."""
        system = self._facts.archived[place % len(self._facts.archived)]
        self._act(f"a user {'restores' if restored else 'archives'} {who} in {system}")

    @precondition(lambda self: bool(self._facts.moved))
    @rule(who=people, place=ROWS)
    def a_record_is_moved(self, who: str, place: int) -> None:
        """Move a record to another place."""
        to, system = self._facts.moved[place % len(self._facts.moved)]
        self._act(f"a user moves {who} to {to} in {system}")

    @precondition(lambda self: bool(self._facts.copied))
    @rule(target=people, who=people, place=ROWS)
    def a_record_is_copied(self, who: str, place: int) -> str | MultipleResults[str]:
        """Copy a record; the copy is a record of its own, and has no counterpart where it is the target's."""
        system = self._facts.copied[place % len(self._facts.copied)]
        copy = self._newcomer() if system == self._facts.source else self._name()
        self._act(f"a user copies {who} in {system}, and calls the copy {copy}")
        return copy if system == self._facts.source else multiple()

    @rule(who=people, forward=st.booleans())
    def one_side_is_removed(self, who: str, *, forward: bool) -> None:
        """Delete one side of a pair, or a record that has no counterpart yet."""
        self._act(f"{who} is removed from {self._system(forward=forward)}")

    @rule(forward=st.booleans())
    def everybody_is_removed(self, *, forward: bool) -> None:
        """Delete one side of all pairs, the last one among them."""
        for who in self._named:
            self._act(f"{who} is removed from {self._system(forward=forward)}")

    @rule(who=strangers, forward=st.booleans())
    def one_side_of_another_section_is_removed(self, who: Stranger, *, forward: bool) -> None:
        """Delete one side of another section's pair."""
        end = who.section.source if forward else who.section.target
        self._act(f"{who.name} is removed from {system_word(end.system)} as {end.datatype}")

    def _change(self, who: str, data: st.DataObject, row: int, *, forward: bool) -> None:
        end = self._end_of(forward=forward)
        chosen = self._row(row)
        name, to = chosen.source if forward else chosen.target, ""
        # A step that leaves the value to the story reads best, and is what a failure shrinks to if it can.
        if data.draw(st.booleans(), label="any value"):
            values = FAKES[end.system].samples().values(end.datatype, name)
            to = f" to {as_word(data.draw(values, label=f'{end} {name}'))}"
        self._act(f"a user changes {who}'s {chosen.label} in {system_word(end.system)}{to}")

    def _late(self, act: str, system: str) -> None:
        """Let an act be in no list for a pass: after trouble there would be several, more than a sync looks back."""
        if self._waits_for_nothing():
            self._act(f"{act}, which no list shows yet")
            self._pass()
            self._act(f"the lists of {system} show everything")
