"""What the ledger is told of Trello's records, in canonical values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NoReturn, TypeAlias

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.fake import Fake, Refusal
from syncproof.fakes.trello.memory.content import (
    Attachment,
    CheckItem,
    Checklist,
    CustomField,
    CustomFieldItem,
    Label,
    Sticker,
)
from syncproof.fakes.trello.memory.state import Action, Actor, Board, Card, CardList, Membership, Person, Workspace
from syncproof.ledger import Ref, Value, Values

Row: TypeAlias = (
    Person
    | Workspace
    | Board
    | CardList
    | Card
    | Action
    | Membership
    | Label
    | Checklist
    | CheckItem
    | Attachment
    | Sticker
    | CustomField
    | CustomFieldItem
)
"""What the ledger is told of; also what is declared nowhere, such as boards: nobody may touch it unseen."""


def _person(person: Person) -> Values:
    return {
        "fullName": person.full_name,
        "email": person.email,
        "username": person.username,
        "initials": person.initials,
        "bio": person.bio,
    }


def _workspace(workspace: Workspace) -> Values:
    return {
        "displayName": workspace.display_name,
        "name": workspace.name,
        "desc": workspace.desc,
        "website": workspace.website,
    }


def _board(board: Board) -> Values:
    return {
        "name": board.name,
        "desc": board.desc,
        "closed": board.closed,
        "idOrganization": board.workspace,
        "prefs/permissionLevel": board.permission,
    }


def _list(list_: CardList) -> Values:
    return {"name": list_.name, "closed": list_.closed, "idBoard": list_.board, "pos": list_.pos}


def _comment(action: Action) -> Values:
    return {"text": action.data["text"]}


def _card(card: Card) -> Values:
    return {
        "name": card.name,
        "desc": card.desc,
        "due": card.due,
        "start": card.start,
        "dueComplete": card.due_complete,
        "closed": card.closed,
        "idList": card.list,
        "pos": card.pos,
        "idMembers": ",".join(card.members),
    }


def _membership(one: Membership) -> Values:
    return {"idMember": one.member, "memberType": one.type}


def _label(label: Label) -> Values:
    return {"name": label.name, "color": label.color}


def _checklist(checklist: Checklist) -> Values:
    return {"name": checklist.name, "pos": checklist.pos}


def _check_item(item: CheckItem) -> Values:
    return {
        "name": item.name,
        "state": "complete" if item.done else "incomplete",
        "idChecklist": item.checklist,
        "pos": item.pos,
        "due": item.due,
        "dueReminder": item.reminder,
        "idMember": item.member,
    }


def _attachment(attachment: Attachment) -> Values:
    return {"name": attachment.name, "url": attachment.url, "mimeType": attachment.type}


def _sticker(sticker: Sticker) -> Values:
    return {
        "image": sticker.image,
        "top": sticker.top,
        "left": sticker.left,
        "zIndex": sticker.layer,
        "rotate": sticker.rotate,
    }


def _custom_field(field: CustomField) -> Values:
    return {
        "name": field.name,
        "type": field.type,
        "pos": field.pos,
        "display/cardFront": field.on_front,
        "options": ",".join(one.text for one in field.options),
    }


def _custom_field_item(item: CustomFieldItem) -> Values:
    return {"idCustomField": item.field, "value": item.value, "idValue": item.option}


def _settings(kept: Mapping[str, Any], before: str = "") -> Values:
    """Return what was chosen of many settings."""
    return {
        f"{before}{name}": value if isinstance(value, str | int | float | None) else str(value)
        for name, value in kept.items()
    }


def told(row: Card | Board) -> Values:
    """Return also what no checklist can speak of."""
    if isinstance(row, Board):
        return {**values(row), **_settings(row.prefs, "prefs/")}
    return {
        **values(row),
        "idLabels": ",".join(row.labels),
        "dueReminder": row.reminder,
        "isTemplate": row.template,
        "cardRole": row.role,
        **_settings(row.cover, "cover/"),
        **_settings(row.location),
    }


_VALUES: Mapping[type, Callable[[Any], Values]] = MappingProxyType(
    {
        Person: _person,
        Workspace: _workspace,
        Board: _board,
        CardList: _list,
        Card: _card,
        Action: _comment,
        Membership: _membership,
        Label: _label,
        Checklist: _checklist,
        CheckItem: _check_item,
        Attachment: _attachment,
        Sticker: _sticker,
        CustomField: _custom_field,
        CustomFieldItem: _custom_field_item,
    }
)


def values(row: Row) -> Values:
    """Return all that the ledger is told of a record, in canonical values."""
    return _VALUES[type(row)](row)


def ref(datatype: str, record: str, place: str = "") -> Ref:
    """Return the ledger's reference to a record of Trello."""
    return Ref("Trello", datatype, record, place)


class LedgerEntries:
    """Checks values against the declarations, and notes what came of them."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake

    def refuse(self, actor: Actor, of: Ref, property_: str, value: Value, reason: str) -> NoReturn:
        """Note a refused value and raise Refusal."""
        self._fake.ledger.refused(self._fake.clock.now, actor.by, of, property_, value, reason)
        raise Refusal(property_, value, reason)

    def lacked(self, actor: Actor, of: Ref, property_: str, capability: str) -> None:
        """Note what only a capability that is off kept from happening."""
        self._fake.ledger.lacked(self._fake.clock.now, actor.by, of, property_, capability)

    def take(self, actor: Actor, of: Ref, datatype: Datatype, given: Values) -> Values:
        """Return what Trello stores of the values given. Raises Refusal at the first not taken."""
        for name, value in given.items():
            if reason := datatype.properties[name].refusal(value):
                self.refuse(actor, of, name, value, reason)
        return {name: datatype.properties[name].stored(value) for name, value in given.items()}

    def take_new(self, actor: Actor, of: Ref, datatype: Datatype, given: Values) -> Values:
        """Do the same for a new record: empty counts as not given, and what is mandatory must be given."""
        filled = {
            name: given.get(name)
            for name, one in datatype.properties.items()
            if one.mandatory or given.get(name) not in {None, ""}
        }
        return self.take(actor, of, datatype, filled)

    def created(self, actor: Actor, of: Ref, row: Row) -> None:
        """Note a new record."""
        held = values(row)
        if isinstance(row, Card | Board):
            held = {name: value for name, value in told(row).items() if value or name in held}
        self._fake.ledger.created(self._fake.clock.now, actor.by, of, held)

    def updated(self, actor: Actor, of: Ref, was: Values, now: Values) -> None:
        """Note the properties that differ, if any."""
        after = {name: now.get(name) for name in {**was, **now} if now.get(name) != was.get(name)}
        if after:
            before = {name: was.get(name) for name in after}
            self._fake.ledger.updated(self._fake.clock.now, actor.by, of, before, after)

    def retyped(self, actor: Actor, was: Membership, now: Membership) -> None:
        """Note what kind of member somebody became of a workspace or board."""
        of = ref("Members", now.member, now.model)
        self.updated(actor, of, {"memberType": was.type}, {"memberType": now.type})

    def deleted(self, actor: Actor, of: Ref) -> None:
        """Note that a record is gone."""
        self._fake.ledger.deleted(self._fake.clock.now, actor.by, of)
