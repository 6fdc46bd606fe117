"""How Trello writes what lies on boards and cards in JSON (spec and observed; `limits` in answers to POST)."""

from __future__ import annotations

from syncproof.fakes.trello.content import Attachment, CheckItem, Checklist, Content, Label, Sticker
from syncproof.fakes.trello.positions import whole
from syncproof.fakes.trello.shapes import EMOJI, Json
from syncproof.fakes.trello.state import State

CHECK_ITEM = ("id", "name", "nameData", "pos", "state", "due", "dueReminder", "idMember", "idChecklist")
"""What comes of a check item by itself: all but `type`."""


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
