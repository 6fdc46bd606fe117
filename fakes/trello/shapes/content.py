"""How Trello writes what lies on boards and cards in JSON (spec and observed; `limits` in answers to POST)."""

from __future__ import annotations

from syncproof.fakes.trello.memory.content import (
    Attachment,
    CheckItem,
    Checklist,
    Content,
    CustomField,
    CustomFieldItem,
    Label,
    Option,
    Sticker,
)
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.rules import whole
from syncproof.fakes.trello.shapes.objects import EMOJI, Json

CHECK_ITEM = ("id", "name", "nameData", "pos", "state", "due", "dueReminder", "idMember", "idChecklist")
"""What comes of a check item by itself: all but `type`."""

VALUE_OF = {"checkbox": "checked"}
"""What a value is called, where not as the type of its custom field (spec)."""


def label(content: Content, one: Label) -> Json:
    """Return a label; `uses` counts its cards."""
    return {
        "id": one.id,
        "idBoard": one.board,
        "name": one.name,
        "color": one.color,
        "uses": len(content.labelled[one.id]),
    }


def checklist(state: State, one: Checklist) -> Json:
    """Return a checklist without its lines."""
    return {
        "id": one.id,
        "name": one.name,
        "idBoard": state.cards[one.card].board,
        "idCard": one.card,
        "pos": whole(one.pos),
        "limits": {},
        "creationMethod": None,
    }


def check_item(one: CheckItem) -> Json:
    """Return a line of a checklist."""
    return {
        "id": one.id,
        "name": one.name,
        "nameData": EMOJI,
        "type": None,
        "pos": whole(one.pos),
        "state": "complete" if one.done else "incomplete",
        "due": one.due,
        "dueReminder": one.reminder,
        "idMember": one.member,
        "idChecklist": one.checklist,
    }


def state_of(one: CheckItem) -> Json:
    """Return a line that is done, as a card tells of it (observed)."""
    return {"idCheckItem": one.id, "state": "complete"}


def attachment(one: Attachment) -> Json:
    """Return an attachment."""
    return {
        "id": one.id,
        "bytes": one.size,
        "date": one.date,
        "edgeColor": None,
        "idMember": one.member,
        "isUpload": one.size is not None,
        "mimeType": one.type,
        "name": one.name,
        "previews": [],
        "url": one.url,
        "pos": whole(one.pos),
        "fileName": one.file,
    }


def sticker(one: Sticker) -> Json:
    """Return a sticker."""
    return {
        "id": one.id,
        "top": whole(one.top),
        "left": whole(one.left),
        "zIndex": one.layer,
        "rotate": whole(one.rotate),
        "image": one.image,
        "imageUrl": f"https://trello.com/images/stickers/{one.image}.png",
        "imageScaled": [],
    }


def custom_field(one: CustomField) -> Json:
    """Return a custom field; what can be chosen comes with it, name and place beside `display` (client: py-trello)."""
    shape: Json = {
        "id": one.id,
        "idModel": one.board,
        "modelType": "board",
        "fieldGroup": one.group,
        "display": {"cardFront": one.on_front},
        "name": one.name,
        "pos": whole(one.pos),
        "type": one.type,
    }
    if one.type == "list":
        shape["options"] = [{"id": option.id, **_option(one, option)} for option in one.options]
    return shape


def option_alone(field: CustomField, one: Option) -> Json:
    """Return what can be chosen, by itself: there its id is called otherwise (client: trello.js)."""
    return {"_id": one.id, **_option(field, one)}


def _option(field: CustomField, one: Option) -> Json:
    return {"idCustomField": field.id, "value": {"text": one.text}, "color": one.color, "pos": whole(one.pos)}


def custom_field_item(content: Content, one: CustomFieldItem) -> Json:
    """Return what a card has in a custom field: all values are text (docs); of an option there is none (ours)."""
    field = content.custom_fields[one.field]
    shape: Json = {
        "id": one.id,
        "value": None if one.value is None else {VALUE_OF.get(field.type, field.type): one.value},
        "idCustomField": one.field,
        "idModel": one.card,
        "modelType": "card",
    }
    return {**shape, "idValue": one.option} if one.option else shape


def custom_field_items(content: Content, card: str) -> list[Json]:
    """Return all that a card has in custom fields."""
    return [custom_field_item(content, one) for one in content.field_items_on(card)]


def custom_fields(content: Content, board: str) -> list[Json]:
    """Return the custom fields of a board."""
    return [custom_field(one) for one in content.custom_fields_on(board)]
