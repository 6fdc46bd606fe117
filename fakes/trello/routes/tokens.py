"""`/tokens`: shows and revokes tokens. Beside the key, the token in the path is credential enough (docs)."""

from __future__ import annotations

from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import get_field, shows
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.views import members, tokens


def delete(ask: Ask) -> object:
    """Revoke a token (the answer: ours)."""
    ask.service.webhooks.revoke(ask.token())
    return {"_value": None}


def member(ask: Ask) -> object:
    """Show the owner of a token."""
    person = ask.state.people[ask.token().member]
    return fields(ask.parameters, "fields")(members.in_full(ask, person, ask.parameters.words("fields")))


def of_member(ask: Ask) -> object:
    """Show the reader's own tokens, and nobody else's."""
    person = ask.person()
    if person.id != ask.member:
        raise Answer(401, rights.MEMBER)
    return tokens.own(ask)


ROUTES: Routes = {
    ("GET", "/tokens/{token}"): shows(Ask.token, tokens.shown),
    ("DELETE", "/tokens/{token}"): delete,
    ("GET", "/tokens/{token}/{field}"): get_field(lambda ask: ask.token().shape()),
    ("GET", "/tokens/{token}/member"): member,
    ("GET", "/members/{member}/tokens"): of_member,
}
