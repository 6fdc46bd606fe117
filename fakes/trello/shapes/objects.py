"""The JSON of members, workspaces, boards and lists: every key, and the default keys.

Facts: the spec for names, recorded answers (observed) for what is really there. What nothing here can change
is a constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from syncproof.fakes.trello import settings
from syncproof.fakes.trello.memory.content import COLOURS
from syncproof.fakes.trello.memory.rows import Board, CardList, Membership, Person, Workspace
from syncproof.fakes.trello.memory.state import Content, State
from syncproof.fakes.trello.positions import whole
from syncproof.fakes.trello.shapes import board_limits

Json: TypeAlias = dict[str, Any]

SMALL_MEMBER = (
    "id",
    "activityBlocked",
    "avatarHash",
    "avatarUrl",
    "fullName",
    "idMemberReferrer",
    "initials",
    "nonPublic",
    "nonPublicAvailable",
    "username",
)
LISTED_MEMBER = ("id", "username", "fullName")
BOARD = (
    "id",
    "name",
    "desc",
    "descData",
    "closed",
    "idOrganization",
    "idEnterprise",
    "pinned",
    "url",
    "shortUrl",
    "prefs",
    "labelNames",
)
LIST = ("id", "name", "closed", "pos", "idBoard")
LISTED_LIST = (*LIST, "subscribed", "softLimit")
ORGANIZATION = (
    "id",
    "name",
    "displayName",
    "desc",
    "descData",
    "url",
    "website",
    "teamType",
    "logoHash",
    "logoUrl",
    "offering",
    "products",
    "powerUps",
)

EMOJI: Json = {"emoji": {}}


def _limit(most: int, warned: int) -> Json:
    """Return a limit that is never near (the keys: docs; the numbers but ten free boards: ours)."""
    return {"status": "ok", "disableAt": most, "warnAt": warned}


_OWN: Json = {
    "aaEmail": None,
    "aaEnrolledDate": None,
    "aaBlockSyncUntil": None,
    "credentialsRemovedCount": 0,
    "domainClaimed": None,
    "gravatarHash": "",
    "idEnterprisesAdmin": [],
    "loginTypes": ["password"],
    "marketingOptIn": {"optedIn": False, "date": None},
    "messagesDismissed": [],
    "oneTimeMessagesDismissed": [],
    "trophies": [],
    "uploadedAvatarHash": None,
    "uploadedAvatarUrl": None,
    "premiumFeatures": [],
    "isAaMastered": False,
    "ixUpdate": "1",
    "limits": {"boards": {"totalPerMember": _limit(4500, 4050)}, "orgs": {"totalPerMember": _limit(850, 765)}},
    "sessionType": None,
    "dateLastActive": None,
    "dateLastImpression": None,
}
SOMETIMES = frozenset({*_OWN, "avatarSource", "prefs", "nodeId", "email", "address", "locationName", "coordinates"})
"""Keys that an object has only for some readers or in some places."""

_NO_NAMES = {f"{colour}{shade}": "" for colour in COLOURS for shade in ("", "_dark", "_light")}
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def only(shape: Json, keys: Iterable[str]) -> Json:
    """Return an object cut to some of its keys."""
    return {key: shape[key] for key in keys}


@lru_cache(1024)
def slug(name: str) -> str:
    """Return a name as part of an address."""
    return _NOT_IN_A_SLUG.sub("-", name.lower()).strip("-")


def small_member(person: Person) -> Json:
    """Return a member as part of another object; without a picture, so null (observed)."""
    return {
        "id": person.id,
        "activityBlocked": False,
        "avatarHash": None,
        "avatarUrl": None,
        "fullName": person.full_name,
        "idMemberReferrer": None,
        "initials": person.initials,
        "nonPublic": {},
        "nonPublicAvailable": True,
        "username": person.username,
    }


def member(state: State, person: Person, *, own: bool, email: bool) -> Json:
    """Return a member in full: `own` adds the private keys, `email` the email."""
    shape: Json = {
        **small_member(person),
        "bio": person.bio,
        "bioData": EMOJI,
        "confirmed": not person.ghost,
        "memberType": "ghost" if person.ghost else "normal",
        "url": f"https://trello.com/{person.username}",
        "status": "disconnected",
        "aaId": None,
        "idEnterprise": None,
        "idEnterprisesDeactivated": [],
        "idPremOrgsAdmin": [],
        "products": [],
        "idBoards": [board.id for board in state.boards_with(person.id)],
        "idOrganizations": [workspace.id for workspace in state.workspaces_with(person.id)],
    }
    if email:
        shape["email"] = person.email
    if own:
        shape |= {
            **_OWN,
            **settings.shown(settings.AVATAR, person.settings),
            "prefs": settings.shown(settings.PROFILE, person.settings),
            "nodeId": f"ari:cloud:trello::user/{person.id}",
        }
    return shape


def membership(one: Membership) -> Json:
    """Return a membership as workspaces and boards show it, without the member's profile."""
    return {
        "id": one.id,
        "idMember": one.member,
        "memberType": one.type,
        "unconfirmed": one.unconfirmed,
        "deactivated": one.deactivated,
    }


