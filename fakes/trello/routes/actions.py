"""`/actions`: Trello's log. Only comments can be written, by their author alone (spec, docs)."""

from __future__ import annotations

from syncproof.fakes.trello import rules
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.state import Action
from syncproof.fakes.trello.request.ask import Ask, NoRoute, Routes
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.rules import Answer
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.views import listing, mentioned


def get(ask: Ask) -> object:
    """Show an action, with how a screen tells of it (observed)."""
    action = ask.action()
    shape = listing.action(ask, action)
    if ask.parameters.flag("display", default=True):
        shape["display"] = card_shapes.display(ask.state, action)
    if ask.parameters.flag("entities"):
        shape["entities"] = []
    return shape


def _comment(ask: Ask) -> Action:
    """Return the comment that the path names; any other action cannot be written (the words: ours)."""
    action = ask.action()
    if "card" in ask.segments and ask.card().id not in action.models:
        raise rules.not_found()
    if action.type != "commentCard":
        raise rules.bad("action")
    return action


def edit_comment(ask: Ask) -> object:
    """Change one's own comment."""
    return _edit(ask, ask.parameters)


def put_text(ask: Ask) -> object:
    """Change one's own comment, given as `value`."""
    ask.action()
    return _edit(ask, ask.parameters.renamed("text"))


def _edit(ask: Ask, parameters: Parameters) -> object:
    action = _comment(ask)
    if action.creator != ask.member:
        raise Answer(401, rights.BOARD)
    given = {"text": parameters.values(rules.ACTIONS).get("text")}
    listing.action(ask, action)  # what the answer shall hold is refused before anything changes
    return listing.action(ask, ask.service.cards.edit_comment(ask.actor, action, given))


def delete_comment(ask: Ask) -> object:
    """Delete a comment: one's own, or as an admin of the board anyone's (docs)."""
    action = _comment(ask)
    board = ask.service.cards.card_of(action).board
    if action.creator != ask.member and not ask.state.admin(board, ask.member):
        raise Answer(401, rights.BOARD)
    ask.service.cards.delete_comment(ask.actor, action)
    return {"_value": None}


def get_field(ask: Ask) -> object:
    """One field of an action."""
    shape = card_shapes.action(ask.action())
    if ask.field not in shape:
        raise NoRoute
    return {"_value": shape[ask.field]}


def board(ask: Ask) -> object:
    """Show the board of an action."""
    return mentioned.board(ask, ask.action().data)


def card(ask: Ask) -> object:
    """Show the card of an action."""
    return mentioned.card(ask, ask.action().data)


def list_(ask: Ask) -> object:
    """Show the list of an action."""
    return mentioned.list_(ask, ask.action().data)


def member(ask: Ask) -> object:
    """Show the member that an action is about."""
    action = ask.action()
    if not action.member:
        raise rules.not_found()
    return listing.members(ask, [ask.state.people[action.member]], "fields")[0]


def member_creator(ask: Ask) -> object:
    """Show the member who did it."""
    return listing.members(ask, [ask.state.people[ask.action().creator]], "fields")[0]


def organization(ask: Ask) -> object:
    """Show the workspace of an action."""
    return mentioned.organization(ask, ask.action().data)


ROUTES: Routes = {
    ("GET", "/actions/{action}"): get,
    ("PUT", "/actions/{action}"): edit_comment,
    ("DELETE", "/actions/{action}"): delete_comment,
    ("GET", "/actions/{action}/{field}"): get_field,
    ("PUT", "/actions/{action}/text"): put_text,
    ("GET", "/actions/{action}/board"): board,
    ("GET", "/actions/{action}/card"): card,
    ("GET", "/actions/{action}/list"): list_,
    ("GET", "/actions/{action}/member"): member,
    ("GET", "/actions/{action}/memberCreator"): member_creator,
    ("GET", "/actions/{action}/organization"): organization,
}
