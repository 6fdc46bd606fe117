"""The rows of custom fields and of what cards have in them, each with ledger entry, name in the log and JSON."""

from __future__ import annotations

from typing import NamedTuple

from syncproof.fakes.trello.memory.rows import Json, ref
from syncproof.fakes.trello.positions import whole
from syncproof.ledger import Ref, Values

VALUE_OF = {"checkbox": "checked"}
"""The name of a value by the type of its field, where the two differ (spec)."""


class Option(NamedTuple):
    """An option of a custom field that is a list."""

    id: str
    text: str
    color: str
    pos: float

    def shape(self, field: str) -> Json:
        """Return the option in JSON, but for its id, which is called differently in a field and alone."""
        return {"idCustomField": field, "value": {"text": self.text}, "color": self.color, "pos": whole(self.pos)}

    def alone(self, field: str) -> Json:
        """Return the option in JSON by itself: there its id is called differently (client: trello.js)."""
        return {"_id": self.id, **self.shape(field)}


class CustomField(NamedTuple):
    """A field that every card of a board can fill; copies on other boards have the same `group` (ours)."""

    id: str
    board: str
    name: str
    type: str
    pos: float
    on_front: bool
    group: str
    options: tuple[Option, ...] = ()

    @property
    def ref(self) -> Ref:
        return ref("CustomFields", self.id, self.board)

    def in_ledger(self) -> Values:
        return {
            "name": self.name,
            "type": self.type,
            "pos": self.pos,
            "display/cardFront": self.on_front,
            "options": ",".join(one.text for one in self.options),
        }

    def in_log(self) -> Json:
        return {"customField": {"id": self.id, "name": self.name, "type": self.type}}

    def shape(self) -> Json:
        """Return the field in JSON: options come with a list, name and place beside `display` (client: py-trello)."""
        shape: Json = {
            "id": self.id,
            "idModel": self.board,
            "modelType": "board",
            "fieldGroup": self.group,
            "display": {"cardFront": self.on_front},
            "name": self.name,
            "pos": whole(self.pos),
            "type": self.type,
        }
        if self.type == "list":
            shape["options"] = [{"id": one.id, **one.shape(self.id)} for one in self.options]
        return shape


class CustomFieldItem(NamedTuple):
    """The content of a custom field of a card: a value as text, or the id of an option."""

    id: str
    card: str
    field: str
    value: str | None
    option: str | None

    @property
    def ref(self) -> Ref:
        return ref("CustomFieldItems", self.id, self.card)

    def in_ledger(self) -> Values:
        return {"idCustomField": self.field, "value": self.value, "idValue": self.option}

    def shape(self, type_: str) -> Json:
        """Return the item of a field of that type in JSON: all values are text (docs), of an option none (ours)."""
        shape: Json = {
            "id": self.id,
            "value": None if self.value is None else {VALUE_OF.get(type_, type_): self.value},
            "idCustomField": self.field,
            "idModel": self.card,
            "modelType": "card",
        }
        return {**shape, "idValue": self.option} if self.option else shape
