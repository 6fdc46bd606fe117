"""The log: what Trello writes down by itself, with names as they were at that moment (observed)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from syncproof.fakes.trello.memory.notifications import MENTIONED, OF_TYPES, Notification, mentioned
from syncproof.fakes.trello.memory.notifications import told as told_of
from syncproof.fakes.trello.memory.state import (
    Action,
    Actor,
    Board,
    Card,
    CardList,
    Membership,
    Person,
    State,
    Workspace,
)

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def board_data(board: Board) -> dict[str, Any]:
    """Return how an action names a board."""
    return {"id": board.id, "name": board.name, "shortLink": board.short_link}


def list_data(list_: CardList) -> dict[str, Any]:
    """Return how an action names a list."""
    return {"id": list_.id, "name": list_.name}


def card_data(card: Card) -> dict[str, Any]:
    """Return how an action names a card."""
    return {"id": card.id, "name": card.name, "idShort": card.id_short, "shortLink": card.short_link}


def workspace_data(workspace: Workspace) -> dict[str, Any]:
    """Return how an action names a workspace: by its displayName (observed)."""
    return {"id": workspace.id, "name": workspace.display_name}


class Log:
    """Writes actions, one verb each; write when the change is made, since webhooks tell how things are then."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.hear: Callable[[Actor, Action], None] | None = None
        """Is told of every action, listed or not, while there are webhooks."""

    def write(
        self,
        actor: Actor,
        type_: str,
        data: Mapping[str, Any],
        models: tuple[str, ...],
        member: str = "",
        *,
        listed: bool = True,
    ) -> Action:
        """Write an action, listed under each of the models and under its creator.

        Some types are listed nowhere and can be read nowhere: webhooks alone tell of them (docs).
        """
        state = self.state
        action = Action(state.new_id(), type_, state.clock.now, actor.member, actor.app, data, models, member)
        if listed:
            state.actions[action.id] = action
            if type_ == "commentCard":
                state.comments.add(data["card"]["id"], action.id)
            for model in (*models, actor.member):
                state.log.add(model, action.id)
        if type_ in OF_TYPES:
            self._notify(action)
        if state.webhooks and self.hear:
            self.hear(actor, action)
        return action

    def _notify(self, action: Action) -> None:
        """Tell whom it concerns: who was added somewhere, is on the card that is commented on, or is mentioned there.

        Nobody is told of what they did themselves, and a comment tells each one thing (ours).
        """
        state, type_ = self.state, OF_TYPES[action.type]
        told = {action.member: type_} if action.member else {}
        if action.type == "commentCard":
            told = dict.fromkeys(state.cards[action.data["card"]["id"]].members, type_)
            board = action.data["board"]["id"]
            named = (state.usernames.get(name, "") for name in mentioned(action.data["text"]))
            told |= {one: MENTIONED for one in named if (board, one) in state.memberships}
        told.pop(action.creator, None)
        for member, as_ in told.items():
            data = told_of(action.data)
            row = Notification(state.notice_id(), member, as_, action.at, action.creator, action.id, data)
            state.notifications.add(row)

    def erase(self, action: Action) -> None:
        """Take an action out."""
        for model in (*action.models, action.creator):
            self.state.log.remove(model, action.id)
        del self.state.actions[action.id]

    def erase_all(self, model: str) -> None:
        """Take out all that is listed under a model."""
        for id_ in list(self.state.log[model]):
            self.erase(self.state.actions[id_])

    def workspace(self, actor: Actor, type_: str, workspace: Workspace, **more: object) -> None:
        """Write an action of a workspace."""
        self.write(actor, type_, {"organization": workspace_data(workspace), **more}, (workspace.id,))

    def joined_workspace(self, actor: Actor, workspace: Workspace, membership: Membership) -> None:
        """Write that somebody became a member of a workspace."""
        data = {
            "idMemberAdded": membership.member,
            "memberType": membership.type,
            "organization": workspace_data(workspace),
        }
        self.write(actor, "addMemberToOrganization", data, (workspace.id,), membership.member)

    def in_workspace(self, actor: Actor, type_: str, workspace: Workspace, member: str, *, listed: bool) -> None:
        """Write that somebody left a workspace, or is another kind of member now (that of it: ours)."""
        data = {**self._named(member), "organization": workspace_data(workspace)}
        self.write(actor, type_, data, (workspace.id,), member, listed=listed)

    def on_board(self, actor: Actor, type_: str, board: Board, member: str, *, listed: bool) -> None:
        """Write that somebody left a board, or is another kind of member now (that of it: ours)."""
        data = {**self._named(member), "board": board_data(board)}
        self.write(actor, type_, data, (board.id,), member, listed=listed)

    def profile(self, actor: Actor, person: Person) -> None:
        """Write that a profile changed, not what of it: such actions are poor (docs); no list has them (ours)."""
        self.write(actor, "updateMember", self._named(person.id), (person.id,), person.id, listed=False)

    def _named(self, member: str) -> dict[str, Any]:
        return {"idMember": member, "member": {"id": member, "name": self.state.people[member].full_name}}

    def board(self, actor: Actor, type_: str, board: Board, **more: object) -> None:
        """Write an action of a board."""
        self.write(actor, type_, {"board": board_data(board), **more}, (board.id,))

    def board_in_workspace(self, actor: Actor, type_: str, board: Board, workspace: Workspace) -> None:
        """Write that a board came to a workspace or left it."""
        data = {"board": board_data(board), "organization": workspace_data(workspace)}
        self.write(actor, type_, data, (board.id, workspace.id))

    def joined_board(self, actor: Actor, board: Board, membership: Membership) -> None:
        """Write that somebody became a member of a board."""
        data = {
            "idMemberAdded": membership.member,
            "memberType": membership.type,
            "board": board_data(board),
        }
        self.write(actor, "addMemberToBoard", data, (board.id,), membership.member)

    def list(self, actor: Actor, type_: str, list_: CardList, **changed: object) -> None:
        """Write an action of a list; `changed` is what it holds beside the list's name, and `old`."""
        old = changed.pop("old", None)
        board = self.state.boards[list_.board]
        data: dict[str, Any] = {"list": list_data(list_) | changed, "board": board_data(board)}
        if old is not None:
            data["old"] = old
        self.write(actor, type_, data, (list_.board, list_.id))

    def card(
        self,
        actor: Actor,
        type_: str,
        card: Card,
        more: Mapping[str, Any] = _NOTHING,
        member: str = "",
        *,
        listed: bool = True,
    ) -> Action:
        """Write an action of a card where it lies now."""
        list_ = self.state.lists[card.list]
        board = self.state.boards[card.board]
        data = {
            "card": card_data(card),
            "list": list_data(list_),
            "board": board_data(board),
            **more,
        }
        return self.write(actor, type_, data, (card.board, card.list, card.id), member, listed=listed)

    def card_changed(self, actor: Actor, card: Card, property_: str, old: object, new: object) -> None:
        """Write that one property of a card took another value (observed)."""
        more = {"old": {property_: old}, "card": {property_: new} | card_data(card)}
        self.card(actor, "updateCard", card, more)

    def card_moved(self, actor: Actor, card: Card, before: str) -> None:
        """Write that a card moved within its board: no `list`, but both of them (observed)."""
        was, now = self.state.lists[before], self.state.lists[card.list]
        data = {
            "old": {"idList": before},
            "card": {"idList": card.list} | card_data(card),
            "board": board_data(self.state.boards[card.board]),
            "listBefore": list_data(was),
            "listAfter": list_data(now),
        }
        self.write(actor, "updateCard", data, (card.board, before, card.list, card.id))

    def card_changed_board(self, actor: Actor, was: Card, now: Card) -> None:
        """Write that a card went to another board: a line on each (docs)."""
        here, there = self.state.boards[was.board], self.state.boards[now.board]
        for type_, board, other, card in (
            ("moveCardFromBoard", here, {"boardTarget": board_data(there)}, was),
            ("moveCardToBoard", there, {"boardSource": board_data(here)}, now),
        ):
            list_ = list_data(self.state.lists[card.list])
            data = {"card": card_data(card), "board": board_data(board), "list": list_, **other}
            self.write(actor, type_, data, (board.id, card.list, card.id))

    def card_member(self, actor: Actor, type_: str, card: Card, member: str) -> None:
        """Write that somebody was put on a card or taken off."""
        data = {
            **self._named(member),
            "card": card_data(card),
            "board": board_data(self.state.boards[card.board]),
        }
        self.write(actor, type_, data, (card.board, card.id), member)

    def card_gone(self, actor: Actor, card: Card) -> None:
        """Write that a card was deleted; its name is not told (observed)."""
        named = card_data(card)
        del named["name"]
        data = {
            "card": named,
            "list": list_data(self.state.lists[card.list]),
            "board": board_data(self.state.boards[card.board]),
        }
        self.write(actor, "deleteCard", data, (card.board, card.list))
