"""One request: finds what the path names, and checks credentials and rights, in Trello's order (observed)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

import falcon

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.rows import Action, Actor, Board, Card, CardList, Membership, Person, Workspace
from syncproof.fakes.trello.memory.tokens import Token
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.credentials import INVALID_TOKEN, signed_in
from syncproof.fakes.trello.request.parameters import READS, Parameters
from syncproof.fakes.trello.verbs.service import Service
from syncproof.ledger import By

_NO_ID = frozenset({"field", "filter", "pref", "level", "member", "organization", "token", "one"})
_UNCHECKED = _NO_ID | {"star", "search", "reaction"}
"""The parts of a path that are no ids, or are looked up without a check of their form (ours)."""

_WITH_SHORT_LINK = frozenset({"board", "card"})

_CLIENT = "HTTP_X_TRELLO_CLIENT_IDENTIFIER"
"""The variable with the name that an application gives itself, if it does (docs)."""


R = TypeVar("R")


class NoRoute(Exception):  # noqa: N818 - an answer that ends a request early, not an error of ours
    """The request's address does not exist."""


def _is_id(name: str, value: str) -> bool:
    return bool(rules.ID.fullmatch(value) or (name in _WITH_SHORT_LINK and rules.SHORT_LINK.fullmatch(value)))


class Ask:
    """A request. Checked are the form of the ids, then the credentials, then existence, then rights."""

    def __init__(self, service: Service, req: falcon.Request, segments: Mapping[str, str]) -> None:
        self.service = service
        self.req = req
        self.state = service.state
        self.segments = segments
        self.parameters: Parameters = req.context.parameters
        for name, value in segments.items():
            if name not in _UNCHECKED and not _is_id(name, value):
                raise Answer(400, "invalid id")
        self.writes = req.method not in READS
        self.credential = token = signed_in(service.state, service.key, req)
        self.member = token.member if token else ""
        self.scopes = token.scopes if token else frozenset()

    @property
    def actor(self) -> Actor:
        """The member who makes the change, through the key's application."""
        return Actor(self.member, By.SUT, self.service.app, self.req.env.get(_CLIENT, ""))

    @property
    def field(self) -> str:
        """The field of a single-field route."""
        return self.segments["field"]

    def the_filter(self, default: str, *, segment: str = "filter") -> str:
        """Return the filter, out of the path or the parameters."""
        return self.segments.get(segment) or self.parameters.text("filter", default)

    def card(self) -> Card:
        """Return the card that the path names."""
        card = refusals.there(self.state.card(self.segments["card"]))
        self.use_card(card, writes=self.writes)
        return card

    def use_card(self, card: Card, *, writes: bool) -> None:
        """Raise Answer where the member has no right to a card."""
        if not self.service.rights.may_use(self.member, self.state.boards[card.board], writes=writes):
            raise Answer(401, rights.CARD)

    def board(self, *, writes: bool | None = None) -> Board:
        """Return the board that the path names."""
        board = refusals.there(self.state.board(self.segments["board"]))
        self.use(board, writes=self.writes if writes is None else writes)
        return board

    def use(self, board: Board, *, writes: bool) -> None:
        """Raise Answer where the member has no right to a board."""
        if not self.service.rights.may_use(self.member, board, writes=writes):
            raise Answer(401, rights.BOARD)

    def list(self) -> CardList:
        """Return the list that the path names."""
        list_ = self.state.lists.get(self.segments["list"])
        if list_ is None:
            raise refusals.no_model()
        self.use(self.state.boards[list_.board], writes=self.writes)
        return list_

    def organization(self, *, leaves: bool = False) -> Workspace:
        """Return the workspace that the path names; only its admins write, but anyone may leave."""
        workspace = self.state.workspace(self.segments["organization"])
        if workspace is None:
            raise refusals.no_model()
        if self.writes and not leaves:
            allowed = self.state.admin(workspace.id, self.member)
        else:
            allowed = self.service.rights.may_see(self.member, workspace)
        if not allowed:
            raise Answer(401, rights.ORGANIZATION)
        return workspace

    def person(self) -> Person:
        """Return the member that the path names, by id, username or `me`."""
        name = self.segments["member"]
        if not self.member:
            raise Answer(401, rights.MEMBER)
        person = self.state.person(self.member if name == "me" else name)
        if person is None:
            raise refusals.no_model()
        return person

    def acquaintance(self) -> Person:
        """Return the member that the path names, if the reader shares a place with that member (docs)."""
        person = self.person()
        if not self.service.rights.has_met(self.member, person.id):
            raise Answer(401, rights.MEMBER)
        return person

    def action(self) -> Action:
        """Return the action that the path names, if the member may see the board or workspace of the action."""
        action = refusals.there(self.state.actions.get(self.segments["action"]))
        if not self.sees(action):
            raise Answer(401, rights.BOARD)
        return action

    def sees(self, action: Action) -> bool:
        """Whether the member may see the board or workspace of an action."""
        return self.service.rights.sees(self.member, action)

    def token(self) -> Token:
        """Return the token that the path names, of the same member (the words: ours)."""
        found = self.state.tokens.get(self.segments["token"])
        if found is None or not found.valid(self.state.clock.now):
            raise Answer(401, INVALID_TOKEN)
        if found.member != self.member:
            raise Answer(401, rights.MEMBER)
        return found

    def membership(self, model: str) -> Membership:
        """Return the membership that a path names by its member, in a workspace or on a board."""
        return refusals.there(self.state.memberships.get((model, self.person().id)))

    def membership_by_id(self, model: str) -> Membership:
        """Return the membership that a path names by its own id."""
        wanted = self.segments["membership"]
        return refusals.there(next((one for one, _ in self.state.members(model) if one.id == wanted), None))

    def named(self, name: str, table: Mapping[str, R], given: Parameters | None = None) -> R:
        """Return the row whose id a parameter gives. Raises Answer."""
        found = table.get((given or self.parameters).an_id(name))
        if found is None:
            raise refusals.bad(name)
        return found


Handler: TypeAlias = Callable[[Ask], object]
Routes: TypeAlias = Mapping[tuple[str, str], Handler]
