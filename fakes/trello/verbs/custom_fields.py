"""Custom fields of boards, and their items on cards. No HTTP here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.capabilities import UNLIMITED
from syncproof.fakes.trello.memory.content import COLOURS
from syncproof.fakes.trello.memory.custom_fields import CustomField, CustomFieldItem, Option
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import NOTHING, Actor, Board, Card, Json, changes, ref
from syncproof.fakes.trello.memory.state import Content, State
from syncproof.fakes.trello.positions import Pos, placed, position
from syncproof.fakes.trello.verbs.cards import Cards

TYPES = ("checkbox", "list", "number", "text", "date")
"""The types of custom fields (spec)."""

COLOURLESS = "none"
SHADES = frozenset({*COLOURS, COLOURLESS})
"""The colours of options (ours: those of labels, without shades)."""


class NewOption(NamedTuple):
    """A new option, not checked for its position yet."""

    text: str
    color: str = COLOURLESS
    pos: Pos = "bottom"


@dataclass(frozen=True)
class CustomFields:
    """Creates, changes and deletes custom fields, and fills them on cards; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards
    capabilities: frozenset[str]

    @property
    def content(self) -> Content:
        """The tables of content."""
        return self.state.content

    def create(
        self,
        actor: Actor,
        board: Board,
        name: str,
        type_: str,
        pos: Pos,
        *,
        on_front: bool,
        options: Iterable[NewOption],
    ) -> CustomField:
        """Create a field; two may be equal (ours). Needs a paid plan (docs; the words: ours)."""
        if UNLIMITED not in self.capabilities:
            self.entries.lacked(actor, ref("CustomFields", "", board.id), "", UNLIMITED)
            raise refusals.Answer(403, "Custom fields need a paid plan")
        place = position(self.content.custom_fields_of[board.id], pos)
        group = self.state.ids.hexadecimal(64)
        field = CustomField(self.state.new_id(), board.id, name, type_, place, on_front, group)
        for option in options:
            field = self._with(field, option)
        return self._keep(actor, field)

    def _with(self, field: CustomField, option: NewOption) -> CustomField:
        """Return a field with one more option, in its place."""
        pos = position([(one.pos, one.id) for one in field.options], option.pos)
        new = Option(self.state.new_id(), option.text, option.color, pos)
        return field._replace(options=tuple(sorted((*field.options, new), key=lambda one: (one.pos, one.id))))

    def _keep(self, actor: Actor, field: CustomField) -> CustomField:
        self.content.custom_fields[field.id] = field
        self.content.custom_fields_of.add(field.board, (field.pos, field.id))
        self.entries.created(actor, field)
        self.log.of_board(actor, "createCustomField", field)
        return field

    def edit(self, actor: Actor, field: CustomField, given: Mapping[str, Any]) -> CustomField:
        """Change a field, but not its type (spec); an action for each property (ours)."""
        return self._change(actor, field, placed(given, self.content.custom_fields_of[field.board]))

    def _change(self, actor: Actor, field: CustomField, given: Mapping[str, Any]) -> CustomField:
        content, after = self.content, field._replace(**given)
        content.custom_fields[field.id] = after
        content.custom_fields_of.remove(field.board, (field.pos, field.id))
        content.custom_fields_of.add(field.board, (after.pos, field.id))
        for name, old in changes(field, after).items():
            self.log.of_board(actor, "updateCustomField", after, old={name: old})
        self.entries.updated(actor, field, after)
        return after

    def delete(self, actor: Actor, field: CustomField) -> None:
        """Delete a field with its items; the items have no actions of their own (ours)."""
        self.cards.content.forget_field(actor, field)
        self.log.of_board(actor, "deleteCustomField", field)

    def add(self, actor: Actor, field: CustomField, option: NewOption) -> Option:
        """Add an option."""
        after = self._change(actor, field, {"options": self._with(field, option).options})
        return next(one for one in after.options if one not in field.options)

    def take_out(self, actor: Actor, field: CustomField, option: Option) -> None:
        """Delete an option; cards with that option have an empty field then (ours)."""
        for card in list(self.content.filled_on[field.id]):
            item = self.content.field_items[card, field.id]
            if item.option == option.id:
                self.cards.content.forget_field_item(actor, item)
        self._change(actor, field, {"options": tuple(one for one in field.options if one != option)})

    def fill(
        self, actor: Actor, card: Card, field: CustomField, value: str | None, option: str | None
    ) -> CustomFieldItem | None:
        """Fill a field of a card with a value or an option, or empty it (docs)."""
        content = self.content
        was = content.field_items.get((card.id, field.id))
        now: CustomFieldItem | None = None
        if value is not None or option is not None:
            id_ = was.id if was else self.state.new_id()
            now = CustomFieldItem(id_, card.id, field.id, value, option)
        if now == was:
            return now
        if now:
            self._put(actor, was, now)
        elif was:
            self.cards.content.forget_field_item(actor, was)
        self.cards.touch(card.id)
        before: Json = was.shape(field.type) if was else {"value": None}
        old = {name: before[name] for name in ("value", "idValue") if name in before}
        emptied: Json = {**before, **dict.fromkeys(old)}
        item = now.shape(field.type) if now else emptied
        data = {**field.in_log(), "customFieldItem": item, "old": old}
        self.log.within_card(actor, "updateCustomFieldItem", card.id, data)
        return now

    def _put(self, actor: Actor, was: CustomFieldItem | None, now: CustomFieldItem) -> None:
        self.content.field_items[now.card, now.field] = now
        if was:
            self.entries.updated(actor, was, now)
        else:
            self.content.fields_filled.add(now.card, (now.id, now.field))
            self.content.filled_on.add(now.field, now.card)
            self.entries.created(actor, now)

    def copy(self, actor: Actor, source: Board, board: Board) -> Mapping[str, str]:
        """Copy the fields of a board to another; return new ids of fields and options by old ones."""
        alike: dict[str, str] = {}
        for field in list(self.content.custom_fields_on(source.id)):
            options = tuple(one._replace(id=self.state.new_id()) for one in field.options)
            made: dict[str, Any] = {"id": self.state.new_id(), "board": board.id, "options": options}
            alike[field.id] = self._keep(actor, field._replace(**made)).id
            alike.update(zip((one.id for one in field.options), (one.id for one in options), strict=True))
        return alike

    def copy_items(self, actor: Actor, source: Card, card: Card, alike: Mapping[str, str] = NOTHING) -> None:
        """Copy the items of a card to another; `alike` maps ids of fields and options to those of the other board."""
        for item in list(self.content.field_items_on(source.id)):
            field = self.content.custom_fields[alike.get(item.field, item.field)]
            self.fill(actor, card, field, item.value, alike.get(item.option, item.option) if item.option else None)
