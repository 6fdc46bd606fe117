"""`/labels`, and the labels of boards and cards."""

from __future__ import annotations

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory.content import Label
from syncproof.fakes.trello.memory.rows import Board, Card
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.card_values import known_labels
from syncproof.fakes.trello.request.fields import Writes, changes, put, put_field, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.verbs.labels import SHADES
from syncproof.fakes.trello.views import content


def _label(ask: Ask) -> Label:
    """Return the label that the path names."""
    label = refusals.there(ask.state.content.labels.get(ask.segments["label"]))
    ask.use(ask.state.boards[label.board], writes=ask.writes)
    return label


def _color(given: Parameters, name: str = "color") -> str | None:
    """Return a colour; null is allowed and hides the label on the front of cards (spec)."""
    value = given.given.get(name)
    if value in (None, "null"):
        return None
    if not isinstance(value, str) or value not in SHADES:
        raise refusals.bad(name)
    return value


WRITES: Writes = {"name": ("name", Parameters.text), "color": ("color", _color)}


def _create(ask: Ask, board: Board, *must: str) -> Label:
    """Create a label; mandatory parameters (spec) may be empty: labels without name or colour are common."""
    given = ask.parameters
    for name in must:
        if name not in given.named:
            raise refusals.bad(name)
    return ask.service.labels.create(ask.actor, board, given.text("name"), _color(given))


def post(ask: Ask) -> object:
    """Create a label."""
    board = refusals.there(ask.state.boards.get(ask.parameters.an_id("idBoard")))
    ask.use(board, writes=True)
    return {**content.label(ask, _create(ask, board, "name", "color")), "limits": {}}


def post_on_board(ask: Ask) -> object:
    """Create a label on a board."""
    return {**content.label(ask, _create(ask, ask.board(), "name", "color")), "limits": {}}


def _change(ask: Ask, given: Parameters) -> object:
    """Change name or colour."""
    after = ask.service.labels.edit(ask.actor, _label(ask), changes(given, WRITES))
    return content.label(ask, after)


def delete(ask: Ask) -> object:
    """Delete a label; the answer is that of cards (ours)."""
    ask.service.labels.delete(ask.actor, _label(ask))
    return {"limits": {}}


def get_on_board(ask: Ask) -> object:
    """Show one label of a board (client: py-trello)."""
    board, label = ask.board(), _label(ask)
    if label.board != board.id:
        raise refusals.not_found()
    return content.labels(ask, [label])[0]


def put_on(ask: Ask) -> object:
    """Put a label on a card; the answer is the ids of all its labels (observed)."""
    card = ask.card()
    if "value" not in ask.parameters:
        raise refusals.bad("value")
    ids = known_labels(ask, ask.parameters.ids("value"), card.board)
    if set(ids) & set(card.labels):
        raise Answer(400, "that label is already on the card")  # the words: ours
    return _wear(ask, card, (*card.labels, *ids)).labels


def _wear(ask: Ask, card: Card, labels: tuple[str, ...]) -> Card:
    return ask.service.cards.edit(ask.actor, card, {}, {"labels": labels})


def take_off(ask: Ask) -> object:
    """Take a label off a card (observed)."""
    card, label = ask.card(), _label(ask)
    if label.id not in card.labels:
        raise Answer(400, "that label is not on the card")  # the words: ours
    _wear(ask, card, tuple(one for one in card.labels if one != label.id))
    return {"_value": None}


def post_on_card(ask: Ask) -> object:
    """Create a label on a card's board, and put it on the card; the answer is the label (ours)."""
    card = ask.card()
    label = _create(ask, ask.state.boards[card.board], "color")
    _wear(ask, card, (*card.labels, label.id))
    return content.label(ask, label)


ROUTES: Routes = {
    ("POST", "/labels"): post,
    ("GET", "/labels/{label}"): shows(_label, lambda ask, one: content.labels(ask, [one])[0]),
    ("PUT", "/labels/{label}"): put(_change),
    ("DELETE", "/labels/{label}"): delete,
    ("PUT", "/labels/{label}/{field}"): put_field(WRITES, _label, _change),
    ("GET", "/boards/{board}/labels"): shows(Ask.board, content.labels_of_board),
    ("POST", "/boards/{board}/labels"): post_on_board,
    ("GET", "/boards/{board}/labels/{label}"): get_on_board,
    ("POST", "/cards/{card}/idLabels"): put_on,
    ("DELETE", "/cards/{card}/idLabels/{label}"): take_off,
    ("POST", "/cards/{card}/labels"): post_on_card,
}
