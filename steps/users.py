"""The users of a scenario: they add, change and remove records; their edits are remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from syncproof.datatypes import is_own_id
from syncproof.errors import HarnessBroke, NotOffered, PromiseBroken
from syncproof.fakes.kit.fake import NoRoom
from syncproof.ledger import Value

if TYPE_CHECKING:
    from syncproof.checklist import End, Section
    from syncproof.fakes.kit.mount import Condition
    from syncproof.steps.cast import Cast
    from syncproof.steps.passes import Passes
    from syncproof.steps.places import Places
    from syncproof.steps.roster import Roster
    from syncproof.steps.sections import Sections
    from syncproof.steps.stage import Stage

A_MINUTE = 60.0
"""How many seconds users take between one act and the next."""
ACCESSES = {"reads": frozenset({"GET"}), "changes": frozenset({"POST", "PUT", "PATCH"})}
"""The requests by which a sync reads from a system, or changes the system."""


class UserEdit(NamedTuple):
    """A user's change of a property: the system that it was made in, and the new value."""

    system: str
    value: Value


class Users:
    """The users of all systems. A property goes by its label, the source's name for the property."""

    def __init__(
        self, stage: Stage, sections: Sections, places: Places, roster: Roster, sync: Passes, cast: Cast
    ) -> None:
        self._stage = stage
        self._sections = sections
        self._places = places
        self._roster = roster
        self._sync = sync
        self._cast = cast
        self._edits: dict[tuple[str, str], list[UserEdit]] = {}
        self._added: dict[tuple[str, str], Mapping[str, Value]] = {}
        self._first: dict[tuple[str, str], Value] = {}

    def pause(self, seconds: float = A_MINUTE) -> None:
        """Let time pass before a user does something."""
        self._stage.clock.advance(seconds)

    def add(
        self, who: str, end: End, values: Mapping[str, Value] | None = None, *, section: Section | None = None
    ) -> None:
        """Add somebody's record to a system: with these values, or else a believable one.

        The record lives where those of a section do: of the one that a story means by the datatype, unless it is given.
        Raises NotOffered where no user could.
        """
        self.pause()
        section = section or self._sections.of(end)
        believable = {**self._cast.record(who, end), **self._roster.named(who, end)}
        record = believable if values is None else dict(values)
        place = self._places.container(section, end)
        try:
            added = self._stage.fakes[end.system].add(end.datatype, record, place=place)
        except NoRoom as missing:
            raise NotOffered(str(missing), kind="a user cannot add a record") from missing
        self._roster.enter(who, end, added)
        self._added[who, end.system] = record

    def add_bare(self, who: str, end: End) -> None:
        """Add somebody's record of a datatype that no section is about."""
        self.pause()
        self._roster.enter(who, end, self._stage.fakes[end.system].add(end.datatype, {}))

    def change(
        self, who: str, label: str, end: End, value: Value, *, after: float = A_MINUTE, as_sut: bool = False
    ) -> None:
        """Give a property of somebody's record another value, so many seconds after what happened last.

        `as_sut`: with the account of the sync's credentials.
        """
        if is_own_id(self._sections.row(label, self._sections.of(end)).source):
            raise HarnessBroke(f"no user changes {who}'s {label}, which a system sets: speak of another property")
        self.pause(after)
        before = self._roster.value(who, label, end)
        self._first.setdefault((who, label), before)
        name = self._roster.property(end, label).name
        record = self._roster.record(who, end)
        self._stage.fakes[end.system].edit(end.datatype, record, {name: value}, as_sut=as_sut)
        made = self._edits.setdefault((who, label), [])
        # A change to what the property held anyway is nobody's latest edit: no system shows that.
        if not made or self._roster.value(who, label, end) != before:
            made.append(UserEdit(end.system, value))

    def change_unseen(self, who: str, end: End, values: Mapping[str, Value]) -> None:
        """Give properties that no story speaks of other values, by the system's own names."""
        self.pause()
        self._stage.fakes[end.system].edit(end.datatype, self._roster.record(who, end), values)

    def complete(self, who: str, end: End, values: Mapping[str, Value]) -> None:
        """Give somebody's record the values that it counts as added with."""
        self.change_unseen(who, end, values)
        self._added[who, end.system] = dict(values)

    def remove(self, who: str, end: End) -> None:
        """Delete somebody's record."""
        self.pause()
        self._stage.fakes[end.system].remove(end.datatype, self._roster.record(who, end))

    def archive(self, who: str, end: End, *, archived: bool = True) -> None:
        """Archive somebody's record, or restore it."""
        self.pause()
        self._stage.fakes[end.system].archive(end.datatype, self._roster.record(who, end), archived=archived)

    def move(self, who: str, end: End, to: str) -> None:
        """Move somebody's record to another place."""
        self.pause()
        self._stage.fakes[end.system].move(end.datatype, self._roster.record(who, end), to)

    def copy(self, who: str, end: End, other: str) -> None:
        """Copy somebody's record; the copy is the record of another."""
        self.pause()
        self._roster.enter(other, end, self._stage.fakes[end.system].copy(end.datatype, self._roster.record(who, end)))

    def meanwhile(self, system: str, access: str, act: Callable[[], None]) -> None:
        """Plan an act for just before the answer to the sync's next request; `access` is `reads` or `changes`."""
        self._plan(system, lambda method, _: method in ACCESSES[access], act)

    def between_pages(self, system: str, act: Callable[[], None]) -> None:
        """Plan an act for just before the answer to the sync's next request for a page of a list after the first."""
        later = self._stage.fakes[system].wire.asks_for_later_page
        self._plan(system, lambda method, path: method == "GET" and later(path.partition("?")[2]), act)

    def _plan(self, system: str, when: Condition, act: Callable[[], None]) -> None:
        def try_to_act() -> None:
            # The act happens inside a request: its errors must not be mistaken for the system's answer.
            try:
                act()
            except Exception as error:  # noqa: BLE001 - raised again when the pass is over
                self._sync.raised = error

        self._stage.doors[system].intercept(when, try_to_act)

    @property
    def waiting(self) -> bool:
        """Whether a planned act was not triggered yet."""
        return any(door.waits for door in self._stage.doors.values())

    def edits(self, who: str, label: str) -> Sequence[UserEdit]:
        """Return the users' changes of a property, latest last."""
        return self._edits.get((who, label), ())

    def latest(self, who: str, label: str, system: str | None = None) -> Value:
        """Return the users' latest value of a property, in one system or in any.

        Raises PromiseBroken where the planned change was never triggered.
        """
        made = [edit.value for edit in self.edits(who, label) if system in {None, edit.system}]
        if not made:
            raise PromiseBroken(
                f"the planned edit of {who}'s {label} was never triggered: the sync made no such request"
            )
        return made[-1]

    def added(self, who: str, label: str, system: str | None = None) -> Value:
        """Return what a property held when the record was added, to the source or to another system."""
        section = self._sections.own
        end = section.target if system == section.target.system else section.source
        name = self._roster.property(end, label, section).name
        return self._roster.own_id(who, label) if is_own_id(name) else self._added[who, end.system][name]

    def first_value(self, who: str, label: str) -> Value:
        """Return what a property held before users changed the property."""
        return self._first[who, label]
