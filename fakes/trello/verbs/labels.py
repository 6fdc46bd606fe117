"""Labels of boards. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.fakes.trello.memory.content import COLOURS, Label
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Actor, Board, changes
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.verbs.cards import Cards

DEFAULT = ("green", "yellow", "orange", "red", "purple", "blue")
"""The colours of the labels of a new board (that there are labels: spec; which: observed)."""

SHADES = frozenset(f"{colour}{shade}" for colour in COLOURS for shade in ("", "_dark", "_light"))
"""All colours (clients: trello.js, TrelloDotNet)."""


@dataclass(frozen=True)
class Labels:
    """Creates, changes and deletes labels; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    cards: Cards

    def create(self, actor: Actor, board: Board, name: str, color: str | None, *, logged: bool = True) -> Label:
        """Create a label; two may be equal (ours). `logged`: with an action, which labels of a new board have not."""
        content = self.state.content
        label = Label(self.state.new_id(), board.id, name, color)
        content.labels[label.id] = label
        content.labels_of.add(board.id, label.id)
        self.entries.created(actor, label)
        if logged:
            self.log.of_board(actor, "createLabel", label)
        return label

    def edit(self, actor: Actor, label: Label, given: Mapping[str, Any]) -> Label:
        """Change a label, on all its cards."""
        after = label._replace(**given)
        self.state.content.labels[label.id] = after
        for name, old in changes(label, after).items():
            self.log.of_board(actor, "updateLabel", after, old={name: old})
        self.entries.updated(actor, label, after)
        return after

    def delete(self, actor: Actor, label: Label) -> None:
        """Delete a label, and take it off its cards."""
        content = self.state.content
        for card in [self.state.cards[id_] for id_ in content.labelled[label.id]]:
            self.cards.edit(actor, card, {}, {"labels": tuple(one for one in card.labels if one != label.id)})
        content.labels_of.remove(label.board, label.id)
        del content.labels[label.id]
        self.log.of_board(actor, "deleteLabel", label)
        self.entries.deleted(actor, label.ref)
