"""What Trello remembers: rows in tables, and the orders that they are read in. No HTTP here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from syncproof.fakes.kit.clock import Clock, iso
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.store import Table
from syncproof.fakes.trello.memory.bookmarks import Bookmarks
from syncproof.fakes.trello.memory.content import Content
from syncproof.fakes.trello.memory.emoji import Reactions
from syncproof.fakes.trello.memory.groups import Groups
from syncproof.fakes.trello.memory.notifications import Notifications
from syncproof.ledger import By

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Actor(NamedTuple):
    """Who acts: the member, on whose behalf in the ledger's words, through which application.

    `client` is what the application calls itself in the request: webhooks tell it on (docs).
    """

    member: str
    by: By
    app: str | None = None
    client: str = ""


class Person(NamedTuple):
    """An account, or the placeholder of someone invited (`ghost`); `settings` is what they ever chose."""

    id: str
    username: str
    full_name: str
    initials: str
    bio: str
    email: str
    ghost: bool
    settings: Mapping[str, Any] = NOTHING


class Workspace(NamedTuple):
    """An organization. `described`: it was ever written through the API, or has a description.

    `prefs` is what was ever chosen beside the permission.
    """

    id: str
    name: str
    display_name: str
    desc: str
    website: str | None
    creator: str
    active: str
    described: bool = False
    permission: str = "private"
    prefs: Mapping[str, Any] = NOTHING


class Membership(NamedTuple):
    """Somebody's place in a workspace or on a board (`model`); `told`: the ledger knows of it as a record."""

    id: str
    model: str
    member: str
    type: str
    unconfirmed: bool
    told: bool
    deactivated: bool = False


class Board(NamedTuple):
    """A board; `workspace` is None for a personal one, `prefs` what was ever chosen, `source` what it is a copy of."""

    id: str
    short_link: str
    name: str
    desc: str
    workspace: str | None
    creator: str
    permission: str
    active: str
    closed: bool = False
    described: bool = False
    prefs: Mapping[str, Any] = NOTHING
    source: str | None = None
    closed_at: str | None = None


class CardList(NamedTuple):
    """A list on a board."""

    id: str
    board: str
    name: str
    pos: float
    closed: bool = False


class Card(NamedTuple):
    """A card on a list; `at` is its creation in milliseconds, `active` its last activity as text."""

    id: str
    board: str
    list: str
    id_short: int
    short_link: str
    at: int
    active: str
    pos: float
    name: str = ""
    desc: str = ""
    due: str | None = None
    start: str | None = None
    due_complete: bool = False
    closed: bool = False
    members: tuple[str, ...] = ()
    described: bool = False
    labels: tuple[str, ...] = ()
    closed_at: str | None = None
    completed_at: str | None = None
    reminder: int | None = None
    template: bool = False
    role: str | None = None
    cover: Mapping[str, Any] = NOTHING
    location: Mapping[str, Any] = NOTHING


class Action(NamedTuple):
    """A line of the log; `data` is a snapshot, `models` what it is listed under, `member` its object."""

    id: str
    type: str
    at: int
    creator: str
    app: str | None
    data: Mapping[str, Any]
    models: tuple[str, ...]
    member: str = ""


class Token(NamedTuple):
    """A token and what it allows; times are in milliseconds, `expires` is None for one that never does."""

    value: str
    member: str
    scopes: frozenset[str]
    id: str
    created: int
    expires: int | None = None
    revoked: bool = False

    def valid(self, now: int) -> bool:
        """Whether it is still good."""
        return not self.revoked and (self.expires is None or now < self.expires)


class Webhook(NamedTuple):
    """Where somebody wants to be told of all that touches a model; `token` is the one that it dies with.

    `failed` is when the first of the failures in a row was, in milliseconds.
    """

    id: str
    token: str
    model: str
    url: str
    description: str = ""
    active: bool = True
    failures: int = 0
    failed: int | None = None


def newest_first(id_: str) -> int:
    """Order ids, which begin with their time, from the newest to the oldest."""
    return -int(id_, 16)


class State:
    """Tables, the ways through them, and new ids; time is the fake's."""

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
        """The places that someone ever was a member of, those that are gone too."""
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
        """Return the id of the next notification: they are counted by themselves, so that no other id depends on it."""
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
        """Yield the workspaces that someone is a member of, in the order of joining."""
        return (self.workspaces[model] for _, model in self.places_of[member] if model in self.workspaces)

    def boards_with(self, member: str) -> Iterator[Board]:
        """Yield the boards that someone is a member of, in the order of joining."""
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

    def join(self, model: str, member: str, type_: str, *, told: bool = False) -> Membership:
        """Make someone a member of a workspace or board."""
        membership = Membership(self.new_id(), model, member, type_, self.people[member].ghost, told)
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
        """Return whether someone is an admin of a workspace or board."""
        membership = self.memberships.get((model, member))
        return membership is not None and membership.type == "admin" and not membership.deactivated
