"""`/actions`: Trello's log. Only comments can be written, by their author (spec, docs) or by a capability."""

from __future__ import annotations

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.rows import Action, Json
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import get_field
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.views import listing, mentioned


def get(ask: Ask) -> object:
    """Show an action with its display (observed)."""
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
        raise refusals.not_found()
    if action.type != "commentCard":
        raise refusals.bad("action")
    return action


def edit_comment(ask: Ask) -> object:
    """Change a comment."""
    return _edit(ask, ask.parameters)


def put_text(ask: Ask) -> object:
    """Change a comment; the text is given as `value`."""
    ask.action()
    return _edit(ask, ask.parameters.renamed("text"))


def _edit(ask: Ask, parameters: Parameters) -> object:
    action = _comment(ask)
    board = ask.state.boards[ask.service.comments.card_of(action).board]
    if action.creator != ask.member and not ask.service.rights.may_write_comments(ask.member, board):
        if ask.service.rights.lacks_comments(ask.member, board):
            ask.service.comments.keep(ask.actor, action, parameters.values(rules.ACTIONS))
        raise Answer(401, rights.BOARD)
    given = {"text": parameters.values(rules.ACTIONS).get("text")}
    listing.action(ask, action)  # what the answer shall hold is refused before anything changes
    return listing.action(ask, ask.service.comments.edit(ask.actor, action, given))


def delete_comment(ask: Ask) -> object:
    """Delete a comment: authors their own, admins of the board any (docs)."""
    action = _comment(ask)
    board = ask.service.comments.card_of(action).board
    if action.creator != ask.member and not ask.state.admin(board, ask.member):
        raise Answer(401, rights.BOARD)
    ask.service.comments.delete(ask.actor, action)
    return {"_value": None}


def _shape(ask: Ask) -> Json:
    return card_shapes.action(ask.action())


ROUTES: Routes = {
    ("GET", "/actions/{action}"): get,
    ("PUT", "/actions/{action}"): edit_comment,
    ("DELETE", "/actions/{action}"): delete_comment,
    ("GET", "/actions/{action}/{field}"): get_field(_shape),
    ("PUT", "/actions/{action}/text"): put_text,
    **mentioned.routes("/actions/{action}", Ask.action),
}
