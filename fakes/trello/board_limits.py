"""How much a board holds, and how it says that it is filling up (docs; of the numbers one is in their examples)."""

from __future__ import annotations

from syncproof.fakes.trello.rules import Answer
from syncproof.fakes.trello.state import Board, State

OPEN_CARDS = 5000
"""On a board (docs); from four fifths of it on a board warns (ours)."""


def _warn_at() -> int:
    return OPEN_CARDS * 4 // 5


def _open_cards(state: State, board: str) -> int:
    return len(state.cards_by_age[board]) - len(state.archived[board])


def shown(state: State, board: Board) -> dict[str, object]:
    """Return the limits that a board tells of."""
    count = _open_cards(state, board.id)
    status = "ok" if count < _warn_at() else "warn" if count < OPEN_CARDS else "disabled"
    return {"cards": {"openPerBoard": {"status": status, "disableAt": OPEN_CARDS, "warnAt": _warn_at()}}}


def room(state: State, board: Board) -> None:
    """Refuse one card too many: the status is documented, the words are ours."""
    if _open_cards(state, board.id) >= OPEN_CARDS:
        raise Answer(403, "Board has too many open cards")
