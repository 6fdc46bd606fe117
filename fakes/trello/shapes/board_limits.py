"""The limit of open cards on a board, and the warnings before it (docs; one of the numbers is in their examples)."""

from __future__ import annotations

from syncproof.fakes.trello.memory.rows import Board, CardList
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.refusals import Answer

OPEN_CARDS = 5000
"""The most open cards of a board (docs); a board warns from four fifths of it on (ours)."""


def _warn_at() -> int:
    return OPEN_CARDS * 4 // 5


def _open_cards(state: State, board: str) -> int:
    return len(state.cards_by_age[board]) - len(state.archived[board])


def room_for_list(state: State, board: str, list_: CardList, *, copied: bool = False) -> None:
    """Refuse a list whose cards a board has no room for; a list of the same board adds none, unless it is copied."""
    if copied or list_.board != board:
        room(state, board, sum(not card.closed for card in state.cards_on(list_.id)))


def shown(state: State, board: Board) -> dict[str, object]:
    """Return the limits that a board shows."""
    count = _open_cards(state, board.id)
    status = "ok" if count < _warn_at() else "warn" if count < OPEN_CARDS else "disabled"
    return {"cards": {"openPerBoard": {"status": status, "disableAt": OPEN_CARDS, "warnAt": _warn_at()}}}


def room(state: State, board: str, cards: int = 1) -> None:
    """Refuse more open cards than a board has room for: the status is documented, the words are ours."""
    if cards and _open_cards(state, board) + cards > OPEN_CARDS:
        raise Answer(403, "Board has too many open cards")
