"""Cards. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import NOTHING, Actor, Card, CardList, ref
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.positions import position
from syncproof.fakes.trello.verbs.content_of_cards import ContentOfCards
from syncproof.ledger import Ref, Value, Values

_FIELDS: Mapping[str, str] = MappingProxyType(
    {name: name for name in ("name", "desc", "due", "start", "closed", "pos")}
    | {"dueComplete": "due_complete", "idList": "list", "idMembers": "members"}
)

_ALSO: Mapping[str, str] = MappingProxyType(
    {"dueReminder": "reminder", "isTemplate": "template", "cardRole": "role", "cover": "cover", "location": "location"}
)
"""The fields of the row that documents do not know, by their names in the log."""


def _people(ids: Value) -> tuple[str, ...]:
    return tuple(str(ids).split(",")) if ids else ()


def _row(stored: Values) -> dict[str, Any]:
    """Return stored values as the fields of a card."""
    return {_FIELDS[name]: _people(value) if name == "idMembers" else value for name, value in stored.items()}


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def _describes(actor: Actor, stored: Values) -> bool:
    """Whether a write leaves descData behind: any through the API does, even an empty one (observed)."""
    return actor.app is not None or bool(stored.get("desc"))


@dataclass(frozen=True)
class Cards:
    """Creates, changes, moves and deletes cards; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    content: ContentOfCards

    def create(
        self,
        actor: Actor,
        list_: CardList,
        given: Values,
        more: Mapping[str, Any] = NOTHING,
        *,
        source: Card | None = None,
    ) -> Card:
        """Create a card on a list, by default at the bottom (spec). Raises Refusal.

        `more` holds further fields of the row, checked before; `source` is the card to copy.
        """
        state = self.state
        of = ref("Cards", "", list_.id)
        taken = self.entries.take_new(actor, of, rules.CARDS, {**given, "idList": list_.id})
        self._check_members(actor, of, list_.board, taken.get("idMembers"))
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
        card = self._dated(blank, blank._replace(**_row(taken), **more, described=_describes(actor, taken)))
        state.short_links[card.short_link] = card.id
        state.cards_by_age.add(card.board, card.id)
        self._put(None, card)
        self.entries.created(actor, card)
        if source:
            self.log.card(actor, "copyCard", card, {"cardSource": source.named()})
        else:
            self.log.card(actor, "createCard", card)
        if card.due:  # written down as a change of its own (observed)
            self.log.card_changed(actor, card, "due", None, card.due)
        for member in card.members:
            self.log.card_member(actor, "addMemberToCard", card, member)
        self._log_labels(actor, blank, card)
        return card

    def _dated(self, was: Card, now: Card) -> Card:
        """Return a card with the time of its archiving or completion, if any (ours)."""
        if now.closed != was.closed:
            now = now._replace(closed_at=self.state.now if now.closed else None)
        if now.due_complete != was.due_complete:
            now = now._replace(completed_at=self.state.now if now.due_complete else None)
        return now

    def edit(
        self,
        actor: Actor,
        card: Card,
        given: Values,
        more: Mapping[str, Any] = NOTHING,
        *,
        across: bool = False,
    ) -> Card:
        """Change a card; an action for each property (observed). Raises Refusal.

        `more` holds further fields of the row, checked before. `across`: the card may move to another board.
        """
        of = card.ref
        taken = self.entries.take(actor, of, rules.CARDS, given)
        target = self.state.lists.get(str(taken.get("idList", card.list)))
        if target is None or (target.board != card.board and not across):
            self.entries.refuse(actor, of, "idList", given["idList"], refusals.invalid("idList"))
        self._check_members(actor, of, target.board, taken.get("idMembers"))
        if target.board != card.board:
            card = self.change_board(actor, card, target)
        after = card._replace(**_row(taken), **more)
        if after == card:
            return card
        after = self._dated(card, after)
        described = card.described or _describes(actor, taken)
        after = after._replace(active=self.state.now, described=described)
        self._put(card, after)
        self._log_changes(actor, card, after)
        self.entries.updated(actor, card, after)
        return after

    def _log_changes(self, actor: Actor, card: Card, after: Card) -> None:
        """Write an action for each change."""
        was, now = card.properties(), after.properties()
        for name in (name for name in now if now[name] != was[name]):
            if name == "idList":
                self.log.card_moved(actor, after, card.list)
            elif name != "idMembers":
                self.log.card_changed(actor, after, name, was[name], now[name])
        for name, field in _ALSO.items():
            if (before := getattr(card, field)) != (later := getattr(after, field)):
                self.log.card_changed(actor, after, name, _plain(before), _plain(later))
        for member in card.members:
            if member not in after.members:
                self.log.card_member(actor, "removeMemberFromCard", after, member)
        for member in after.members:
            if member not in card.members:
                self.log.card_member(actor, "addMemberToCard", after, member)
        self._log_labels(actor, card, after)

    def _log_labels(self, actor: Actor, was: Card, now: Card) -> None:
        """Write an action for each label that was put on or taken off."""
        for type_, ids, others in (
            ("removeLabelFromCard", was.labels, now.labels),
            ("addLabelToCard", now.labels, was.labels),
        ):
            for id_ in ids:
                if id_ not in others:
                    label = self.state.content.labels[id_]
                    more = {**label.in_log(), "text": label.name, "value": label.color}
                    self.log.card(actor, type_, now, more, listed=False)

    def take_off(self, actor: Actor, card: Card, member: str) -> Card:
        """Take a member off a card."""
        left = ",".join(one for one in card.members if one != member)
        return self.edit(actor, card, {"idMembers": left})

    def change_board(self, actor: Actor, card: Card, list_: CardList) -> Card:
        """Move a card to another board: it gets a new number, and loses members who are not on that board (ours).

        The card keeps labels of which the other board has an equal one, and no custom field items (ours).
        """
        state = self.state
        number = state.short_numbers[list_.board] + 1
        state.short_numbers[list_.board] = number
        stays = tuple(one for one in card.members if (list_.board, one) in state.memberships)
        after = card._replace(
            board=list_.board,
            list=list_.id,
            id_short=number,
            members=stays,
            labels=self.labels_there(card, list_.board),
            active=state.now,
        )
        self.content.forget_field_items(actor, card)
        state.cards_by_age.remove(card.board, card.id)
        state.cards_by_age.add(after.board, card.id)
        self._put(card, after)
        self.log.card_changed_board(actor, card, after)
        self.entries.updated(actor, card, after)
        return after

    def labels_there(self, card: Card, board: str) -> tuple[str, ...]:
        """Return the labels of another board that equal those of a card by name and colour."""
        content = self.state.content
        wanted = {(one.name, one.color) for one in map(content.labels.__getitem__, card.labels)}
        alike = {(one.name, one.color): one.id for one in content.labels_on(board)} if wanted else {}
        return tuple(alike[one] for one in alike if one in wanted)

    def delete(self, actor: Actor, card: Card) -> None:
        """Delete a card: its comments and actions go with it, only the action of its deletion stays (observed)."""
        state = self.state
        self.content.forget_all(actor, card)
        self.log.erase_all(card.id)
        state.cards_of.remove(card.list, (card.pos, card.id))
        state.cards_by_age.remove(card.board, card.id)
        if card.closed:
            state.archived.remove(card.board, card.id)
        for member in card.members:
            state.cards_with.remove(member, card.id)
        del state.cards[card.id], state.short_links[card.short_link]
        self.log.card_gone(actor, card)
        self.entries.deleted(actor, card.ref)

    def _put(self, was: Card | None, now: Card) -> None:
        """Store a card, and update the indexes."""
        state = self.state
        state.cards[now.id] = now
        self._touch_board(now)
        if was is None or (was.list, was.pos) != (now.list, now.pos):
            if was:
                state.cards_of.remove(was.list, (was.pos, was.id))
            state.cards_of.add(now.list, (now.pos, now.id))
        self._shelve(was, now)
        before = was.members if was else ()
        if before != now.members:
            for member in before:
                state.cards_with.remove(member, now.id)
            for member in now.members:
                state.cards_with.add(member, now.id)
        worn = was.labels if was else ()
        if worn != now.labels:
            for label in worn:
                state.content.labelled.remove(label, now.id)
            for label in now.labels:
                state.content.labelled.add(label, now.id)

    def _shelve(self, was: Card | None, now: Card) -> None:
        """Update the index of archived cards, by which a board knows its open cards without counting them."""
        before, after = (one.board if one and one.closed else "" for one in (was, now))
        if before != after:
            if before:
                self.state.archived.remove(before, now.id)
            if after:
                self.state.archived.add(after, now.id)

    def _touch_board(self, card: Card) -> None:
        board = self.state.boards[card.board]
        if board.active != self.state.now:
            self.state.boards[board.id] = board._replace(active=self.state.now)

    def _check_members(self, actor: Actor, of: Ref, board: str, ids: Value) -> None:
        """Refuse people who are not members of the board (observed)."""
        if any((board, one) not in self.state.memberships for one in _people(ids)):
            self.entries.refuse(actor, of, "idMembers", ids, refusals.NOT_AN_ID)

    def touch(self, id_: str) -> None:
        """Update the time of the last activity of a card."""
        card = self.state.cards[id_]
        self._put(card, card._replace(active=self.state.now))
