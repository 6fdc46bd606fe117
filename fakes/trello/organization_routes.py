"""`/organizations`: workspaces, and who is in them."""

from __future__ import annotations

from syncproof.fakes.trello import listing, nested, rules, shapes
from syncproof.fakes.trello.asking import Ask, NoRoute, Routes
from syncproof.fakes.trello.shapes import Json
from syncproof.fakes.trello.state import Workspace

_TYPES = ("admin", "normal")


def _default(ask: Ask, workspace: Workspace) -> Json:
    shape = shapes.workspace(ask.state, workspace)
    return {key: shape[key] for key in shapes.ORGANIZATION}


def post(ask: Ask) -> object:
    """Make a workspace; the creator is its admin (observed)."""
    workspace = ask.service.workspaces.create(ask.actor, ask.parameters.values(rules.ORGANIZATIONS))
    return {**_default(ask, workspace), "idMemberCreator": workspace.creator, "limits": {}}


def get(ask: Ask) -> object:
    """Show a workspace."""
    return nested.organization(ask, ask.organization())


def put(ask: Ask) -> object:
    """Change a workspace."""
    given = ask.parameters.values(rules.ORGANIZATIONS)
    return _default(ask, ask.service.workspaces.edit(ask.actor, ask.organization(), given))


def delete(ask: Ask) -> object:
    """End a workspace."""
    ask.service.workspaces.delete(ask.actor, ask.organization())
    return {}


def get_field(ask: Ask) -> object:
    """One field of a workspace."""
    shape = shapes.workspace(ask.state, ask.organization())
    if ask.field not in shape:
        raise NoRoute
    return {"_value": shape[ask.field]}


def members(ask: Ask) -> object:
    """Show the members: id, username and fullName alone, unless told otherwise (observed)."""
    return listing.members_listed(ask, ask.organization().id)


def memberships(ask: Ask) -> object:
    """Show the memberships."""
    return listing.memberships_shown(ask, ask.organization().id, ask.the_filter("all"))


def membership(ask: Ask) -> object:
    """One membership, by its own id."""
    return shapes.membership(ask.membership_by_id(ask.organization().id))


def boards(ask: Ask) -> object:
    """Show the boards of a workspace that the reader may see."""
    found = listing.boards_of_workspace(ask, ask.organization(), ask.the_filter("all"))
    return listing.boards(ask, found, "fields")


def actions(ask: Ask) -> object:
    """Show what happened to a workspace, not inside its boards (observed)."""
    return listing.actions(ask, ask.organization().id, ask.the_filter("all"))


def invite(ask: Ask) -> object:
    """Bring somebody in by email (spec); what it answers nobody has seen, so it tells as little as it can (ours)."""
    workspace = ask.organization()
    type_ = ask.parameters.choice("type", _TYPES, "normal")
    given = {name: ask.parameters.values(rules.MEMBERS).get(name) for name in ("email", "fullName")}
    ask.service.workspaces.invite(ask.actor, workspace, given, type_, ghost=True)
    return {"id": workspace.id}


def put_member(ask: Ask) -> object:
    """Bring in a member who is there already elsewhere, or change what kind of member."""
    workspace, person = ask.organization(), ask.person()
    if "type" not in ask.parameters:
        raise rules.bad("type")
    type_ = ask.parameters.choice("type", _TYPES, "")
    known = ask.state.memberships.get((workspace.id, person.id))
    if known:
        ask.service.workspaces.retype(ask.actor, workspace, known, type_)
    else:
        ask.service.workspaces.add_member(ask.actor, workspace, person, type_)
    return listing.members_seated(ask, workspace.id)


def delete_member(ask: Ask) -> object:
    """End a membership: an admin anyone's, others their own."""
    workspace = ask.organization(leaves=ask.person().id == ask.member)
    ask.service.workspaces.remove_member(ask.actor, workspace, ask.membership(workspace.id))
    return listing.members_seated(ask, workspace.id)


ROUTES: Routes = {
    ("POST", "/organizations"): post,
    ("GET", "/organizations/{organization}"): get,
    ("PUT", "/organizations/{organization}"): put,
    ("DELETE", "/organizations/{organization}"): delete,
    ("GET", "/organizations/{organization}/{field}"): get_field,
    ("GET", "/organizations/{organization}/members"): members,
    ("PUT", "/organizations/{organization}/members"): invite,
    ("GET", "/organizations/{organization}/members/{member}"): members,
    ("GET", "/organizations/{organization}/memberships"): memberships,
    ("GET", "/organizations/{organization}/memberships/{membership}"): membership,
    ("GET", "/organizations/{organization}/boards"): boards,
    ("GET", "/organizations/{organization}/boards/{filter}"): boards,
    ("GET", "/organizations/{organization}/actions"): actions,
    ("PUT", "/organizations/{organization}/members/{member}"): put_member,
    ("DELETE", "/organizations/{organization}/members/{member}"): delete_member,
}
