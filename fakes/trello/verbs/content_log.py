"""What Trello writes down of what lies on boards and cards; most of it webhooks alone are told (docs)."""

from __future__ import annotations

from typing import Any

from syncproof.fakes.trello.memory.content import Attachment, CheckItem, Checklist, CustomField, CustomFieldItem, Label
from syncproof.fakes.trello.memory.log import Log, board_data, card_data
from syncproof.fakes.trello.memory.state import Actor, Board, Card
from syncproof.fakes.trello.shapes.content import custom_field_item


def label(log: Log, actor: Actor, type_: str, one: Label, **more: object) -> None:
    """Tell of a label of a board."""
    data = {"label": _label(one), "board": board_data(log.state.boards[one.board]), **more}
    log.write(actor, type_, data, (one.board,), listed=False)


def label_on_card(log: Log, actor: Actor, type_: str, card: Card, one: Label) -> None:
    """Tell that a label was put on a card or taken off."""
    more = {"label": _label(one), "text": one.name, "value": one.color}
    log.card(actor, type_, card, more, listed=False)


def _label(one: Label) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "color": one.color}


def checklist(
    log: Log, actor: Actor, type_: str, one: Checklist, more: dict[str, Any] | None = None, *, listed: bool = True
) -> None:
    """Tell of a checklist on a card."""
    data = {"checklist": {"id": one.id, "name": one.name}, **(more or {})}
    _on_card(log, actor, type_, one.card, data, listed=listed)


def check_item(
    log: Log, actor: Actor, type_: str, one: CheckItem, old: dict[str, Any] | None = None, *, listed: bool = False
) -> None:
    """Tell of a line of a checklist."""
    within = log.state.content.checklists[one.checklist]
    state = "complete" if one.done else "incomplete"
    data: dict[str, Any] = {
        "checkItem": {"id": one.id, "name": one.name, "state": state, "textData": {"emoji": {}}},
        "checklist": {"id": within.id, "name": within.name},
    }
    if old is not None:
        data["old"] = old
    _on_card(log, actor, type_, one.card, data, listed=listed)


def attachment(log: Log, actor: Actor, type_: str, one: Attachment, *, listed: bool) -> None:
    """Tell of an attachment; of one that is gone the address is not told."""
    named = {"id": one.id, "name": one.name} | ({"url": one.url} if listed else {})
    _on_card(log, actor, type_, one.card, {"attachment": named}, listed=listed)


def voted(log: Log, actor: Actor, card: Card, *, voted: bool) -> None:
    """Tell that somebody voted for a card, or took it back."""
    log.card(actor, "voteOnCard", card, {"voted": voted}, listed=False)


def custom_field(log: Log, actor: Actor, type_: str, one: CustomField, **more: object) -> None:
    """Tell of a custom field of a board.

    No list has this, nor what cards have in it (docs); in 2020 lists of boards still had it (observed), but what is
    said now is newer.
    """
    data = {"customField": _custom_field(one), "board": board_data(log.state.boards[one.board]), **more}
    log.write(actor, type_, data, (one.board,), listed=False)


def filled(log: Log, actor: Actor, was: CustomFieldItem | None, now: CustomFieldItem | None) -> None:
    """Tell that a card has something else in a custom field."""
    one = now or was
    if one is None:
        return
    content = log.state.content
    before = custom_field_item(content, was) if was else {"value": None}
    shape = custom_field_item(content, one)
    data = {
        "customField": _custom_field(content.custom_fields[one.field]),
        "customFieldItem": shape if now else {**shape, "value": None} | ({"idValue": None} if one.option else {}),
        "old": {name: before[name] for name in ("value", "idValue") if name in before},
    }
    _on_card(log, actor, "updateCustomFieldItem", one.card, data, listed=False)


def _custom_field(one: CustomField) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "type": one.type}


def board_copied(log: Log, actor: Actor, source: Board, board: Board) -> None:
    """Write that a board was made of another."""
    log.board(actor, "copyBoard", board, boardSource={"id": source.id, "name": source.name})


def card_copied(log: Log, actor: Actor, source: Card, card: Card) -> None:
    """Write that a card was made of another (observed)."""
    log.card(actor, "copyCard", card, {"cardSource": card_data(source)})


def _on_card(log: Log, actor: Actor, type_: str, card: str, data: dict[str, Any], *, listed: bool) -> None:
    """Write what concerns a card; its list is not told (ours)."""
    of = log.state.cards[card]
    data = {"card": card_data(of), "board": board_data(log.state.boards[of.board]), **data}
    log.write(actor, type_, data, (of.board, of.id), listed=listed)
