"""`/webhooks`, and the webhooks of `/tokens/{token}`: no other route lists them (spec)."""

from __future__ import annotations

from urllib.parse import urlsplit

from syncproof.fakes.kit.web import head
from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory.tokens import Token, Webhook
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import Writes, changes, get_field, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.views import tokens

WRITES: Writes = {
    "description": ("description", Parameters.text),
    "active": ("active", lambda given, name: given.flag(name, default=True)),
}

_OK = 200
_TAKEN = "A webhook with that callback, model, and token already exists"


def _callback(ask: Ask) -> str:
    """Return the callback address, which must be one of the web (the words: ours)."""
    url = ask.parameters.required("callbackURL")
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        fits = False
    if not fits or not url.isprintable() or " " in url:
        raise refusals.bad("callbackURL")
    return url


def _model(ask: Ask) -> str:
    """Return the id of the model to watch: a member, board, list, card or organization (docs)."""
    id_ = ask.parameters.an_id("idModel")
    refusal = ask.service.rights.keeps_from(ask.member, id_)
    if refusal is None:
        raise refusals.no_model()
    if refusal:
        raise Answer(401, refusal)
    return id_


def _checked(ask: Ask, webhook: Webhook, *, listens: bool) -> Webhook:
    """Return a webhook that can be stored. Raises Answer, or Question if the address must be asked first."""
    if ask.service.webhooks.is_taken(webhook):
        raise Answer(400, _TAKEN)  # observed
    if not listens and (status := head(ask.req, webhook.url)) != _OK:
        # Observed; what stands for no answer at all: ours.
        text = f"URL ({webhook.url}) did not return 200 status code, got {status}"
        raise Answer(400, {"message": text, "error": "ERROR"})
    return webhook


def post(ask: Ask) -> object:
    """Create a webhook; its address must answer HEAD with 200 (docs)."""
    given = ask.parameters
    wanted = Webhook(
        id="",
        token=_token(ask).value,
        url=_callback(ask),
        model=_model(ask),
        description=given.text("description"),
        active=given.flag("active", default=True),
    )
    webhook = _checked(ask, wanted, listens=False)._replace(id=ask.state.new_id())
    return ask.service.webhooks.put(webhook).shape()


def _token(ask: Ask) -> Token:
    """Return the token that the path names, else the token of the request."""
    if "token" in ask.segments:
        return ask.token()
    return refusals.there(ask.credential)  # a reader without credentials sees none (ours)


def _webhook(ask: Ask) -> Webhook:
    return refusals.there(ask.service.webhooks.get(ask.segments["webhook"], _token(ask)))


def put_webhook(ask: Ask) -> object:
    """Change a webhook; fields that are not given stay, and a new address is asked with HEAD, too (ours)."""
    webhook, given = _webhook(ask), ask.parameters
    after = webhook._replace(**changes(given, WRITES))
    if "callbackURL" in given:
        after = after._replace(url=_callback(ask))
    if "idModel" in given:
        after = after._replace(model=_model(ask))
    return ask.service.webhooks.put(_checked(ask, after, listens=after.url == webhook.url)).shape()


def delete(ask: Ask) -> object:
    """Delete a webhook."""
    ask.service.webhooks.delete(_webhook(ask))
    return {"_value": None}


ROUTES: Routes = {
    ("POST", "/webhooks"): post,
    ("GET", "/webhooks/{webhook}"): shows(_webhook, lambda _, one: one.shape()),
    ("PUT", "/webhooks/{webhook}"): put_webhook,
    ("DELETE", "/webhooks/{webhook}"): delete,
    ("GET", "/webhooks/{webhook}/{field}"): get_field(lambda ask: _webhook(ask).shape()),
    ("GET", "/tokens/{token}/webhooks"): shows(_token, tokens.webhooks),
    ("POST", "/tokens/{token}/webhooks"): post,
    # The spec has a PUT of this address, and the service has none (observed).
    ("GET", "/tokens/{token}/webhooks/{webhook}"): shows(_webhook, lambda _, one: one.shape()),
    ("DELETE", "/tokens/{token}/webhooks/{webhook}"): delete,
}
