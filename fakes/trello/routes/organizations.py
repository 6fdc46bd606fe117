"""`/organizations`: workspaces, their members and settings."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes.trello import refusals, rules, settings
from syncproof.fakes.trello.memory.rows import Json, Workspace
from syncproof.fakes.trello.request.ask import Ask, NoRoute, Routes
from syncproof.fakes.trello.request.fields import get_field, nothing, put, put_field, put_value, shows
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.views import listing, members, nested

_TYPES = ("admin", "normal")
_TAKEN_BACK: Mapping[str, object] = {"associatedDomain": None, "orgInviteRestrict": []}
_NOTHING_KEPT = ("exports", "pluginData", "tags")


def _default(ask: Ask, workspace: Workspace) -> Json:
    return objects.only(objects.workspace(ask.state, workspace), objects.ORGANIZATION)


def post(ask: Ask) -> object:
    """Create a workspace; the creator is its admin (observed)."""
    workspace = ask.service.workspaces.create(ask.actor, ask.parameters.values(rules.ORGANIZATIONS))
    return {**_default(ask, workspace), "idMemberCreator": workspace.creator, "limits": {}}


def put_pref(ask: Ask) -> object:
    """Change one setting of a workspace."""
    name = "/".join(ask.segments[part] for part in ("pref", "level") if part in ask.segments)
    if not settings.is_chosen(settings.WORKSPACE, name):
        raise NoRoute
    return put_value(f"prefs/{name}", Ask.organization, _write)(ask)


def delete_pref(ask: Ask) -> object:
    """Reset a setting that has this route (spec)."""
    if ask.segments["pref"] not in _TAKEN_BACK:
        raise NoRoute
    chosen = {ask.segments["pref"]: _TAKEN_BACK[ask.segments["pref"]]}
    ask.service.settings.workspace(ask.actor, ask.organization(), chosen)
    return {"_value": None}


def _write(ask: Ask, parameters: Parameters) -> object:
    """Change a workspace and its settings."""
    workspace, given = ask.organization(), parameters.values(rules.ORGANIZATIONS)
    chosen = parameters.settings(settings.WORKSPACE)
    after = ask.service.workspaces.edit(ask.actor, workspace, given)
    return _default(ask, ask.service.settings.workspace(ask.actor, after, chosen))


def delete(ask: Ask) -> object:
    """Delete a workspace."""
    ask.service.workspaces.delete(ask.actor, ask.organization())
    return {}


def _shape(ask: Ask) -> Json:
    return objects.workspace(ask.state, ask.organization())


def membership(ask: Ask) -> object:
    """Show a membership, by its own id."""
    one = ask.membership_by_id(ask.organization().id)
    return members.membership_shown(ask, one, ask.state.people[one.member])


def boards(ask: Ask) -> object:
    """Show the boards of a workspace that the reader may see."""
    found = listing.boards_of_workspace(ask, ask.organization(), ask.the_filter("all"))
    return nested.boards(ask, found)


def invite(ask: Ask) -> object:
    """Invite a person by email (spec); the real answer is unknown, so the answer is the id alone (ours)."""
    workspace = ask.organization()
    type_ = ask.parameters.choice("type", _TYPES, "normal")
    given = {name: ask.parameters.values(rules.MEMBERS).get(name) for name in ("email", "fullName")}
    ask.service.workspaces.invite(ask.actor, workspace, given, type_, ghost=True)
    return {"id": workspace.id}


def put_member(ask: Ask) -> object:
    """Add a member who has an account, or change the kind of a member."""
    workspace, person = ask.organization(), ask.person()
    if "type" not in ask.parameters:
        raise refusals.bad("type")
    type_ = ask.parameters.choice("type", _TYPES, "")
    known = ask.state.memberships.get((workspace.id, person.id))
    if known:
        ask.service.workspaces.retype(ask.actor, workspace, known, type_)
    else:
        ask.service.workspaces.add_member(ask.actor, workspace, person, type_)
    return members.seated(ask, workspace.id)


def delete_member(ask: Ask) -> object:
    """End a membership: admins any, others their own."""
    workspace = ask.organization(leaves=ask.person().id == ask.member)
    ask.service.workspaces.remove_member(ask.actor, workspace, ask.membership(workspace.id))
    return members.seated(ask, workspace.id)


def delete_member_everywhere(ask: Ask) -> object:
    """End a membership of a workspace and of its boards (spec)."""
    workspace = ask.organization()
    ask.service.settings.remove_everywhere(ask.actor, workspace, ask.membership(workspace.id))
    return members.seated(ask, workspace.id)


def deactivate(ask: Ask) -> object:
    """Deactivate a member, or activate again (the answer: ours)."""
    workspace = ask.organization()
    membership = ask.membership(workspace.id)
    if "value" not in ask.parameters:
        raise refusals.bad("value")
    off = ask.parameters.flag("value")
    return objects.membership(ask.service.settings.deactivate(ask.actor, workspace, membership, off=off))


def guests(ask: Ask) -> object:
    """Show the guests that a board would add to the bill: none (ours)."""
    ask.organization()
    ask.board()
    return []


ROUTES: Routes = {
    **{("GET", f"/organizations/{{organization}}/{name}"): nothing(Ask.organization) for name in _NOTHING_KEPT},
    ("PUT", "/organizations/{organization}/{field}"): put_field(
        rules.ORGANIZATIONS.properties, Ask.organization, _write
    ),
    ("PUT", "/organizations/{organization}/prefs/{pref}"): put_pref,
    ("PUT", "/organizations/{organization}/prefs/{pref}/{level}"): put_pref,
    ("DELETE", "/organizations/{organization}/prefs/{pref}"): delete_pref,
    ("GET", "/organizations/{organization}/newBillableGuests/{board}"): guests,
    ("PUT", "/organizations/{organization}/members/{member}/deactivated"): deactivate,
    ("DELETE", "/organizations/{organization}/members/{member}/all"): delete_member_everywhere,
    ("POST", "/organizations"): post,
    ("GET", "/organizations/{organization}"): shows(Ask.organization, nested.organization),
    ("PUT", "/organizations/{organization}"): put(_write),
    ("DELETE", "/organizations/{organization}"): delete,
    ("GET", "/organizations/{organization}/{field}"): get_field(_shape),
    ("GET", "/organizations/{organization}/members"): shows(Ask.organization, members.listed),
    ("PUT", "/organizations/{organization}/members"): invite,
    ("GET", "/organizations/{organization}/members/{member}"): shows(Ask.organization, members.listed),
    ("GET", "/organizations/{organization}/memberships"): shows(Ask.organization, members.memberships_listed),
    ("GET", "/organizations/{organization}/memberships/{membership}"): membership,
    ("GET", "/organizations/{organization}/boards"): boards,
    ("GET", "/organizations/{organization}/boards/{filter}"): boards,
    ("GET", "/organizations/{organization}/actions"): shows(Ask.organization, listing.actions_listed),
    ("PUT", "/organizations/{organization}/members/{member}"): put_member,
    ("DELETE", "/organizations/{organization}/members/{member}"): delete_member,
}
