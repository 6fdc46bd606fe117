"""`/members`: members can be read, and their own profile written; other profiles by capability alone (spec)."""

from __future__ import annotations

from syncproof.fakes.trello import refusals, rules, settings
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.rows import Json
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, NoRoute, Routes
from syncproof.fakes.trello.request.fields import get_field, nothing, put, put_field, put_value, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.views import listing, members, nested

_BY_CAPABILITY = frozenset({"fullName", "email"})
_WRITABLE = frozenset(rules.MEMBERS.properties) - {"email"} | {"avatarSource"}


def put_pref(ask: Ask) -> object:
    """Write one setting of a profile."""
    name = f"prefs/{ask.segments['pref']}"
    if not settings.is_chosen(settings.PROFILE, ask.segments["pref"]):
        raise NoRoute
    return put_value(name, Ask.person, _write)(ask)


def _write(ask: Ask, parameters: Parameters) -> object:
    """Write a profile: the reader's own without the email (spec), another's name and email by capability."""
    person = ask.person()
    given = dict(parameters.values(rules.MEMBERS))
    chosen = {**parameters.settings(settings.AVATAR, ""), **parameters.settings(settings.PROFILE)}
    if person.id == ask.member:
        allowed = "account" in ask.scopes
        given.pop("email", None)  # no such parameter for oneself (spec)
    else:
        allowed = ask.service.rights.may_write_profile(ask.member, person) and {*given, *chosen} <= _BY_CAPABILITY
    if not allowed:
        if ask.service.rights.lacks_profile(ask.member, person) and given.keys() <= _BY_CAPABILITY:
            ask.service.workspaces.keep_profile(ask.actor, person, given)
        raise Answer(401, rights.MEMBER)
    after = ask.service.workspaces.edit_person(ask.actor, person, given)
    return members.in_full(ask, ask.service.settings.profile(ask.actor, after, chosen) if chosen else after)


def _shape(ask: Ask) -> Json:
    return members.in_full(ask, ask.acquaintance(), (ask.field,))


def boards(ask: Ask) -> object:
    """Show the boards of a member that the reader may see."""
    found = ask.state.boards_with(ask.acquaintance().id)
    return nested.boards(ask, listing.boards_filtered(ask, found, ask.the_filter("all")))


def organizations(ask: Ask) -> object:
    """Show the workspaces of a member that the reader may see."""
    return listing.organizations(ask, ask.acquaintance(), ask.the_filter("all"), "fields")


def cards(ask: Ask) -> object:
    """Show the cards that a member is on."""
    return nested.cards(
        ask, listing.cards_of_member(ask, ask.acquaintance(), ask.the_filter("visible")), on_board=False
    )


def _oneself(ask: Ask) -> None:
    if ask.person().id != ask.member:
        raise Answer(401, rights.MEMBER)


def no_such(ask: Ask) -> object:
    """Answer 404: the collection is always empty."""
    _oneself(ask)
    raise refusals.not_found()


ROUTES: Routes = {
    **{("GET", f"/members/{{member}}/{name}"): nothing(_oneself) for name in nested.NONE_IN_A_MEMBER},
    **{("GET", f"/members/{{member}}/{name}/{{one}}"): no_such for name in nested.NONE_IN_A_MEMBER},
    ("PUT", "/members/{member}/{field}"): put_field(_WRITABLE, Ask.person, _write),
    ("PUT", "/members/{member}/prefs/{pref}"): put_pref,
    ("GET", "/members/{member}"): shows(Ask.acquaintance, nested.member),
    ("PUT", "/members/{member}"): put(_write),
    ("GET", "/members/{member}/{field}"): get_field(_shape),
    ("GET", "/members/{member}/boards"): boards,
    ("GET", "/members/{member}/boards/{filter}"): boards,
    ("GET", "/members/{member}/organizations"): organizations,
    ("GET", "/members/{member}/organizations/{filter}"): organizations,
    ("GET", "/members/{member}/cards"): cards,
    ("GET", "/members/{member}/cards/{filter}"): cards,
    ("GET", "/members/{member}/actions"): shows(Ask.acquaintance, listing.actions_listed),
}
