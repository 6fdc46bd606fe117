"""Where the fake answers something else than is published, on purpose: each with its reason, and none that is not met.

Sources: (observed) is recorded HTTP and live test suites of others, (docs) the developer guides, (ours) is not
established. A line that no answer needs any more is stale, and the catalogue's test says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from .dialect import BEYOND, Difference
from .operations import Schema


class Listed(NamedTuple):
    """Differences of one kind, for one reason; `*` is anything."""

    reason: str
    given: str
    where: tuple[str, ...]


class Correction(NamedTuple):
    """What an operation answers in truth, in the words of the published components."""

    reason: str
    schema: Schema


def _a(component: str) -> Schema:
    return {"$ref": f"#/components/schemas/{component}"}


def _each(component: str) -> Schema:
    return {"type": "array", "items": _a(component)}


_VALUE: Schema = {"type": "object", "required": ["_value"], "properties": {"_value": {}}}
_FIELD = "a single field comes as `_value`, never the object (observed)"
_FOUND: Schema = {
    "type": "object",
    "required": ["options"],
    "properties": {
        "options": {"type": "object"},
        "actions": _each("Action"),
        "boards": _each("Board"),
        "cards": _each("Card"),
        "members": _each("Member"),
        "organizations": _each("Organization"),
    },
}
_SEATED: Schema = {
    "type": "object",
    "required": ["id", "members", "memberships"],
    "properties": {"id": _a("TrelloID"), "members": _each("Member"), "memberships": _each("Memberships")},
}

CORRECTIONS: Mapping[str, Correction] = {
    "GET /actions/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /boards/{id}/memberships": Correction("all of them, not one (observed)", _each("Memberships")),
    "GET /boards/{id}/plugins": Correction("all of them, not one (ours: the name is a plural)", _each("Plugin")),
    "GET /cards/{id}/attachments/{idAttachment}": Correction("the one asked for (clients)", _a("Attachment")),
    "GET /cards/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /members/{id}/actions": Correction("actions, not members (observed)", _each("Action")),
    "GET /members/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /organizations/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /search": Correction("lists by kind, and how the query was read (clients)", _FOUND),
    "POST /cards/{id}/attachments": Correction("the new one (observed)", _a("Attachment")),
    "POST /members/{id}/boardStars": Correction("the new one (clients)", _a("BoardStars")),
    "PUT /organizations/{id}/members/{idMember}": Correction("who is in it now, as for boards (ours)", _SEATED),
}
"""Published otherwise."""

_ONE: Mapping[str, tuple[str, ...]] = {
    "Action": (
        "GET /actions/{id}",
        "PUT /actions/{id}",
        "PUT /actions/{id}/text",
        "PUT /cards/{id}/actions/{idAction}/comments",
    ),
    "Board": (
        "DELETE /boards/{id}/members/{idMember}",
        "GET /cards/{id}/board",
        "GET /checklists/{id}/board",
        "GET /lists/{id}/board",
        "POST /boards/",
        "PUT /boards/{id}",
    ),
    "CheckItem": (
        "GET /cards/{id}/checkItem/{idCheckItem}",
        "GET /checklists/{id}/checkItems/{idCheckItem}",
        "POST /checklists/{id}/checkItems",
        "PUT /cards/{id}/checkItem/{idCheckItem}",
    ),
    "Checklist": (
        "GET /checklists/{id}",
        "POST /cards/{id}/checklists",
        "POST /checklists",
        "PUT /checklists/{id}",
        "PUT /checklists/{id}/{field}",
    ),
    "Label": (
        "GET /labels/{id}",
        "POST /boards/{id}/labels",
        "POST /cards/{id}/labels",
        "POST /labels",
        "PUT /labels/{id}",
        "PUT /labels/{id}/{field}",
    ),
    "Memberships": (
        "PUT /boards/{id}/memberships/{idMembership}",
        "PUT /organizations/{id}/members/{idMember}/deactivated",
    ),
    "TrelloList": (
        "GET /cards/{id}/list",
        "GET /lists/{id}",
        "POST /lists",
        "PUT /lists/{id}",
        "PUT /lists/{id}/closed",
        "PUT /lists/{id}/idBoard",
        "PUT /lists/{id}/{field}",
    ),
}
_MANY: Mapping[str, tuple[str, ...]] = {
    "Action": ("GET /boards/{boardId}/actions", "GET /lists/{id}/actions"),
    "BoardStars": ("GET /members/{id}/boardStars",),
    "Card": ("GET /boards/{id}/cards", "GET /checklists/{id}/cards"),
    "CheckItem": ("GET /checklists/{id}/checkItems",),
    "Checklist": ("GET /boards/{id}/checklists", "GET /cards/{id}/checklists"),
    "Label": ("GET /boards/{id}/labels",),
    "Member": (
        "DELETE /cards/{id}/idMembers/{idMember}",
        "GET /boards/{id}/members",
        "GET /cards/{id}/members",
        "GET /cards/{id}/membersVoted",
        "POST /cards/{id}/idMembers",
    ),
    "TrelloList": ("GET /boards/{id}/lists/{filter}",),
}

UNPUBLISHED: Mapping[str, Schema] = {
    **{operation: _a(component) for component, operations in _ONE.items() for operation in operations},
    **{operation: _each(component) for component, operations in _MANY.items() for operation in operations},
    "DELETE /organizations/{id}/members/{idMember}": _SEATED,
    "DELETE /organizations/{id}/members/{idMember}/all": _SEATED,
    "GET /checklists/{id}/{field}": _VALUE,
    "GET /webhooks/{id}/{field}": _VALUE,
    "PUT /boards/{id}/members": _SEATED,
    "PUT /boards/{id}/members/{idMember}": _SEATED,
}
"""Nothing is published of these answers; they are the objects that others give (observed)."""

_NOT_MARKED = "null, though not marked as nullable (observed)"
_PLURAL = "a list, published as text (observed)"

DIFFERENCES = (
    Listed(
        _NOT_MARKED,
        "null",
        (
            "Action/limits",
            "Action/memberCreator/avatarHash",
            "Action/memberCreator/avatarUrl",
            "Board/dateLastView",
            "Board/descData",
            "Board/idOrganization",
            "Card/descData",
            "Member/avatarHash",
            "Member/avatarUrl",
            "Member/idEnterprise",
            "Member/marketingOptIn/date",
            "Member/uploadedAvatarHash",
            "Member/uploadedAvatarUrl",
            "Organization/idEnterprise",
            "OrganizationPrefs/attachmentRestrictions",
            "Prefs/backgroundImage",
            "Prefs/backgroundImageScaled",
            "TrelloList/softLimit",
        ),
    ),
    Listed("null in lists of a board's or a list's cards alone (observed)", "null", ("Card/checkItemStates",)),
    Listed("null where there is no such text (ours, as in lists of emoji)", "null", ("Emoji/trello/*/text",)),
    Listed(
        _PLURAL,
        "array",
        ("Board/idTags", "Board/memberships", "Board/powerUps", "Emoji/trello/*/texts", "Member/messagesDismissed"),
    ),
    Listed(
        "objects, published as ids or text (observed)",
        "object",
        ("Card/checkItemStates/*", "Card/labels/*", "Organization/memberships/*"),
    ),
    Listed("`{emoji}`, as every …Data (observed)", "object", ("Board/descData", "CheckItem/nameData")),
    Listed("latitude and longitude, published as text (ours)", "object", ("Card/coordinates",)),
    Listed("a number, published as text (ours, as trello.js reads it)", "integer", ("Attachment/bytes",)),
    Listed("a number of minutes, published as text (observed)", "integer", ("Card/dueReminder",)),
    Listed("a number, published as text (clients)", "integer", ("Attachment/bytes",)),
    Listed("a number as every other pos, published as text (observed)", "integer", ("CheckItem/pos",)),
    Listed("as above", "number", ("CheckItem/pos",)),
    Listed("how many there are, where that is asked for with format=count (ours)", "object", ("GET */actions",)),
    Listed("each colour in a light and a dark shade, too (clients)", "=*_light", ("Label/color",)),
    Listed("as above", "=*_dark", ("Label/color",)),
    Listed("text, published as a number (observed)", "string", ("Board/ixUpdate", "Member/ixUpdate")),
    Listed("named colours are no ids (observed)", "not of the pattern", ("Prefs/background",)),
    Listed("the size across the whole front (observed)", "=full", ("Card/cover/size",)),
    Listed("who has no picture (observed)", "=none", ("Member/avatarSource",)),
    Listed("what a member is in that place, in answers about it alone (observed)", "=admin", ("Member/memberType",)),
    Listed("as above", "=observer", ("Member/memberType",)),
    Listed(
        "levels of a board, published are none of them but `org` (observed)", "=private", ("Prefs/permissionLevel",)
    ),
    Listed("as above", "=public", ("Prefs/permissionLevel",)),
    Listed("who may vote; published are only enabled and disabled (observed)", "=members", ("Prefs/voting",)),
    Listed("capitalised, published in lower case (observed)", "=Board", ("TokenPermission/modelType",)),
    Listed("as above", "=Member", ("TokenPermission/modelType",)),
    Listed("as above", "=Organization", ("TokenPermission/modelType",)),
    Listed(
        "errors are words, published as an object of code and message, which never comes (observed)",
        "string",
        ("GET /boards/{id} 4??",),
    ),
    Listed("an error that is an object has no code (observed)", "lacks code", ("GET /boards/{id} 4??",)),
)

LISTED = frozenset(Difference(where, listed.given) for listed in DIFFERENCES for where in listed.where)
"""In each, `*` is anything."""


def is_listed(difference: Difference, listed: Iterable[Difference] = LISTED) -> bool:
    """Whether a difference is one of those listed."""
    return any(fnmatchcase(difference.where, one.where) and fnmatchcase(difference.given, one.given) for one in listed)


@cache
def is_unwanted(difference: Difference) -> bool:
    """Whether nobody listed a difference; a key beyond the schema is none that a client stumbles over."""
    return difference.given != BEYOND and not is_listed(difference)
