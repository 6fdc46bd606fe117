"""The rows of people, workspaces, boards, lists, cards and actions, with their ledger entries and names in the log."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeAlias

from syncproof.ledger import By, Ref, Value, Values

Json: TypeAlias = dict[str, Any]
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Row(Protocol):
    """A row that the ledger knows as a record; boards, too, though no document declares them: every change counts.

    A row also says how an action of the log names it (`named`, or `in_log` with its noun), and its JSON (`shape`).
    """

    @property
    def ref(self) -> Ref:
        """The ledger's reference to the record."""

    def in_ledger(self) -> Values:
        """Return all that the ledger holds of the record, in canonical values."""


def ref(datatype: str, record: str, place: str = "") -> Ref:
    """Return the ledger's reference to a record of Trello."""
    return Ref("Trello", datatype, record, place)


def changes(was: Row, now: Row) -> dict[str, Value]:
    """Return the properties of a record that changed, with their old values."""
    before = was.in_ledger()
    return {name: before[name] for name, value in now.in_ledger().items() if value != before[name]}


def flat(settings: Mapping[str, Any], before: str = "") -> Values:
    """Return settings as ledger values, under names that begin with `before`."""
    return {f"{before}{name}": _flat(value) for name, value in settings.items()}


def _flat(value: object) -> Value:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return value if isinstance(value, str | int | float | None) else str(value)


class Actor(NamedTuple):
    """The author of a change: a member, for whom (in the ledger's words), through which application.

    `client` is the name that the application gives itself in the request; deliveries to webhooks repeat it (docs).
    """

    member: str
    by: By
    app: str | None = None
    client: str = ""


class Person(NamedTuple):
    """An account, or the placeholder of an invited person (`ghost`); `settings` are those that the person chose."""

    id: str
    username: str
    full_name: str
    initials: str
    bio: str
    email: str
    ghost: bool
    settings: Mapping[str, Any] = NOTHING

    def in_ledger(self) -> Values:
        return {
            "fullName": self.full_name,
            "email": self.email,
            "username": self.username,
            "initials": self.initials,
            "bio": self.bio,
        }


class Workspace(NamedTuple):
    """An organization. `described`: the API ever wrote it, or it has a description.

    `prefs` are the settings that members chose, beside the permission.
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

    @property
    def ref(self) -> Ref:
        return ref("Organizations", self.id)

    def in_ledger(self) -> Values:
        return {"displayName": self.display_name, "name": self.name, "desc": self.desc, "website": self.website}

    def named(self) -> Json:
        """Return how an action names the workspace: by its displayName (observed)."""
        return {"id": self.id, "name": self.display_name}


class Membership(NamedTuple):
    """A membership in a workspace or board (`model`); `recorded`: the ledger knows it as a record."""

    id: str
    model: str
    member: str
    type: str
    unconfirmed: bool
    recorded: bool
    deactivated: bool = False

    @property
    def ref(self) -> Ref:
        return ref("Memberships", self.id, self.model)

    def in_ledger(self) -> Values:
        return {"idMember": self.member, "memberType": self.type}


class Board(NamedTuple):
    """A board; `workspace` is None for a personal one, `prefs` are chosen settings, `source` is the copied board."""

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

    @property
    def ref(self) -> Ref:
        return ref("Boards", self.id)

    def properties(self) -> Values:
        return {
            "name": self.name,
            "desc": self.desc,
            "closed": self.closed,
            "idOrganization": self.workspace,
            "prefs/permissionLevel": self.permission,
        }

    def in_ledger(self) -> Values:
        return {**self.properties(), **flat(self.prefs, "prefs/")}

    def named(self) -> Json:
        return {"id": self.id, "name": self.name, "shortLink": self.short_link}


class CardList(NamedTuple):
    """A list of cards on a board."""

    id: str
    board: str
    name: str
    pos: float
    closed: bool = False

    @property
    def ref(self) -> Ref:
        return ref("Lists", self.id)

    def in_ledger(self) -> Values:
        return {"name": self.name, "closed": self.closed, "idBoard": self.board, "pos": self.pos}

    def named(self) -> Json:
        return {"id": self.id, "name": self.name}


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

    @property
    def ref(self) -> Ref:
        return ref("Cards", self.id, self.list)

    def properties(self) -> Values:
        """Return the properties that are declared in `rules.CARDS`."""
        return {
            "name": self.name,
            "desc": self.desc,
            "due": self.due,
            "start": self.start,
            "dueComplete": self.due_complete,
            "closed": self.closed,
            "idList": self.list,
            "pos": self.pos,
            "idMembers": ",".join(self.members),
        }

    def in_ledger(self) -> Values:
        return {
            **self.properties(),
            "idLabels": ",".join(self.labels),
            "dueReminder": self.reminder,
            "isTemplate": self.template,
            "cardRole": self.role,
            **flat(self.cover, "cover/"),
            **flat(self.location),
        }

    def named(self) -> Json:
        return {"id": self.id, "name": self.name, "idShort": self.id_short, "shortLink": self.short_link}


class Action(NamedTuple):
    """A line of the log; `data` is a snapshot, `models` list the action, `member` is the member that it is about."""

    id: str
    type: str
    at: int
    creator: str
    app: str | None
    data: Mapping[str, Any]
    models: tuple[str, ...]
    member: str = ""

    @property
    def ref(self) -> Ref:
        return ref("Actions", self.id, self.data["card"]["id"])

    def in_ledger(self) -> Values:
        """Return a comment as the ledger has it."""
        return {"text": self.data["text"]}


def newest_first(id_: str) -> int:
    """Order ids, which begin with their time, from the newest to the oldest."""
    return -int(id_, 16)
