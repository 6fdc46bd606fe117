"""A paired card that is archived, moved, copied or deleted; and who edits does not matter."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.memory.rows import Actor
from syncproof.ledger import By, Values

from .conftest import CARD, CONTACT, PROJECT, Answer, World, Worlds, holds


def trello_of(here: World) -> Trello:
    assert isinstance(here.trello, Trello)
    return here.trello


def own_account(here: World) -> Actor:
    """Return a user who has the account whose token the sync uses."""
    trello = trello_of(here)
    return Actor(trello.service.state.tokens[trello.credentials["token"]].member, By.USER)


def change_card(here: World, card: str, given: Values) -> None:
    """Let a user change what no property table speaks of."""
    here.clock.advance(1)
    service = trello_of(here).service
    service.cards.edit(own_account(here), service.state.cards[card], given, across=True)


def carried_both_ways(here: World, task: str, card: str) -> bool:
    """Whether edits of either side still reach the other."""
    here.edit("Custompms", "Task", task, {"title": "from the task"})
    here.settle()
    forward = {**here.there("Cards"), **here.trello.records("Cards")}
    here.edit("Trello", "Cards", card, {"desc": "from the card"})
    here.settle()
    notes = here.fakes["Custompms"].records("Task")[task]["notes"]
    return (forward[card]["name"], notes) == ("from the task", "from the card")


@pytest.mark.parametrize("given", [{"closed": True}, {"idList": "another list"}, {"idList": "another board"}], ids=str)
def test_a_card_that_is_archived_or_moved_stays_in_sync_and_where_it_is(world: Worlds, given: Values) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    service = trello_of(here).service
    board = service.state.boards[here.places["Cards"]["board"]]
    lists = {
        "another board": here.trello.prepare("Cards")["list"],
        "another list": service.boards.create_list(own_account(here), board, "Done").id,
    }
    change_card(here, card, {name: lists.get(str(value), value) for name, value in given.items()})
    before = service.state.cards[card]

    assert carried_both_ways(here, task, card)

    after = service.state.cards[card]
    assert (after.list, after.board, after.closed) == (before.list, before.board, before.closed)
    assert len(here.trello.records("Cards")) == 1
    assert here.reports == []


def test_a_card_on_another_board_is_read_in_every_pass_until_it_is_back(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    change_card(here, card, {"idList": here.trello.prepare("Cards")["list"]})
    here.settle()
    assert here.links.of(str(CARD), task).retry
    change_card(here, card, {"idList": here.places["Cards"]["list"]})
    here.settle()
    assert not here.links.of(str(CARD), task).retry


def test_an_edit_with_the_account_of_the_sync_is_an_edit(world: Worlds) -> None:
    here = world(PROJECT, CARD)
    project, task = here.add(PROJECT), here.add(CARD)
    here.settle()
    (comment,), (card,) = here.made("Actions"), here.made("Cards")
    service = trello_of(here).service
    service.comments.edit(own_account(here), service.state.actions[comment], {"text": "Tunnel"})
    change_card(here, card, {"name": "Fill"})
    here.settle()
    assert here.fakes["Customerp"].records("Project")[project]["name"] == "Tunnel"
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "Fill"


@pytest.mark.parametrize(("old", "new"), [("Ada", "ada"), ("Cafe\u0301", "Caf\xe9"), ("x" * 240, "x" * 239 + "y")])
def test_an_edit_near_the_old_value_is_an_edit(world: Worlds, old: str, new: str) -> None:
    here = world(CARD)
    task = here.add(CARD, title=old)
    here.settle()
    (card,) = here.made("Cards")
    here.edit("Custompms", "Task", task, {"title": new})
    here.settle()
    assert here.there("Cards")[card]["name"] == new
    here.edit("Trello", "Cards", card, {"name": old})
    here.settle()
    assert holds(here.fakes["Custompms"].records("Task")[task], {"title": 0}) == {"title": old}


def test_a_member_who_comes_back_to_the_workspace_is_in_sync_again(world: Worlds) -> None:
    here = world(CONTACT)
    contact = here.add(CONTACT)
    here.settle()
    (member,) = here.made("Members")
    here.trello.remove("Members", member)
    here.settle()
    here.trello.add("Members", {"fullName": "Ada", "email": "ada@x.org"}, place=here.places["Members"]["organization"])
    here.edit("Customerp", "Contact", contact, {"name": "Ada King"})
    here.settle()
    assert here.there("Members")[member]["fullName"] == "Ada King"
    assert len(here.made("Members")) == 1


def test_a_member_who_leaves_before_being_found_comes_back_with_the_later_name(world: Worlds) -> None:
    here = world(CONTACT)
    contact = here.add(CONTACT)

    def leave_when_invited(request: httpx.Request, answer: Answer) -> httpx.Response:
        answered = answer(request)
        if request.method == "PUT":
            here.wire.trouble = None
            here.trello.remove("Members", *here.made("Members"))
            here.edit("Customerp", "Contact", contact, {"name": "Ada King"})
        return answered

    here.wire.trouble = leave_when_invited
    here.settle()
    (member,) = here.made("Members").values()
    assert member["fullName"] == "Ada King"
    assert here.fakes["Customerp"].records("Contact")[contact]["name"] == "Ada King"
