"""What lies on boards and cards beside lists and comments: rows in tables, and the orders that they are read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from syncproof.fakes.kit.store import Journal, Table
from syncproof.fakes.trello.memory.groups import Groups

COLOURS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")


class Label(NamedTuple):
    """A label of a board; without a colour it does not show on the front of cards (spec)."""

    id: str
    board: str
    name: str
    color: str | None


class Checklist(NamedTuple):
    """A checklist on a card."""

    id: str
    card: str
    name: str
    pos: float


class CheckItem(NamedTuple):
    """A line of a checklist, of a card for short; `done` is its state."""

    id: str
    card: str
    checklist: str
    name: str
    pos: float
    done: bool = False
    due: str | None = None
    reminder: int | None = None
    member: str | None = None


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


class Upload(NamedTuple):
    """A file that was sent; what is in it nobody here reads, so it is not kept."""

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


class Option(NamedTuple):
    """What can be chosen of a custom field."""

    id: str
    text: str
    color: str
    pos: float


class CustomField(NamedTuple):
    """A field that every card of a board can fill; `group` is its copies' on other boards, too (ours)."""

    id: str
    board: str
    name: str
    type: str
    pos: float
    on_front: bool
    group: str
    options: tuple[Option, ...] = ()


class CustomFieldItem(NamedTuple):
    """What a card has in a custom field: a value as text, or the id of an option."""

    id: str
    card: str
    field: str
    value: str | None
    option: str | None


class Content:
    """The tables, and the ways through them."""

    def __init__(self, journal: Journal) -> None:
        self.labels: Table[str, Label] = Table(journal)
        self.labels_of: Groups[str] = Groups(journal)
        self.labelled: Groups[str] = Groups(journal)
        self.checklists: Table[str, Checklist] = Table(journal)
        self.checklists_of: Groups[tuple[float, str]] = Groups(journal)
        self.items: Table[str, CheckItem] = Table(journal)
        self.items_of: Groups[tuple[float, str]] = Groups(journal)
        self.attachments: Table[str, Attachment] = Table(journal)
        self.attachments_of: Groups[tuple[float, str]] = Groups(journal)
        self.stickers: Table[str, Sticker] = Table(journal)
        self.stickers_of: Groups[str] = Groups(journal)
        self.votes: Groups[str] = Groups(journal)
        self.custom_fields: Table[str, CustomField] = Table(journal)
        self.custom_fields_of: Groups[tuple[float, str]] = Groups(journal)
        self.field_items: Table[tuple[str, str], CustomFieldItem] = Table(journal)
        """By card and field."""
        self.fields_filled: Groups[tuple[str, str]] = Groups(journal)
        """Of a card: items, and the fields that they are in."""
        self.filled_on: Groups[str] = Groups(journal)
        """The cards that fill a field."""
        self.subscribed: Table[tuple[str, str], bool] = Table(journal)
        """Model and member."""
        self.my_prefs: Table[tuple[str, str], Mapping[str, Any]] = Table(journal)
        """How a member sees a board."""
        self.viewed: Table[tuple[str, str], str] = Table(journal)
        """When a member last looked at a board."""

    def labels_on(self, board: str) -> Iterator[Label]:
        """Yield the labels of a board, oldest first."""
        return (self.labels[id_] for id_ in self.labels_of[board])

    def checklists_on(self, card: str) -> Iterator[Checklist]:
        """Yield the checklists of a card, top to bottom."""
        return (self.checklists[id_] for _, id_ in self.checklists_of[card])

    def items_in(self, checklist: str) -> Iterator[CheckItem]:
        """Yield the lines of a checklist, top to bottom."""
        return (self.items[id_] for _, id_ in self.items_of[checklist])

    def items_on(self, card: str) -> Iterator[CheckItem]:
        """Yield the lines of all checklists of a card."""
        return (item for one in self.checklists_on(card) for item in self.items_in(one.id))

    def attachments_on(self, card: str) -> Iterator[Attachment]:
        """Yield the attachments of a card, oldest first."""
        return (self.attachments[id_] for _, id_ in self.attachments_of[card])

    def stickers_on(self, card: str) -> Iterator[Sticker]:
        """Yield the stickers of a card, oldest first."""
        return (self.stickers[id_] for id_ in self.stickers_of[card])

    def custom_fields_on(self, board: str) -> Iterator[CustomField]:
        """Yield the custom fields of a board, as they come on its cards."""
        return (self.custom_fields[id_] for _, id_ in self.custom_fields_of[board])

    def field_items_on(self, card: str) -> Iterator[CustomFieldItem]:
        """Yield what a card has in custom fields, oldest first."""
        return (self.field_items[card, field] for _, field in self.fields_filled[card])

    def subscribe(self, model: str, member: str, *, subscribed: bool) -> None:
        """Let a member follow a board, list or card, or no longer."""
        if subscribed and (model, member) not in self.subscribed:
            self.subscribed[model, member] = True
        elif not subscribed and (model, member) in self.subscribed:
            del self.subscribed[model, member]
