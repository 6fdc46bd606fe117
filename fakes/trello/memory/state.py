"""The tables of what Trello remembers, and the orders that they are read in. No HTTP here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from syncproof.fakes.kit.clock import Clock, iso
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.store import Groups, Journal, Table
from syncproof.fakes.trello.memory.bookmarks import Bookmarks
from syncproof.fakes.trello.memory.content import Attachment, CheckItem, Checklist, Label, Sticker
from syncproof.fakes.trello.memory.custom_fields import CustomField, CustomFieldItem
from syncproof.fakes.trello.memory.emoji import Reactions
from syncproof.fakes.trello.memory.notifications import Notifications
from syncproof.fakes.trello.memory.rows import (
    Action,
    Board,
    Card,
    CardList,
    Membership,
    Person,
    Workspace,
    newest_first,
)
from syncproof.fakes.trello.memory.tokens import Token, Webhook
from syncproof.fakes.trello.refusals import Answer


class Content:
    """The tables of what lies on boards and cards, and the indexes over them."""

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
        """The items by card and field."""
        self.fields_filled: Groups[tuple[str, str]] = Groups(journal)
        """The items and their fields, by card."""
        self.filled_on: Groups[str] = Groups(journal)
        """The cards that have an item, by field."""
        self.subscribed: Table[tuple[str, str], bool] = Table(journal)
        """The followed boards, lists and cards: model and member."""
        self.my_prefs: Table[tuple[str, str], Mapping[str, Any]] = Table(journal)
        """The settings of a member for a board."""
        self.viewed: Table[tuple[str, str], str] = Table(journal)
        """The time of a member's last look at a board."""

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
        """Yield the custom field items of a card, oldest first."""
        return (self.field_items[card, field] for _, field in self.fields_filled[card])

    def subscribe(self, model: str, member: str, *, subscribed: bool) -> None:
        """Let a member follow a board, list or card, or no longer."""
        if subscribed and (model, member) not in self.subscribed:
            self.subscribed[model, member] = True
        elif not subscribed and (model, member) in self.subscribed:
            del self.subscribed[model, member]


class State:
    """All tables, the indexes over them, and new ids; the time is the fake's."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake
        self.ids = fake.ids
        self._process = fake.ids.hexadecimal(10)
        journal = fake.journal
        self.people: Table[str, Person] = Table(journal)
        self.usernames: Table[str, str] = Table(journal)
        self.emails: Table[str, str] = Table(journal)
        self.workspaces: Table[str, Workspace] = Table(journal)
        self.workspace_names: Table[str, str] = Table(journal)
        self.prepared: Table[str, bool] = Table(journal)
        self.memberships: Table[tuple[str, str], Membership] = Table(journal)
        self.members_of: Groups[tuple[str, str]] = Groups(journal)
        self.places_of: Groups[tuple[str, str]] = Groups(journal)
        self.been_in: Groups[str] = Groups(journal)
        """The places that a person ever was a member of, former ones and deleted ones included."""
        self.boards: Table[str, Board] = Table(journal)
        self.boards_of: Groups[str] = Groups(journal)
        self.short_links: Table[str, str] = Table(journal)
        self.short_numbers: Table[str, int] = Table(journal)
        self.lists: Table[str, CardList] = Table(journal)
        self.lists_of: Groups[tuple[float, str]] = Groups(journal)
        self.cards: Table[str, Card] = Table(journal)
        self.cards_of: Groups[tuple[float, str]] = Groups(journal)
        self.cards_by_age: Groups[str] = Groups(journal, newest_first)
        self.archived: Groups[str] = Groups(journal)
        self.cards_with: Groups[str] = Groups(journal)
        self.content = Content(journal)
        self.actions: Table[str, Action] = Table(journal)
        self.log: Groups[str] = Groups(journal, newest_first)
        self.comments: Groups[str] = Groups(journal)
        self.tokens: Table[str, Token] = Table(journal)
        self.webhooks: Table[str, Webhook] = Table(journal)
        self.bookmarks = Bookmarks(journal)
        self.reactions = Reactions(journal)
        self.notifications = Notifications(journal)

    @property
    def clock(self) -> Clock:
        """The harness's clock."""
        return self._fake.clock

    @property
    def now(self) -> str:
        """The time as Trello writes it."""
        return iso(self.clock.now)

    def new_id(self) -> str:
        """Return 24 hexadecimal digits, first the time in seconds (docs); each is greater than the last."""
        return f"{self.clock.now // 1000:08x}{self._process}{self.ids.number():06x}"

    def notice_id(self) -> str:
        """Return the id of the next notification, counted apart, so that no other id depends on notifications."""
        return f"{self.clock.now // 1000:08x}{int(self._process, 16) ^ 1:010x}{len(self.notifications.rows) + 1:06x}"

    def person(self, name: str) -> Person | None:
        """Return a person by id or username."""
        return self.people.get(name) or self.people.get(self.usernames.get(name, ""))

    def workspace(self, name: str) -> Workspace | None:
        """Return a workspace by id or short name."""
        return self.workspaces.get(name) or self.workspaces.get(self.workspace_names.get(name, ""))

    def board(self, name: str) -> Board | None:
        """Return a board by id or short link."""
        return self.boards.get(name) or self.boards.get(self.short_links.get(name, ""))

    def card(self, name: str) -> Card | None:
        """Return a card by id or short link."""
        return self.cards.get(name) or self.cards.get(self.short_links.get(name, ""))

    def workspaces_with(self, member: str) -> Iterator[Workspace]:
        """Yield the workspaces of a member, in the order of joining."""
        return (self.workspaces[model] for _, model in self.places_of[member] if model in self.workspaces)

    def boards_with(self, member: str) -> Iterator[Board]:
        """Yield the boards of a member, in the order of joining."""
        return (self.boards[model] for _, model in self.places_of[member] if model in self.boards)

    def members(self, model: str) -> Iterator[tuple[Membership, Person]]:
        """Yield the members of a workspace or board, in the order of joining."""
        for _, member in self.members_of[model]:
            yield self.memberships[model, member], self.people[member]

    def lists_on(self, board: str) -> Iterator[CardList]:
        """Yield the lists of a board, left to right."""
        return (self.lists[id_] for _, id_ in self.lists_of[board])

    def cards_on(self, list_: str) -> Iterator[Card]:
        """Yield the cards of a list, top to bottom."""
        return (self.cards[id_] for _, id_ in self.cards_of[list_])

    def join(self, model: str, member: str, type_: str, *, recorded: bool = False) -> Membership:
        """Make a person a member of a workspace or board."""
        membership = Membership(self.new_id(), model, member, type_, self.people[member].ghost, recorded)
        self.memberships[model, member] = membership
        self.members_of.add(model, (membership.id, member))
        self.places_of.add(member, (membership.id, model))
        self.been_in.add(member, model)
        return membership

    def leave(self, membership: Membership) -> None:
        """End a membership."""
        del self.memberships[membership.model, membership.member]
        self.members_of.remove(membership.model, (membership.id, membership.member))
        self.places_of.remove(membership.member, (membership.id, membership.model))

    def admin(self, model: str, member: str) -> bool:
        """Whether a person is an active admin of a workspace or board."""
        membership = self.memberships.get((model, member))
        return membership is not None and membership.type == "admin" and not membership.deactivated

    def keep_an_admin(self, membership: Membership) -> None:
        """Refuse to let the last admin of a workspace (observed) or board (ours) go."""
        admins = sum(one.type == "admin" for one, _ in self.members(membership.model))
        if membership.type == "admin" and admins == 1:
            raise Answer(403, "Not enough admins")
