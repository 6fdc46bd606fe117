"""The rows of what lies on boards and cards, each with its ledger entry, its name in the log and its JSON.

The JSON is that of the spec and of recorded answers.
"""

from __future__ import annotations

from typing import NamedTuple

from syncproof.fakes.trello.memory.rows import Json, ref
from syncproof.fakes.trello.positions import whole
from syncproof.ledger import Ref, Values

CHECK_ITEM = ("id", "name", "nameData", "pos", "state", "due", "dueReminder", "idMember", "idChecklist")
"""The fields of a check item that come when none are asked for: all but `type`."""

COLOURS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")


class Label(NamedTuple):
    """A label of a board; without a colour it does not show on the front of cards (spec)."""

    id: str
    board: str
    name: str
    color: str | None

    @property
    def ref(self) -> Ref:
        return ref("Labels", self.id, self.board)

    def in_ledger(self) -> Values:
        return {"name": self.name, "color": self.color}

    def in_log(self) -> Json:
        return {"label": {"id": self.id, "name": self.name, "color": self.color}}

    def shape(self, uses: int) -> Json:
        """Return the label in JSON; `uses` counts its cards."""
        return {"id": self.id, "idBoard": self.board, "name": self.name, "color": self.color, "uses": uses}


class Checklist(NamedTuple):
    """A checklist on a card; its lines are rows of their own."""

    id: str
    card: str
    name: str
    pos: float

    @property
    def ref(self) -> Ref:
        return ref("Checklists", self.id, self.card)

    def in_ledger(self) -> Values:
        return {"name": self.name, "pos": self.pos}

    def in_log(self) -> Json:
        return {"checklist": {"id": self.id, "name": self.name}}

    def shape(self, board: str) -> Json:
        """Return the checklist in JSON, without its lines."""
        return {
            "id": self.id,
            "name": self.name,
            "idBoard": board,
            "idCard": self.card,
            "pos": whole(self.pos),
            "limits": {},
            "creationMethod": None,
        }


class CheckItem(NamedTuple):
    """A line of a checklist; `card` is the card of the checklist, `done` the state."""

    id: str
    card: str
    checklist: str
    name: str
    pos: float
    done: bool = False
    due: str | None = None
    reminder: int | None = None
    member: str | None = None

    @property
    def ref(self) -> Ref:
        return ref("CheckItems", self.id, self.checklist)

    @property
    def state(self) -> str:
        """The state of the line, in Trello's words."""
        return "complete" if self.done else "incomplete"

    def in_ledger(self) -> Values:
        return {
            "name": self.name,
            "state": self.state,
            "idChecklist": self.checklist,
            "pos": self.pos,
            "due": self.due,
            "dueReminder": self.reminder,
            "idMember": self.member,
        }

    def in_log(self) -> Json:
        return {"checkItem": {"id": self.id, "name": self.name, "state": self.state, "textData": {"emoji": {}}}}

    def shape(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "nameData": {"emoji": {}},
            "type": None,
            "pos": whole(self.pos),
            "state": self.state,
            "due": self.due,
            "dueReminder": self.reminder,
            "idMember": self.member,
            "idChecklist": self.checklist,
        }

    def as_state(self) -> Json:
        """Return the line as its card tells that it is done (observed)."""
        return {"idCheckItem": self.id, "state": self.state}


class Attachment(NamedTuple):
    """A file, or an address, on a card; `size` is None for an address."""

    id: str
    card: str
    name: str
    url: str
    member: str
    date: str
    pos: float
    type: str = ""
    size: int | None = None
    file: str | None = None

    @property
    def ref(self) -> Ref:
        return ref("Attachments", self.id, self.card)

    def in_ledger(self) -> Values:
        return {"name": self.name, "url": self.url, "mimeType": self.type}

    def in_log(self) -> Json:
        named = {"id": self.id, "name": self.name}
        return {"attachment": {**named, "url": self.url} if self.url else named}

    def shape(self) -> Json:
        return {
            "id": self.id,
            "bytes": self.size,
            "date": self.date,
            "edgeColor": None,
            "idMember": self.member,
            "isUpload": self.size is not None,
            "mimeType": self.type,
            "name": self.name,
            "previews": [],
            "url": self.url,
            "pos": whole(self.pos),
            "fileName": self.file,
        }


class Upload(NamedTuple):
    """A file that was sent, without its content, which nothing here reads."""

    name: str
    type: str
    size: int


class Sticker(NamedTuple):
    """A sticker on a card's front."""

    id: str
    card: str
    image: str
    top: float
    left: float
    layer: int
    rotate: float

    @property
    def ref(self) -> Ref:
        return ref("Stickers", self.id, self.card)

    def in_ledger(self) -> Values:
        return {
            "image": self.image,
            "top": self.top,
            "left": self.left,
            "zIndex": self.layer,
            "rotate": self.rotate,
        }

    def shape(self) -> Json:
        return {
            "id": self.id,
            "top": whole(self.top),
            "left": whole(self.left),
            "zIndex": self.layer,
            "rotate": whole(self.rotate),
            "image": self.image,
            "imageUrl": f"https://trello.com/images/stickers/{self.image}.png",
            "imageScaled": [],
        }
