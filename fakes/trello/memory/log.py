"""The log: the actions that Trello records by itself, with names as they were at that moment (observed)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from syncproof.fakes.trello.memory.notifications import MENTIONED, OF_TYPES, Notification, excerpt, mentioned
from syncproof.fakes.trello.memory.rows import (
    NOTHING,
    Action,
    Actor,
    Board,
    Card,
    CardList,
    Json,
    Membership,
    Person,
    Workspace,
)
from syncproof.fakes.trello.memory.state import State


class BoardRow(Protocol):
    """A row of what belongs to a board, as the log names it."""

    @property
    def board(self) -> str:
        """The id of the board."""

    def in_log(self) -> Json:
        """Return how an action names the row, under its noun."""


class CardRow(Protocol):
    """A row of what lies on a card, as the log names it."""

    @property
    def card(self) -> str:
        """The id of the card."""

    def in_log(self) -> Json:
        """Return how an action names the row, under its noun."""


def _place(place: Workspace | Board) -> Json:
    return {"board" if isinstance(place, Board) else "organization": place.named()}


class Log:
    """Writes actions. Call it right after the change: deliveries to webhooks show the state at that moment."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.hear: Callable[[Actor, Action], None] | None = None
        """Called with every action, listed or not, while there are webhooks."""
        self.most: int | None = None
        """How many actions are kept beside the comments, which are records, about; None: all, as Trello does."""
        self._since = 0

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

        Actions of some types cannot be read: they go to webhooks alone (docs).
        """
        state = self.state
        action = Action(state.new_id(), type_, state.clock.now, actor.member, actor.app, data, models, member)
        if listed:
            state.actions[action.id] = action
            if type_ == "commentCard":
                state.comments.add(data["card"]["id"], action.id)
            for model in (*models, actor.member):
                state.log.add(model, action.id)
            self._forget()
        if type_ in OF_TYPES:
            self._notify(action)
        if state.webhooks and self.hear:
            self.hear(actor, action)
        return action

    def _forget(self) -> None:
        """Erase the oldest actions where there are too many: seldom and many at once, since this looks at all."""
        self._since += 1
        if self.most is None or self._since * 4 <= self.most:
            return
        self._since = 0
        kept = [each for each in self.state.actions.values() if each.type != "commentCard"]
        for action in kept[: max(0, len(kept) - self.most)]:
            self.erase(action)

    def _notify(self, action: Action) -> None:
        """Notify members who were added, are on the card that is commented on, or are mentioned in the comment.

        Nobody is notified of an action of their own, and nobody twice of one comment (ours).
        """
        state, type_ = self.state, OF_TYPES[action.type]
        recipients = {action.member: type_} if action.member else {}
        if action.type == "commentCard":
            recipients = dict.fromkeys(state.cards[action.data["card"]["id"]].members, type_)
            board = action.data["board"]["id"]
            named = (state.usernames.get(name, "") for name in mentioned(action.data["text"]))
            recipients |= {one: MENTIONED for one in named if (board, one) in state.memberships}
        recipients.pop(action.creator, None)
        for member, as_ in recipients.items():
            data = excerpt(action.data)
            row = Notification(state.notice_id(), member, as_, action.at, action.creator, action.id, data)
            state.notifications.add(row)

    def erase(self, action: Action) -> None:
        """Delete an action."""
        for model in (*action.models, action.creator):
            self.state.log.remove(model, action.id)
        del self.state.actions[action.id]

    def erase_all(self, model: str) -> None:
        """Delete all actions that are listed under a model."""
        for id_ in list(self.state.log[model]):
            self.erase(self.state.actions[id_])

    def workspace(self, actor: Actor, type_: str, workspace: Workspace, **more: object) -> None:
        """Write an action of a workspace."""
        self.write(actor, type_, {"organization": workspace.named(), **more}, (workspace.id,))

    def joined(self, actor: Actor, place: Workspace | Board, membership: Membership) -> None:
        """Write that a person became a member of a workspace or board."""
        data = {"idMemberAdded": membership.member, "memberType": membership.type, **_place(place)}
        type_ = "addMemberToBoard" if isinstance(place, Board) else "addMemberToOrganization"
        self.write(actor, type_, data, (place.id,), membership.member)

    def member(self, actor: Actor, type_: str, place: Workspace | Board, member: str, *, listed: bool) -> None:
        """Write that a member left a place, or became another kind of member there (the data of the latter: ours)."""
        self.write(actor, type_, {**self._named(member), **_place(place)}, (place.id,), member, listed=listed)

    def profile(self, actor: Actor, person: Person) -> None:
        """Write that a profile changed; the action does not say how (docs), and no list has it (ours)."""
        self.write(actor, "updateMember", self._named(person.id), (person.id,), person.id, listed=False)

    def _named(self, member: str) -> Json:
        return {"idMember": member, "member": {"id": member, "name": self.state.people[member].full_name}}

    def board(self, actor: Actor, type_: str, board: Board, **more: object) -> None:
        """Write an action of a board."""
        self.write(actor, type_, {"board": board.named(), **more}, (board.id,))

    def board_in_workspace(self, actor: Actor, type_: str, board: Board, workspace: Workspace) -> None:
        """Write that a board came to a workspace or left it."""
        data = {"board": board.named(), "organization": workspace.named()}
        self.write(actor, type_, data, (board.id, workspace.id))

    def list(self, actor: Actor, type_: str, list_: CardList, **changed: object) -> None:
        """Write an action of a list; `changed` are the new values that the action shows, and `old`."""
        old = changed.pop("old", None)
        board = self.state.boards[list_.board]
        data: Json = {"list": list_.named() | changed, "board": board.named()}
        if old is not None:
            data["old"] = old
        self.write(actor, type_, data, (list_.board, list_.id))

    def card(
        self,
        actor: Actor,
        type_: str,
        card: Card,
        more: Mapping[str, Any] = NOTHING,
        member: str = "",
        *,
        listed: bool = True,
    ) -> Action:
        """Write an action of a card where it lies now."""
        list_ = self.state.lists[card.list]
        board = self.state.boards[card.board]
        data = {
            "card": card.named(),
            "list": list_.named(),
            "board": board.named(),
            **more,
        }
        return self.write(actor, type_, data, (card.board, card.list, card.id), member, listed=listed)

    def card_changed(self, actor: Actor, card: Card, property_: str, old: object, new: object) -> None:
        """Write that one property of a card took another value (observed)."""
        more = {"old": {property_: old}, "card": {property_: new} | card.named()}
        self.card(actor, "updateCard", card, more)

    def card_moved(self, actor: Actor, card: Card, before: str) -> None:
        """Write that a card moved within its board: with `listBefore` and `listAfter`, without `list` (observed)."""
        was, now = self.state.lists[before], self.state.lists[card.list]
        data = {
            "old": {"idList": before},
            "card": {"idList": card.list} | card.named(),
            "board": self.state.boards[card.board].named(),
            "listBefore": was.named(),
            "listAfter": now.named(),
        }
        self.write(actor, "updateCard", data, (card.board, before, card.list, card.id))

    def card_changed_board(self, actor: Actor, was: Card, now: Card) -> None:
        """Write that a card moved to another board: one action on each board (docs)."""
        here, there = self.state.boards[was.board], self.state.boards[now.board]
        for type_, board, other, card in (
            ("moveCardFromBoard", here, {"boardTarget": there.named()}, was),
            ("moveCardToBoard", there, {"boardSource": here.named()}, now),
        ):
            list_ = self.state.lists[card.list].named()
            data = {"card": card.named(), "board": board.named(), "list": list_, **other}
            self.write(actor, type_, data, (board.id, card.list, card.id))

    def card_member(self, actor: Actor, type_: str, card: Card, member: str) -> None:
        """Write that somebody was put on a card or taken off."""
        data = {
            **self._named(member),
            "card": card.named(),
            "board": self.state.boards[card.board].named(),
        }
        self.write(actor, type_, data, (card.board, card.id), member)

    def card_gone(self, actor: Actor, card: Card) -> None:
        """Write that a card was deleted; the action does not hold its name (observed)."""
        named = card.named()
        del named["name"]
        data = {
            "card": named,
            "list": self.state.lists[card.list].named(),
            "board": self.state.boards[card.board].named(),
        }
        self.write(actor, "deleteCard", data, (card.board, card.list))

    def of_board(self, actor: Actor, type_: str, one: BoardRow, **more: object) -> None:
        """Write an action of a label or custom field of a board.

        No list has these (docs). In 2020 boards still listed those of custom fields (observed); the docs are newer.
        """
        data = {**one.in_log(), "board": self.state.boards[one.board].named(), **more}
        self.write(actor, type_, data, (one.board,), listed=False)

    def on_card(self, actor: Actor, type_: str, one: CardRow, *, listed: bool = False, **more: object) -> None:
        """Write an action of what lies on a card; most of these actions go to webhooks alone (docs)."""
        self.within_card(actor, type_, one.card, {**one.in_log(), **more}, listed=listed)

    def within_card(self, actor: Actor, type_: str, id_: str, data: Json, *, listed: bool = False) -> None:
        """Write an action within a card; the action does not name the list (ours)."""
        card = self.state.cards[id_]
        data = {"card": card.named(), "board": self.state.boards[card.board].named(), **data}
        self.write(actor, type_, data, (card.board, card.id), listed=listed)
