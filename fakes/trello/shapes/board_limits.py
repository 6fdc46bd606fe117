"""How much a board holds, and how it says that it is filling up (docs; of the numbers one is in their examples)."""

from __future__ import annotations

from syncproof.fakes.trello.memory.rows import Board, CardList
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.rules import Answer

OPEN_CARDS = 5000
"""On a board (docs); from four fifths of it on a board warns (ours)."""


def _warn_at() -> int:
    return OPEN_CARDS * 4 // 5


def _open_cards(state: State, board: str) -> int:
    return len(state.cards_by_age[board]) - len(state.archived[board])


def room_for_list(state: State, board: str, list_: CardList, *, copied: bool = False) -> None:
    """Refuse the cards of a list that come to a board, unless they are on it already; copies always come."""
    if copied or list_.board != board:
        room(state, board, sum(not card.closed for card in state.cards_on(list_.id)))


def shown(state: State, board: Board) -> dict[str, object]:
    """Return the limits that a board tells of."""
    count = _open_cards(state, board.id)
    status = "ok" if count < _warn_at() else "warn" if count < OPEN_CARDS else "disabled"
    return {"cards": {"openPerBoard": {"status": status, "disableAt": OPEN_CARDS, "warnAt": _warn_at()}}}


def room(state: State, board: str, cards: int = 1) -> None:
    """Refuse open cards that are too many, from wherever they come: the status is documented, the words are ours."""
    if cards and _open_cards(state, board) + cards > OPEN_CARDS:
        raise Answer(403, "Board has too many open cards")
