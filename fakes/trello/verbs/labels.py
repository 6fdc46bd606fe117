"""Labels of boards: how they come to be, change and go. No HTTP here."""

from __future__ import annotations

from syncproof.fakes.trello.memory.content import COLOURS, Label
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries, ref, values
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.state import Actor, Board, State
from syncproof.fakes.trello.verbs import content_log
from syncproof.fakes.trello.verbs.cards import Cards

DEFAULT = ("green", "yellow", "orange", "red", "purple", "blue")
"""What a new board comes with, without names (spec: that it does; observed: which)."""

SHADES = frozenset(f"{colour}{shade}" for colour in COLOURS for shade in ("", "_dark", "_light"))
"""All colours (clients: trello.js, TrelloDotNet)."""


class Labels:
    """The verbs."""

    def __init__(self, state: State, log: Log, entries: LedgerEntries, cards: Cards) -> None:
        self.state = state
        self.log = log
        self.entries = entries
        self.cards = cards

    def create(self, actor: Actor, board: Board, name: str, color: str | None, *, told: bool = True) -> Label:
        """Make a label; two may be alike (ours). `told`: webhooks are, since it did not come with the board."""
        content = self.state.content
        label = Label(self.state.new_id(), board.id, name, color)
        content.labels[label.id] = label
        content.labels_of.add(board.id, label.id)
        self.entries.created(actor, ref("Labels", label.id, board.id), label)
        if told:
            content_log.label(self.log, actor, "createLabel", label)
        return label

    def edit(self, actor: Actor, label: Label, name: str, color: str | None) -> Label:
        """Change a label, on every card that bears it."""
        after = label._replace(name=name, color=color)
        if after == label:
            return label
        self.state.content.labels[label.id] = after
        was, now = values(label), values(after)
        for property_, value in now.items():
            if value != was[property_]:
                content_log.label(self.log, actor, "updateLabel", after, old={property_: was[property_]})
        self.entries.updated(actor, ref("Labels", label.id, label.board), was, now)
        return after

    def delete(self, actor: Actor, label: Label) -> None:
        """Delete a label, and take it off its cards."""
        content = self.state.content
        for card in [self.state.cards[id_] for id_ in content.labelled[label.id]]:
            self.cards.edit(actor, card, {}, {"labels": tuple(one for one in card.labels if one != label.id)})
        content.labels_of.remove(label.board, label.id)
        del content.labels[label.id]
        content_log.label(self.log, actor, "deleteLabel", label)
        self.entries.deleted(actor, ref("Labels", label.id, label.board))
