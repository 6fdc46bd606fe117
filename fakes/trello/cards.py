"""Cards and their comments: how they come to be, change and go. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from syncproof.fakes.trello import rules
from syncproof.fakes.trello.book import Book, ref, values
from syncproof.fakes.trello.log import Log
from syncproof.fakes.trello.positions import position
from syncproof.fakes.trello.state import Action, Actor, Card, CardList, State
from syncproof.ledger import Ref, Value, Values

_FIELDS: Mapping[str, str] = MappingProxyType(
    {name: name for name in ("name", "desc", "due", "start", "closed", "pos")}
    | {"dueComplete": "due_complete", "idList": "list", "idMembers": "members"}
)


def _people(ids: Value) -> tuple[str, ...]:
    return tuple(str(ids).split(",")) if ids else ()


def _row(stored: Values) -> dict[str, Any]:
    """Return stored values as the fields of a card."""
    return {_FIELDS[name]: _people(value) if name == "idMembers" else value for name, value in stored.items()}


def _describes(actor: Actor, stored: Values) -> bool:
    """Whether a write leaves descData behind: any through the API does, even an empty one (observed)."""
    return actor.app is not None or bool(stored.get("desc"))


class Cards:
    """The verbs."""

    def __init__(self, state: State, log: Log, book: Book) -> None:
        self.state = state
        self.log = log
        self.book = book

    def create(self, actor: Actor, list_: CardList, given: Values) -> Card:
        """Put a card on a list, at the bottom unless told otherwise (spec). Raises Refusal."""
        state = self.state
        of = ref("Cards", "", list_.id)
        taken = self.book.take_new(actor, of, rules.CARDS, {**given, "idList": list_.id})
        self._know(actor, of, list_.board, taken.get("idMembers"))
        number = state.short_numbers[list_.board] + 1
        state.short_numbers[list_.board] = number
        blank = Card(
            id=state.new_id(),
            board=list_.board,
            list=list_.id,
            id_short=number,
            short_link=state.ids.letters(8),
            at=state.clock.now,
            active=state.now,
            pos=position(state.cards_of[list_.id], "bottom"),
        )
        card = blank._replace(**_row(taken), described=_describes(actor, taken))
        state.short_links[card.short_link] = card.id
        state.cards_by_age.add(card.board, card.id)
        self._put(None, card)
        self.book.created(actor, ref("Cards", card.id, card.list), card)
        self.log.card(actor, "createCard", card)
        if card.due:  # written down as a change of its own (observed)
            self.log.card_changed(actor, card, "due", None, card.due)
        for member in card.members:
            self.log.card_member(actor, "addMemberToCard", card, member)
        return card

    def edit(self, actor: Actor, card: Card, given: Values, *, across: bool = False) -> Card:
        """Change a card; an action for each property (observed). Raises Refusal.

        Its list must be on its board, unless it may go across boards.
        """
        of = ref("Cards", card.id, card.list)
        taken = self.book.take(actor, of, rules.CARDS, given)
        target = self.state.lists.get(str(taken.get("idList", card.list)))
        if target is None or (target.board != card.board and not across):
            self.book.refuse(actor, of, "idList", given["idList"], rules.invalid("idList"))
        self._know(actor, of, target.board, taken.get("idMembers"))
        if target.board != card.board:
            card = self.change_board(actor, card, target)
        after = card._replace(**_row(taken))
        if after == card:
            return card
        described = card.described or _describes(actor, taken)
        after = after._replace(active=self.state.now, described=described)
        self._put(card, after)
        self._tell(actor, card, after)
        self.book.updated(actor, ref("Cards", card.id, after.list), values(card), values(after))
        return after

    def _tell(self, actor: Actor, card: Card, after: Card) -> None:
        """Write into the log what changed."""
        was, now = values(card), values(after)
        for name in (name for name in now if now[name] != was[name]):
            if name == "idList":
                self.log.card_moved(actor, after, card.list)
            elif name != "idMembers":
                self.log.card_changed(actor, after, name, was[name], now[name])
        for member in card.members:
            if member not in after.members:
                self.log.card_member(actor, "removeMemberFromCard", after, member)
        for member in after.members:
            if member not in card.members:
                self.log.card_member(actor, "addMemberToCard", after, member)

    def take_off(self, actor: Actor, card: Card, member: str) -> Card:
        """Take somebody off a card."""
        left = ",".join(one for one in card.members if one != member)
        return self.edit(actor, card, {"idMembers": left})

    def change_board(self, actor: Actor, card: Card, list_: CardList) -> Card:
        """Take a card to another board, where it gets a new number; strangers there come off it (ours)."""
        state = self.state
        number = state.short_numbers[list_.board] + 1
        state.short_numbers[list_.board] = number
        stays = tuple(one for one in card.members if (list_.board, one) in state.memberships)
        after = card._replace(board=list_.board, list=list_.id, id_short=number, members=stays, active=state.now)
        state.cards_by_age.remove(card.board, card.id)
        state.cards_by_age.add(after.board, card.id)
        self._put(card, after)
        self.log.card_changed_board(actor, card, after)
        self.book.updated(actor, ref("Cards", card.id, after.list), values(card), values(after))
        return after

    def delete(self, actor: Actor, card: Card) -> None:
        """Delete a card: comments and log go with it, and only that it is gone stays written (observed)."""
        state = self.state
        for id_ in list(state.comments[card.id]):
            self._forget(actor, card, state.actions[id_])
        self.log.erase_all(card.id)
        state.cards_of.remove(card.list, (card.pos, card.id))
        state.cards_by_age.remove(card.board, card.id)
        for member in card.members:
            state.cards_with.remove(member, card.id)
        del state.cards[card.id], state.short_links[card.short_link]
        self.log.card_gone(actor, card)
        self.book.deleted(actor, ref("Cards", card.id, card.list))

    def _put(self, was: Card | None, now: Card) -> None:
        """Store a card, and keep the ways to it."""
        state = self.state
        state.cards[now.id] = now
        self._touch_board(now)
        if was is None or (was.list, was.pos) != (now.list, now.pos):
            if was:
                state.cards_of.remove(was.list, (was.pos, was.id))
            state.cards_of.add(now.list, (now.pos, now.id))
        before = was.members if was else ()
        if before != now.members:
            for member in before:
                state.cards_with.remove(member, now.id)
            for member in now.members:
                state.cards_with.add(member, now.id)

    def _touch_board(self, card: Card) -> None:
        board = self.state.boards[card.board]
        if board.active != self.state.now:
            self.state.boards[board.id] = board._replace(active=self.state.now)

    def _know(self, actor: Actor, of: Ref, board: str, ids: Value) -> None:
        """Only members of the board can be on its cards (observed)."""
        if any((board, one) not in self.state.memberships for one in _people(ids)):
            self.book.refuse(actor, of, "idMembers", ids, rules.NOT_AN_ID)

    # --- comments ---

    def comment(self, actor: Actor, card: Card, given: Values) -> Action:
        """Write a comment on a card. Raises Refusal."""
        taken = self.book.take_new(actor, ref("Actions", "", card.id), rules.ACTIONS, given)
        action = self.log.card(actor, "commentCard", card, {"text": taken["text"], "textData": {"emoji": {}}})
        self.state.comments.add(card.id, action.id)
        self._touch(card)
        self.book.created(actor, ref("Actions", action.id, card.id), action)
        return action

    def edit_comment(self, actor: Actor, action: Action, given: Values) -> Action:
        """Change a comment: id and date stay, and no list shows it as new (observed). Raises Refusal."""
        card = self.card_of(action)
        of = ref("Actions", action.id, card.id)
        taken = self.book.take(actor, of, rules.ACTIONS, given)
        if taken.get("text", action.data["text"]) == action.data["text"]:
            return action
        data = {**action.data, "text": taken["text"], "dateLastEdited": self.state.now}
        after = action._replace(data=data)
        self.state.actions[action.id] = after
        self._touch(card)
        self.book.updated(actor, of, values(action), values(after))
        return after

    def delete_comment(self, actor: Actor, action: Action) -> None:
        """Delete a comment; the log does not tell (docs)."""
        self._forget(actor, self.card_of(action), action)
        self.log.erase(action)

    def card_of(self, action: Action) -> Card:
        """Return the card that a comment is on."""
        return self.state.cards[action.data["card"]["id"]]

    def _forget(self, actor: Actor, card: Card, comment: Action) -> None:
        self.state.comments.remove(card.id, comment.id)
        self.book.deleted(actor, ref("Actions", comment.id, card.id))

    def _touch(self, card: Card) -> None:
        self._put(card, card._replace(active=self.state.now))
