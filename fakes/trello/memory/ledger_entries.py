"""The ledger entries of Trello: checks values against the declarations, and notes what became of records."""

from __future__ import annotations

from typing import NoReturn

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.fake import Fake, Refusal
from syncproof.fakes.trello.memory.rows import Actor, Board, Card, Membership, Person, Row, ref
from syncproof.ledger import Ref, Value, Values


class LedgerEntries:
    """Checks values, and writes created, updated, deleted and refused records into the harness's ledger."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake

    def refuse(self, actor: Actor, of: Ref, property_: str, value: Value, reason: str) -> NoReturn:
        """Note a refused value and raise Refusal."""
        self._fake.ledger.refused(self._fake.clock.now, actor.by, of, property_, value, reason)
        raise Refusal(property_, value, reason)

    def lacked(self, actor: Actor, of: Ref, property_: str, capability: str) -> None:
        """Note what would have happened if a capability were on."""
        self._fake.ledger.lacked(self._fake.clock.now, actor.by, of, property_, capability)

    def take(self, actor: Actor, of: Ref, datatype: Datatype, given: Values) -> Values:
        """Return what Trello stores of the values given. Raises Refusal at the first value that Trello refuses."""
        for name, value in given.items():
            if reason := datatype.properties[name].refusal(value):
                self.refuse(actor, of, name, value, reason)
        return {name: datatype.properties[name].stored(value) for name, value in given.items()}

    def take_new(self, actor: Actor, of: Ref, datatype: Datatype, given: Values) -> Values:
        """Return what Trello stores for a new record: empty values count as not given, mandatory ones must be given."""
        filled = {
            name: given.get(name)
            for name, one in datatype.properties.items()
            if one.mandatory or given.get(name) not in {None, ""}
        }
        return self.take(actor, of, datatype, filled)

    def created(self, actor: Actor, row: Row) -> None:
        """Note a new record; of a card or board only the settings that it has."""
        values = row.in_ledger()
        if isinstance(row, Card | Board):
            named = row.properties()
            values = {name: value for name, value in values.items() if value or name in named}
        self._fake.ledger.created(self._fake.clock.now, actor.by, row.ref, values)

    def joined(self, actor: Actor, person: Person, workspace: str) -> None:
        """Note a new member of a workspace."""
        of = ref("Members", person.id, workspace)
        self._fake.ledger.created(self._fake.clock.now, actor.by, of, person.in_ledger())

    def updated(self, actor: Actor, was: Row, now: Row) -> None:
        """Note the properties of a record that differ, if any."""
        self.changed(actor, now.ref, was.in_ledger(), now.in_ledger())

    def changed(self, actor: Actor, of: Ref, was: Values, now: Values) -> None:
        """Note the values that differ, if any."""
        after = {name: now.get(name) for name in {**was, **now} if now.get(name) != was.get(name)}
        if after:
            before = {name: was.get(name) for name in after}
            self._fake.ledger.updated(self._fake.clock.now, actor.by, of, before, after)

    def retyped(self, actor: Actor, was: Membership, now: Membership) -> None:
        """Note that a member of a workspace or board became another kind of member."""
        of = ref("Members", now.member, now.model)
        self.changed(actor, of, {"memberType": was.type}, {"memberType": now.type})

    def deleted(self, actor: Actor, of: Ref) -> None:
        """Note a deleted record."""
        self._fake.ledger.deleted(self._fake.clock.now, actor.by, of)
