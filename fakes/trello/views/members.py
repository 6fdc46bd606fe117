"""Views of members and memberships."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from syncproof.fakes.trello.memory.rows import Board, Json, Membership, Person, Workspace
from syncproof.fakes.trello.refusals import bad
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import fields
from syncproof.fakes.trello.shapes import objects

_OF_MEMBERSHIPS = frozenset({"all", "active", "admin", "admins", "deactivated", "me", "none", "normal"})


def in_full(ask: Ask, person: Person, wanted: Collection[str] = ()) -> Json:
    """Return a member in full, as far as the reader may see it; `wanted` are the fields to be shown, () for all."""
    email = ask.service.rights.may_read_email(ask.member, ask.scopes, person)
    if ask.service.rights.lacks_email(ask.member, person) and {"email", "all"} & {*(wanted or ("all",))}:
        ask.service.workspaces.hide_email(ask.actor, person)
    own = person.id == ask.member
    shape = objects.member(ask.state, person, own=own, email=email)
    if not own:  # of others only what the reader sees too (ours)
        rights, boards_, workspaces = ask.service.rights, ask.state.boards, ask.state.workspaces
        seen = (id_ for id_ in shape["idBoards"] if rights.may_use(ask.member, boards_[id_], writes=False))
        shape["idBoards"] = list(seen)
        shape["idOrganizations"] = [
            id_ for id_ in shape["idOrganizations"] if rights.may_see(ask.member, workspaces[id_])
        ]
    return shape


def shown(
    ask: Ask,
    people: Iterable[Person],
    name: str = "member_fields",
    default: Collection[str] = objects.SMALL_MEMBER,
) -> list[Json]:
    """Return members: by default small ones."""
    cut = fields(ask.parameters, name, default)
    asked = name in ask.parameters
    wanted = ask.parameters.words(name)
    return [cut(in_full(ask, person, wanted) if asked else objects.small_member(person)) for person in people]


def by_id(ask: Ask, ids: Iterable[str], name: str = "member_fields") -> list[Json]:
    """Return members by their ids."""
    return shown(ask, map(ask.state.people.__getitem__, ids), name)


def check_fields(ask: Ask, name: str = "fields") -> None:
    """Refuse fields that members do not have, before anything is written."""
    shown(ask, [ask.state.people[ask.member]], name)


def listed(ask: Ask, model: Board | Workspace) -> list[Json]:
    """Return the members of a workspace or board: id, username and fullName by default (observed)."""
    seats = memberships(ask, model.id, ask.the_filter("all", segment="member"))
    name = "fields" if "fields" in ask.parameters else "member_fields"
    return shown(ask, (person for _, person in seats), name, objects.LISTED_MEMBER)


def seated(ask: Ask, model: str) -> Json:
    """Return the answer to a change of the members of a board (observed) or workspace (ours)."""
    seats = list(ask.state.members(model))
    return {
        "id": model,
        "members": [
            {**objects.small_member(person), "confirmed": not person.ghost, "memberType": one.type}
            for one, person in seats
        ],
        "memberships": [objects.membership(one) for one, _ in seats],
    }


def memberships(ask: Ask, model: str, wanted: str) -> Iterator[tuple[Membership, Person]]:
    """Yield the members of a workspace or board that pass a filter."""
    words = set(wanted.split(","))
    if not words <= _OF_MEMBERSHIPS:
        raise bad("filter")
    return ((one, person) for one, person in ask.state.members(model) if words & _kinds(ask, one))


def _kinds(ask: Ask, one: Membership) -> set[str]:
    """Return the filters that a membership passes."""
    kinds = {"all", one.type, f"{one.type}s", "deactivated" if one.deactivated else "active"}
    return kinds | {"me"} if one.member == ask.member else kinds


def memberships_shown(ask: Ask, model: str, wanted: str, flag: str = "member") -> list[Json]:
    """Return memberships, with the members if asked for."""
    return [membership_shown(ask, one, person, flag) for one, person in memberships(ask, model, wanted)]


def memberships_listed(ask: Ask, model: Board | Workspace) -> list[Json]:
    """Return the memberships of a workspace or board, as the path or a parameter filters them."""
    return memberships_shown(ask, model.id, ask.the_filter("all"))


def membership_shown(ask: Ask, one: Membership, person: Person, flag: str = "member") -> Json:
    """Return a membership, with the member if asked for, and of a board with the place in its workspace (spec)."""
    shape = objects.membership(one)
    if ask.parameters.flag(flag):
        shape["member"] = shown(ask, [person])[0]
    if ask.parameters.flag("orgMemberType") and (board := ask.state.boards.get(one.model)):
        seat = ask.state.memberships.get((board.workspace or "", one.member))
        shape["orgMemberType"] = seat.type if seat else None
    return shape
