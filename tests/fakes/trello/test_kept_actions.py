"""A served Trello keeps its newest actions, and every comment, which is a record."""

from __future__ import annotations

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Ledger

MOST = 8


def changed(trello: Trello, times: int) -> tuple[list[str], int]:
    """Change a card, comment on it between, and return the types of the actions that are kept, and the comments."""
    place = trello.prepare("Cards")
    card = trello.add("Cards", {"name": "Dig"}, place=place["list"], by=By.HARNESS)
    for number in range(times):
        trello.edit("Cards", card, {"name": f"Dig {number}"})
    comments = trello.prepare("Actions")
    for number in range(times):
        trello.add("Actions", {"text": f"note {number}"}, place=comments["card"])
        trello.edit("Cards", card, {"name": f"Dig again {number}"})
    state = trello.service.state
    assert sorted(state.actions) == sorted({id_ for group in state.log.values() for id_ in group})
    return [each.type for each in state.actions.values()], len(trello.records("Actions"))


def test_the_newest_actions_are_kept_and_all_comments() -> None:
    trello = Trello(Clock(), Ledger(), limited=False)
    trello.keep_actions(MOST)

    types, comments = changed(trello, 30)

    assert comments == types.count("commentCard") == 30
    assert MOST <= len(types) - comments <= MOST * 5 // 4
    assert types[-1] == "updateCard"


def test_in_stories_all_actions_are_kept() -> None:
    types, _ = changed(Trello(Clock(), Ledger(), limited=False), 30)

    assert types.count("updateCard") == 60
