"""`/cards/{id}/stickers` and `/cards/{id}/membersVoted`."""

from __future__ import annotations

import re

from syncproof.fakes.trello import refusals, rules, settings
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.content import Sticker
from syncproof.fakes.trello.memory.rows import Card
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import shows
from syncproof.fakes.trello.views import content, members

_IMAGE = re.compile(r"[a-z0-9-]{1,100}")
_LAYERS = 2**31


def _sticker(ask: Ask) -> Sticker:
    """Return the sticker that the path names."""
    card = ask.card()
    found = ask.state.content.stickers.get(ask.segments["sticker"])
    if found is None or found.card != card.id:
        raise refusals.not_found()
    return found


def stickers(ask: Ask) -> object:
    """Show the stickers of a card."""
    return content.shown(ask, ask.state.content.stickers_on(ask.card().id), "fields")


def post_sticker(ask: Ask) -> object:
    """Put a sticker on a card; any image is accepted (ours)."""
    card, image = ask.card(), ask.parameters.required("image")
    if not _IMAGE.fullmatch(image):
        raise refusals.bad("image")
    return _stick(ask, Sticker("", card.id, image, 0, 0, 0, 0))


def put_sticker(ask: Ask) -> object:
    """Move a sticker; all but the rotation must be given (spec)."""
    return _stick(ask, _sticker(ask))


def _stick(ask: Ask, sticker: Sticker) -> object:
    given = ask.parameters
    layer = given.number("zIndex", -_LAYERS, _LAYERS)
    if layer != int(layer):
        raise refusals.bad("zIndex")
    after = sticker._replace(
        top=given.number("top", -60, 100),
        left=given.number("left", -60, 100),
        layer=int(layer),
        rotate=given.number("rotate", 0, 360) if "rotate" in given else sticker.rotate,
    )
    after = after._replace(id=sticker.id or ask.state.new_id())
    ask.service.stickers_and_votes.stick(ask.actor, after)
    return after.shape()


def delete_sticker(ask: Ask) -> object:
    """Delete a sticker; the answer is the remaining ones (ours)."""
    sticker = _sticker(ask)
    content.shown(ask, [sticker], "fields")  # what the answer shall hold is refused before anything changes
    ask.service.stickers_and_votes.take_off(ask.actor, sticker)
    return {"stickers": content.shown(ask, ask.state.content.stickers_on(sticker.card), "fields")}


def _voters(ask: Ask, card: Card) -> object:
    return members.by_id(ask, ask.state.content.votes[card.id], "fields")


def vote(ask: Ask) -> object:
    """Vote for a card, if the board allows votes (ours); the answer is all voters (ours)."""
    card, value = ask.card(), ask.parameters.required("value")
    if not rules.ID.fullmatch(value):
        raise refusals.not_an_id()
    voting = settings.shown(settings.BOARD, ask.state.boards[card.board].prefs)["voting"]
    if value != ask.member or voting == "disabled":
        raise Answer(401, rights.CARD)
    if value in ask.state.content.votes[card.id]:
        raise Answer(400, "member has already voted on the card")  # the words: ours
    members.check_fields(ask)
    ask.service.stickers_and_votes.vote(ask.actor, card, voted=True)
    return _voters(ask, card)


def take_back(ask: Ask) -> object:
    """Take the reader's vote back."""
    card, person = ask.card(), ask.person()
    if person.id != ask.member:
        raise Answer(401, rights.CARD)
    if person.id not in ask.state.content.votes[card.id]:
        raise refusals.not_found()
    ask.service.stickers_and_votes.vote(ask.actor, card, voted=False)
    return {"_value": None}


ROUTES: Routes = {
    ("GET", "/cards/{card}/stickers"): stickers,
    ("POST", "/cards/{card}/stickers"): post_sticker,
    ("GET", "/cards/{card}/stickers/{sticker}"): shows(_sticker, content.alone),
    ("PUT", "/cards/{card}/stickers/{sticker}"): put_sticker,
    ("DELETE", "/cards/{card}/stickers/{sticker}"): delete_sticker,
    ("GET", "/cards/{card}/membersVoted"): shows(Ask.card, _voters),
    ("POST", "/cards/{card}/membersVoted"): vote,
    ("DELETE", "/cards/{card}/membersVoted/{member}"): take_back,
}
