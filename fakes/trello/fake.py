"""Trello as the harness uses it: it prepares places, and acts as users do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

import falcon

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake, NoRoom, NoSuchRecord, Snapshot
from syncproof.fakes.kit.samples import Samples
from syncproof.fakes.kit.wire import Wire
from syncproof.fakes.trello.memory.rows import Action, Actor, Board, Card, CardList, Person, Workspace
from syncproof.fakes.trello.memory.tokens import Token
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.rules import ALL, DATATYPES
from syncproof.fakes.trello.verbs.deliveries import Deliveries
from syncproof.fakes.trello.verbs.service import Service
from syncproof.fakes.trello.web.application import application
from syncproof.fakes.trello.web.wire import TrelloWire
from syncproof.ledger import By, Ledger, Values

_SCOPES = frozenset({"read", "write", "account"})


class Trello(Fake):
    """The fake Trello, with the real service's routes for members, organizations, boards, lists, cards and actions.

    A service account holds the SUT's token and is an admin of every prepared place; a colleague of flesh and
    blood is a member there, and acts when a user does. `limited`: the rate limits are on, by the harness's clock.
    """

    name: ClassVar[str] = "Trello"
    url: ClassVar[str] = "https://api.trello.com/1"
    datatypes: ClassVar[Mapping[str, Datatype]] = DATATYPES
    environment: ClassVar[tuple[str, ...]] = ("URL", "KEY", "TOKEN")
    other_datatypes: ClassVar[frozenset[str]] = frozenset(
        {"Attachments", "Boards", "CheckItems", "Checklists", "CustomFieldItems", "CustomFields", "Labels", "Lists"}
        | {"Memberships", "Stickers"}
    )
    wire: ClassVar[Wire] = TrelloWire()
    sign_in: ClassVar[str] = "send key=$SYNCPROOF_TRELLO_KEY and token=$SYNCPROOF_TRELLO_TOKEN"
    place_keys: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"Members": "organization", "Cards": "list", "Actions": "card"}
    )
    all_capabilities: ClassVar[frozenset[str]] = ALL
    secret_text: ClassVar[re.Pattern[str] | None] = re.compile(r"ATTA\w+|\b[0-9a-f]{64}\b", re.ASCII)

    def __init__(
        self,
        clock: Clock,
        ledger: Ledger,
        *,
        seed: int = 0,
        capabilities: frozenset[str] = ALL,
        limited: bool = True,
    ) -> None:
        super().__init__(clock, ledger, seed=seed, capabilities=capabilities, limited=limited)
        self.service = Service(self, capabilities, limited=limited)
        self._state = self.service.state
        account = self.service.workspaces.account
        self._sync = account({"fullName": "Sync Service", "email": "sync-service@bots.example"}).id
        self._colleague = account({"fullName": "Karla Colleague", "email": "karla@staff.example"}).id
        token = self.grant(_SCOPES)
        self._credentials = MappingProxyType({"key": self.service.key, "token": token})
        self._app = application(self.service)

    def keep_actions(self, most: int) -> None:
        """Keep about so many of the newest actions, and all comments: a served Trello may run for days."""
        self.service.log.most = most

    @property
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application."""
        return self._app

    @property
    def credentials(self) -> Mapping[str, str]:
        """The key, and the service account's token with the scopes read, write and account."""
        return self._credentials

    @property
    def all_credentials(self) -> Mapping[str, str]:
        """The credentials, and the secret that webhooks are signed with."""
        return {**self._credentials, "secret": self.secret}

    @classmethod
    def samples(cls) -> Samples:
        """Return the builders of records and values."""
        from syncproof.fakes.trello import samples  # noqa: PLC0415 - as the frame says

        return samples

    @property
    def secret(self) -> str:
        """The application's secret, 64 hexadecimal digits: receivers of webhooks check signatures with it."""
        return self.service.secret

    @property
    def deliveries(self) -> Deliveries:
        """The queue of webhook deliveries; the harness sends them."""
        return self.service.deliveries

    def grant(self, scopes: frozenset[str], *, expires: int | None = None, member: str = "") -> str:
        """Return a new token of a member ('': the service account) that is good until a moment in milliseconds."""
        if unknown := scopes - _SCOPES:
            known = ", ".join(sorted(_SCOPES))
            raise ValueError(f"no such scope: {', '.join(sorted(unknown))}; there are {known}")
        if member and member not in self._state.people:
            raise NoSuchRecord(f"Trello has no member {member!r}")
        value = f"ATTA{self.ids.hexadecimal(64)}{self.ids.hexadecimal(8)}"
        id_, now = self._state.new_id(), self.clock.now
        self._state.tokens[value] = Token(value, member or self._sync, scopes, id_, now, expires)
        return value

    def snapshot(self) -> Snapshot:
        """Return a snapshot of the state, the counts of the rate limits included."""
        snapshot = super().snapshot()
        self.service.limits.remember()
        return snapshot

    def restore(self, snapshot: Snapshot) -> None:
        """Restore a snapshot; each can be restored any number of times."""
        super().restore(snapshot)
        self.service.limits.remember()

    def prepare(self, datatype: str) -> Mapping[str, str]:
        """Make a new workspace for Members, a list in one for Cards, a card for Actions; nothing else."""
        if datatype == "Organizations":
            return {}
        workspace = self._workspace_of_our_own()
        self._state.prepared[workspace.id] = True
        if datatype == "Members":
            return {"organization": workspace.id}
        by = Actor(self._sync, By.HARNESS)
        board = self._board_of_our_own(workspace)
        list_ = self.service.boards.create_list(by, board, "To be synchronized")
        if datatype == "Cards":
            return {"board": board.id, "list": list_.id}
        if datatype == "Actions":
            card = self.service.cards.create(by, list_, {"name": "Comments to be synchronized"})
            return {"board": board.id, "card": card.id}
        raise KeyError(datatype)

    def _workspace_of_our_own(self) -> Workspace:
        by = Actor(self._sync, By.HARNESS)
        workspace = self.service.workspaces.create(by, {"displayName": "Synchronized workspace"})
        self.service.workspaces.seat(by, workspace, self._colleague, "normal")
        return workspace

    def _board_of_our_own(self, workspace: Workspace) -> Board:
        by = Actor(self._sync, By.HARNESS)
        boards = self.service.boards
        board = boards.create(by, "Synchronized board", workspace=workspace, default_lists=False, default_labels=False)
        boards.seat(by, board, self._state.people[self._colleague], "normal")
        return board

    def records(self, datatype: str, place: str = "") -> Mapping[str, Values]:
        """Return the records that live in a workspace (Members), on a card (Actions) or a list (Cards)."""
        rows = sorted(self._rows(datatype, place), key=lambda row: row.id)
        return {row.id: row.properties() if isinstance(row, Card) else row.in_ledger() for row in rows}

    def _rows(self, datatype: str, place: str) -> Sequence[Person | Workspace | Action | Card]:
        state = self._state
        if datatype == "Members":
            if place:
                return [person for _, person in state.members(self._workspace(place).id)]
            return [one for one in state.people.values() if any(state.workspaces_with(one.id))]
        if datatype == "Organizations":
            return list(state.workspaces.values())
        if datatype == "Cards":
            return list(state.cards_on(self._list(place).id) if place else state.cards.values())
        if datatype != "Actions":
            raise KeyError(datatype)
        if place:
            return [state.actions[id_] for id_ in state.comments[self._card(place).id]]
        return [one for one in state.actions.values() if one.type == "commentCard"]

    def add(self, datatype: str, values: Values, *, place: str = "", by: By = By.USER) -> str:
        """Let the colleague add a record; the service account becomes an admin of every new workspace.

        Else the SUT never saw it. Raises Refusal or NoSuchRecord, and NoRoom where the free plan has none.
        """
        try:
            return self._added(datatype, values, place, Actor(self._colleague, by))
        except Answer as answer:
            raise NoRoom(f"{self.name} answers {answer.status}: {answer.body}") from answer

    def _added(self, datatype: str, values: Values, place: str, actor: Actor) -> str:
        if datatype == "Members":
            return self.service.workspaces.invite(actor, self._workspace(place), values, ghost=False).id
        if datatype == "Organizations":
            workspace = self.service.workspaces.create(actor, values)
            self.service.workspaces.seat(actor, workspace, self._sync, "admin")
            return workspace.id
        if datatype == "Actions":
            return self.service.comments.create(actor, self._card(place), values).id
        if datatype == "Cards":
            return self.service.cards.create(actor, self._list(place), values).id
        raise KeyError(datatype)

    def edit(self, datatype: str, record: str, changes: Values, *, by: By = By.USER, as_sut: bool = False) -> None:
        """Let a user change properties: of one's own profile or comment, else as the colleague or the service account.

        Nobody edits another's profile or comment; the comments that the SUT made are the service account's anyway.
        """
        colleague = Actor(self._sync if as_sut else self._colleague, by)
        if datatype == "Members":
            self.service.workspaces.edit_person(Actor(record, by), self._person(record), changes)
        elif datatype == "Organizations":
            self.service.workspaces.edit(colleague, self._workspace(record), changes)
        elif datatype == "Actions":
            comment = self._comment(record)
            self.service.comments.edit(Actor(comment.creator, by), comment, changes)
        elif datatype == "Cards":
            self.service.cards.edit(colleague, self._card(record), changes)
        else:
            raise KeyError(datatype)

    def remove(self, datatype: str, record: str, *, by: By = By.USER) -> None:
        """Let a user delete a record; a member leaves every workspace, the account stays."""
        colleague = Actor(self._colleague, by)
        if datatype == "Members":
            person = self._person(record)
            for workspace in list(self._state.workspaces_with(person.id)):
                membership = self._state.memberships[workspace.id, person.id]
                self.service.workspaces.remove_member(colleague, workspace, membership)
        elif datatype == "Organizations":
            self.service.workspaces.delete(colleague, self._workspace(record))
        elif datatype == "Actions":
            self.service.comments.delete(colleague, self._comment(record))
        elif datatype == "Cards":
            self.service.cards.delete(colleague, self._card(record))
        else:
            raise KeyError(datatype)

    def archive(self, datatype: str, record: str, *, archived: bool = True) -> None:
        """Let the colleague archive a card, or restore it; a comment goes with its card."""
        card = self._card_of(datatype, record, "archived")
        self.service.cards.edit(Actor(self._colleague, By.USER), card, {"closed": archived})

    def move(self, datatype: str, record: str, to: str) -> None:
        """Let the colleague move a card to a new list of its board, or to a new board; a comment goes with its card.

        The service account is an admin of the new board.
        """
        card = self._card_of(datatype, record, f"moved to {to}")
        board = self._state.boards[card.board]
        if to not in self.datatypes[datatype].moves:
            raise self._cannot(datatype, record, f"moved to {to}")
        if to == "another board":
            board = self._board_of_our_own(self._workspace(str(board.workspace)))
        list_ = self.service.boards.create_list(Actor(self._sync, By.HARNESS), board, "Elsewhere")
        self.service.cards.edit(Actor(self._colleague, By.USER), card, {"idList": list_.id}, across=True)

    def copy(self, datatype: str, record: str) -> str:
        """Let the colleague copy a card, with all that lies on it, to the same list."""
        if datatype != "Cards":
            raise self._cannot(datatype, record, "copied")
        card = self._card(record)
        return self.service.copies.card(Actor(self._colleague, By.USER), card, self._list(card.list), {}, {}).id

    def _card_of(self, datatype: str, record: str, what: str) -> Card:
        """Return a card, or the card of a comment. Raises NoSuchAct for what is on no card."""
        if datatype == "Cards":
            return self._card(record)
        if datatype == "Actions":
            return self._card(self._comment(record).data["card"]["id"])
        raise self._cannot(datatype, record, what)

    def _person(self, id_: str) -> Person:
        person = self._state.people.get(id_)
        if person is None or not any(self._state.workspaces_with(id_)):
            raise NoSuchRecord(f"Trello has no member {id_!r} in any workspace")
        return person

    def _workspace(self, id_: str) -> Workspace:
        if id_ not in self._state.workspaces:
            raise NoSuchRecord(f"Trello has no organization {id_!r}")
        return self._state.workspaces[id_]

    def _list(self, id_: str) -> CardList:
        if id_ not in self._state.lists:
            raise NoSuchRecord(f"Trello has no list {id_!r}")
        return self._state.lists[id_]

    def _card(self, id_: str) -> Card:
        if id_ not in self._state.cards:
            raise NoSuchRecord(f"Trello has no card {id_!r}")
        return self._state.cards[id_]

    def _comment(self, id_: str) -> Action:
        action = self._state.actions.get(id_)
        if action is None or action.type != "commentCard":
            raise NoSuchRecord(f"Trello has no comment {id_!r}")
        return action
