"""Boards and lists. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.fakes.trello import refusals, settings
from syncproof.fakes.trello.capabilities import UNLIMITED
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import (
    NOTHING,
    Actor,
    Board,
    CardList,
    Membership,
    Person,
    Workspace,
    changes,
    ref,
)
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.positions import Pos, placed, position
from syncproof.fakes.trello.verbs.cards import Cards
from syncproof.fakes.trello.verbs.labels import DEFAULT, Labels

_BOARDS_ON_THE_FREE_PLAN = 10
_TITLES = {"admin": "Admin", "normal": "NormalMember", "observer": "Observer"}


@dataclass(frozen=True)
class Boards:
    """Creates, changes and deletes boards and lists, seats members on boards; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards
    labels: Labels
    capabilities: frozenset[str]

    def create(
        self,
        actor: Actor,
        name: str,
        *,
        desc: str = "",
        workspace: Workspace | None = None,
        permission: str = "private",
        prefs: Mapping[str, Any] = NOTHING,
        default_lists: bool = True,
        default_labels: bool = True,
        source: Board | None = None,
    ) -> Board:
        """Create a board with the creator as its admin, and with its default lists and labels."""
        state = self.state
        board = Board(
            id=state.new_id(),
            short_link=state.ids.letters(8),
            name=name,
            desc=desc,
            workspace=workspace.id if workspace else None,
            creator=actor.member,
            permission=permission,
            active=state.now,
            prefs=prefs,
            source=source.id if source else None,
        )
        if workspace:
            self._room(actor, workspace)
            state.boards_of.add(workspace.id, board.id)
        state.boards[board.id] = board
        state.short_links[board.short_link] = board.id
        state.short_numbers[board.id] = 0
        state.join(board.id, actor.member, "admin")
        self.entries.created(actor, board)
        if source:
            self.log.board(actor, "copyBoard", board, boardSource={"id": source.id, "name": source.name})
        else:
            self.log.board(actor, "createBoard", board)
        if workspace:
            self.log.board_in_workspace(actor, "addToOrganizationBoard", board, workspace)
        for title in ("To Do", "Doing", "Done") if default_lists else ():
            self.create_list(actor, board, title, "bottom")
        for color in DEFAULT if default_labels else ():
            self.labels.create(actor, board, "", color, logged=False)
        return board

    def _room(self, actor: Actor, workspace: Workspace) -> None:
        """Refuse one board too many for the free plan: the count is documented, the words are ours."""
        if UNLIMITED not in self.capabilities and len(self.state.boards_of[workspace.id]) >= _BOARDS_ON_THE_FREE_PLAN:
            self.entries.lacked(actor, ref("Boards", ""), "", UNLIMITED)
            raise refusals.Answer(403, "Organization has too many boards")

    def edit(self, actor: Actor, board: Board, changes: Mapping[str, Any]) -> Board:
        """Change name, desc, closed, permission or prefs; an action for each (docs)."""
        after = board._replace(**changes)
        if after == board:
            return board
        if after.closed != board.closed:
            after = after._replace(closed_at=self.state.now if after.closed else None)
        after = after._replace(active=self.state.now, described=True)
        self.state.boards[board.id] = after
        for name in ("name", "desc", "closed"):
            if (was := getattr(board, name)) != (now := getattr(after, name)):
                self._tell(actor, after, {name: was}, {name: now})
        old, new = (settings.of_board(one.permission, one.prefs) for one in (board, after))
        for name in ("permissionLevel", *after.prefs):
            if old[name] != new[name]:
                self._tell(actor, after, {"prefs": {name: old[name]}}, {"prefs": {name: new[name]}})
        self.entries.updated(actor, board, after)
        return after

    def _tell(self, actor: Actor, board: Board, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Write that one property of a board took another value."""
        data = {"board": {**new, **board.named()}, "old": old}
        self.log.write(actor, "updateBoard", data, (board.id,))

    def move(self, actor: Actor, board: Board, workspace: Workspace | None) -> Board:
        """Move a board to another workspace, or out of its workspace."""
        target = workspace.id if workspace else None
        if target == board.workspace:
            return board
        after = board._replace(workspace=target, active=self.state.now)
        if workspace:
            self._room(actor, workspace)
        self.state.boards[board.id] = after
        if board.workspace:
            self.state.boards_of.remove(board.workspace, board.id)
            was = self.state.workspaces[board.workspace]
            self.log.board_in_workspace(actor, "removeFromOrganizationBoard", after, was)
        if workspace:
            self.state.boards_of.add(workspace.id, board.id)
            self.log.board_in_workspace(actor, "addToOrganizationBoard", after, workspace)
        self.entries.updated(actor, board, after)
        return after

    def delete(self, actor: Actor, board: Board) -> None:
        """Delete a board with all that is on it."""
        state = self.state
        for list_ in list(state.lists_on(board.id)):
            self.delete_list(actor, list_)
        for label in list(state.content.labels_on(board.id)):
            self.labels.delete(actor, label)
        for field in list(state.content.custom_fields_on(board.id)):
            self.cards.content.forget_field(actor, field)
        for membership, _ in list(state.members(board.id)):
            state.leave(membership)
        self.log.erase_all(board.id)
        if board.workspace:
            state.boards_of.remove(board.workspace, board.id)
        del state.boards[board.id], state.short_links[board.short_link], state.short_numbers[board.id]
        self.entries.deleted(actor, board.ref)

    def seat(self, actor: Actor, board: Board, person: Person, type_: str) -> Membership:
        """Make a person a member of a board, or change the kind of a member."""
        state = self.state
        known = state.memberships.get((board.id, person.id))
        if known:
            return self.retype(actor, board, known, type_)
        self.allow(actor, board, person.id, type_)
        membership = state.join(board.id, person.id, type_)
        self.log.joined(actor, board, membership)
        self.entries.created(actor, membership)
        return membership

    def allow(self, actor: Actor, board: Board, member: str, type_: str) -> None:
        """Refuse kinds of members that the free plan lacks (observed)."""
        if type_ == "observer" and UNLIMITED not in self.capabilities:
            self.entries.lacked(actor, ref("Members", member, board.id), "memberType", UNLIMITED)
            raise refusals.Answer(403, "bad member type")

    def retype(self, actor: Actor, board: Board, membership: Membership, type_: str) -> Membership:
        """Change the kind of a member."""
        self.allow(actor, board, membership.member, type_)
        if type_ != "admin":
            self.state.keep_an_admin(membership)
        if membership.type == type_:
            return membership
        after = membership._replace(type=type_)
        self.state.memberships[board.id, membership.member] = after
        self.log.member(actor, f"make{_TITLES[type_]}OfBoard", board, membership.member, listed=True)
        self.entries.retyped(actor, membership, after)
        return after

    def unseat(self, actor: Actor, board: Board, membership: Membership) -> None:
        """End a membership of a board, and take the member off its cards (ours)."""
        self.state.keep_an_admin(membership)
        for id_ in list(self.state.cards_with[membership.member]):
            if self.state.cards[id_].board == board.id:
                self.cards.take_off(actor, self.state.cards[id_], membership.member)
        self.state.leave(membership)
        self.log.member(actor, "removeMemberFromBoard", board, membership.member, listed=False)
        self.entries.deleted(actor, membership.ref)

    def create_list(self, actor: Actor, board: Board, name: str, pos: Pos = "top") -> CardList:
        """Create a list, by default at the left (spec)."""
        state = self.state
        list_ = CardList(state.new_id(), board.id, name, position(state.lists_of[board.id], pos))
        state.lists[list_.id] = list_
        state.lists_of.add(board.id, (list_.pos, list_.id))
        self.entries.created(actor, list_)
        self.log.list(actor, "createList", list_)
        return list_

    def edit_list(self, actor: Actor, list_: CardList, given: Mapping[str, Any]) -> CardList:
        """Change name, closed or position of a list; an action for each property."""
        state = self.state
        given = placed(given, state.lists_of[list_.board])
        after = list_._replace(**given)
        state.lists[list_.id] = after
        state.lists_of.remove(list_.board, (list_.pos, list_.id))
        state.lists_of.add(list_.board, (after.pos, list_.id))
        for name, old in changes(list_, after).items():
            self.log.list(actor, "updateList", after, old={name: old}, **{name: given[name]})
        self.entries.updated(actor, list_, after)
        return after

    def move_list(self, actor: Actor, list_: CardList, board: Board) -> CardList:
        """Move a list with its cards to another board."""
        state = self.state
        if board.id == list_.board:
            return list_
        after = list_._replace(board=board.id, pos=position(state.lists_of[board.id], "bottom"))
        was = list(state.cards_on(list_.id))
        state.lists[list_.id] = after
        state.lists_of.remove(list_.board, (list_.pos, list_.id))
        state.lists_of.add(board.id, (after.pos, list_.id))
        self.entries.updated(actor, list_, after)
        for card in was:
            self.cards.change_board(actor, card, after)
        return after

    def delete_list(self, actor: Actor, list_: CardList) -> None:
        """Delete a list and its cards."""
        state = self.state
        for card in list(state.cards_on(list_.id)):
            self.cards.delete(actor, card)
        state.lists_of.remove(list_.board, (list_.pos, list_.id))
        del state.lists[list_.id]
        self.entries.deleted(actor, list_.ref)