def workspace(state: State, one: Workspace) -> Json:
    """Return an organization in full."""
    memberships = [membership(seat) for seat, _ in state.members(one.id)]
    return {
        "id": one.id,
        "name": one.name,
        "displayName": one.display_name,
        "desc": one.desc,
        "descData": EMOJI if one.described else None,
        "url": f"https://trello.com/w/{one.name}",
        "website": one.website,
        "teamType": None,
        "logoHash": None,
        "logoUrl": None,
        "offering": "trello.free",
        "products": [],
        "powerUps": [],
        "idMemberCreator": one.creator,
        "dateLastActivity": one.active,
        "idBoards": list(state.boards_of[one.id]),
        "idEnterprise": None,
        "memberships": memberships,
        "prefs": settings.shown(settings.WORKSPACE, {"permissionLevel": one.permission, **one.prefs}),
        "premiumFeatures": [],
        "promotions": [],
        "invited": False,
        "invitations": [],
        "ixUpdate": "1",
        "billableMemberCount": len(memberships),
        "billableCollaboratorCount": 0,
        "availableLicenseCount": None,
        "maximumLicenseCount": None,
        "limits": {"orgs": {"totalMembersPerOrg": _limit(4000, 3600), "freeBoardsPerOrg": _limit(10, 3)}},
        "nodeId": f"ari:cloud:trello::workspace/{one.id}",
    }


def board(state: State, one: Board, viewer: str = "") -> Json:
    """Return a board in full, as a member sees it."""
    content = state.content
    return {
        "id": one.id,
        "name": one.name,
        "desc": one.desc,
        "descData": EMOJI if one.described else None,
        "closed": one.closed,
        "idOrganization": one.workspace,
        "idEnterprise": None,
        "pinned": False,
        "url": f"https://trello.com/b/{one.short_link}/{slug(one.name)}",
        "shortUrl": f"https://trello.com/b/{one.short_link}",
        "prefs": settings.of_board(one.permission, one.prefs),
        "labelNames": _label_names(content, one.id),
        "shortLink": one.short_link,
        "dateLastActivity": one.active,
        "dateLastView": content.viewed.get((one.id, viewer)),
        "dateClosed": one.closed_at,
        "idMemberCreator": one.creator,
        "idTags": [],
        "ixUpdate": "1",
        "limits": board_limits.shown(state, one),
        "memberships": [membership(seat) for seat, _ in state.members(one.id)],
        "powerUps": [],
        "premiumFeatures": [],
        "starred": (viewer, one.id) in state.bookmarks.starred,
        "subscribed": (one.id, viewer) in content.subscribed,
        "enterpriseOwned": False,
        "creationMethod": None,
        "datePluginDisable": None,
        "idBoardSource": one.source,
        "templateGallery": None,
        "nodeId": f"ari:cloud:trello::board/workspace/{one.workspace or ''}/{one.id}",
    }


def _label_names(content: Content, board: str) -> Mapping[str, str]:
    """Return the names of the colours on a board: of several labels of a colour, that of the oldest (ours)."""
    named = {one.color: one.name for one in reversed(list(content.labels_on(board))) if one.color}
    return {**_NO_NAMES, **named} if named else _NO_NAMES


def card_list(one: CardList, *, subscribed: bool = False) -> Json:
    """Return a list in full; `subscribed`: the reader follows it."""
    return {
        "id": one.id,
        "name": one.name,
        "closed": one.closed,
        "pos": whole(one.pos),
        "idBoard": one.board,
        "subscribed": subscribed,
        "softLimit": None,
        "color": None,
        "type": None,
        "datasource": {"filter": False},
        "nodeId": f"ari:cloud:trello::list/{one.id}",
    }
