"""`/cards/{id}/attachments`: attached addresses and files."""

from __future__ import annotations

import re

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory.content import Attachment
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import shows
from syncproof.fakes.trello.views import content

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def _attachment(ask: Ask) -> Attachment:
    """Return the attachment that the path names."""
    card = ask.card()
    found = ask.state.content.attachments.get(ask.segments["attachment"])
    if found is None or found.card != card.id:
        raise refusals.not_found()
    return found


def web(ask: Ask, name: str) -> str:
    """Return an address that begins with http:// or https:// (spec)."""
    url = ask.parameters.required(name)
    if not _WEB.fullmatch(url):
        raise refusals.bad(name)
    return url


def post(ask: Ask) -> object:
    """Attach a file or an address; the file wins where both are given (ours)."""
    card, given = ask.card(), ask.parameters
    name, type_, attachments = given.text("name"), given.text("mimeType"), ask.service.attachments
    covers, file = given.flag("setCover"), given.upload("file")
    if file:
        made = attachments.upload(ask.actor, card, file, name, type_)
    else:
        made = attachments.attach(ask.actor, card, web(ask, "url"), name, type_)
    if covers:
        cover = {"cover": {"idAttachment": made.id}}
        ask.service.cards.edit(ask.actor, ask.state.cards[card.id], {}, cover)
    return {**made.shape(), "limits": {}}


def on_card(ask: Ask) -> object:
    """Show the attachments of a card."""
    return content.attachments_of_card(ask, ask.card(), ask.parameters.text("filter"))


def delete(ask: Ask) -> object:
    """Delete an attachment; the answer is that of cards (ours)."""
    ask.service.attachments.delete(ask.actor, _attachment(ask))
    return {"limits": {}}


ROUTES: Routes = {
    ("GET", "/cards/{card}/attachments"): on_card,
    ("POST", "/cards/{card}/attachments"): post,
    ("GET", "/cards/{card}/attachments/{attachment}"): shows(_attachment, content.alone),
    ("DELETE", "/cards/{card}/attachments/{attachment}"): delete,
}
