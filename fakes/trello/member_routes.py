"""`/members`: nobody is made or removed here, and only oneself is written, but for a capability (spec)."""

from __future__ import annotations

from syncproof.fakes.trello import access, listing, nested, rules
from syncproof.fakes.trello.asking import Ask, NoRoute, Routes
from syncproof.fakes.trello.rules import Answer

_BY_CAPABILITY = frozenset({"fullName", "email"})


def get(ask: Ask) -> object:
    """Show a member, in full unless told otherwise."""
    return nested.member(ask, ask.person())


def put(ask: Ask) -> object:
    """Write a profile: one's own without the email (spec); by capability another's name and email."""
    person = ask.person()
    given = dict(ask.parameters.values(rules.MEMBERS))
    if person.id == ask.member:
        allowed = "account" in ask.scopes
        given.pop("email", None)  # no such parameter for oneself (spec)
    else:
        allowed = ask.service.access.may_write_profile(ask.member, person) and given.keys() <= _BY_CAPABILITY
    if not allowed:
        raise Answer(401, access.MEMBER)
    return listing.member(ask, ask.service.workspaces.edit_person(ask.actor, person, given))


def get_field(ask: Ask) -> object:
    """One field of a member."""
    shape = listing.member(ask, ask.person())
    if ask.field not in shape:
        raise NoRoute
    return {"_value": shape[ask.field]}


def boards(ask: Ask) -> object:
    """Show the boards of a member that the reader may see."""
    found = ask.state.boards_with(ask.person().id)
    return listing.boards(ask, listing.boards_filtered(ask, found, ask.the_filter("all")), "fields")


def organizations(ask: Ask) -> object:
    """Show the workspaces of a member that the reader may see."""
    return listing.organizations(ask, ask.person(), ask.the_filter("all"), "fields")


def cards(ask: Ask) -> object:
    """Show the cards that a member is on."""
    return nested.cards(ask, listing.cards_of_member(ask, ask.person(), ask.the_filter("visible")))


def actions(ask: Ask) -> object:
    """Show what a member did, as far as the reader may see it."""
    return listing.actions(ask, ask.person().id, ask.the_filter("all"))


ROUTES: Routes = {
    ("GET", "/members/{member}"): get,
    ("PUT", "/members/{member}"): put,
    ("GET", "/members/{member}/{field}"): get_field,
    ("GET", "/members/{member}/boards"): boards,
    ("GET", "/members/{member}/boards/{filter}"): boards,
    ("GET", "/members/{member}/organizations"): organizations,
    ("GET", "/members/{member}/organizations/{filter}"): organizations,
    ("GET", "/members/{member}/cards"): cards,
    ("GET", "/members/{member}/cards/{filter}"): cards,
    ("GET", "/members/{member}/actions"): actions,
}
