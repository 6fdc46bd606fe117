"""Where the fake answers something else than is published, on purpose: each with its reason, and none that is not met.

Sources: (observed) is recorded HTTP and live test suites of others, (docs) the developer guides, (ours) is not
established. A line that no answer needs any more is stale, and the catalogue's test says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from .dialect import BEYOND, Difference
from .operations import Schema


class Listed:
    """Differences for one reason, each as a failed test tells it in short; `*` is anything."""

    def __init__(self, reason: str, *differences: str) -> None:
        self.reason = reason
        self.differences = differences


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
_OPTION: Schema = {
    "type": "object",
    "required": ["_id", "idCustomField", "value", "pos"],
    "properties": {
        "_id": _a("TrelloID"),
        "idCustomField": _a("TrelloID"),
        "value": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
        "color": {"type": "string"},
        "pos": {"type": "number"},
    },
}
"""By itself; inside a field it has `id` (clients)."""

CORRECTIONS: Mapping[str, Correction] = {
    "GET /actions/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /boards/{id}/memberships": Correction("all of them, not one (observed)", _each("Memberships")),
    "GET /boards/{id}/plugins": Correction("all of them, not one (ours: the name is a plural)", _each("Plugin")),
    "GET /cards/{id}/attachments/{idAttachment}": Correction("the one asked for (clients)", _a("Attachment")),
    "GET /cards/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /members/{id}/actions": Correction("actions, not members (observed)", _each("Action")),
    "GET /members/{id}/{field}": Correction(_FIELD, _VALUE),
    "GET /notifications/{id}/{field}": Correction(_FIELD, _VALUE),
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
    "CustomFieldItems": ("PUT /cards/{idCard}/customField/{idCustomField}/item",),
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
    "CustomFieldItems": ("PUT /cards/{idCard}/customFields",),
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
    "GET /customFields/{id}/options": {"type": "array", "items": _OPTION},
    "GET /customFields/{id}/options/{idCustomFieldOption}": _OPTION,
    "POST /customFields/{id}/options": _OPTION,
    "GET /webhooks/{id}/{field}": _VALUE,
    "PUT /boards/{id}/members": _SEATED,
    "PUT /boards/{id}/members/{idMember}": _SEATED,
}
"""Nothing is published of these answers; they are the objects that others give (observed)."""

DIFFERENCES = (
    Listed(
        "null, though not marked as nullable (observed)",
        "Action/limits: null",
        "Action/memberCreator/avatarHash: null",
        "Action/memberCreator/avatarUrl: null",
        "Board/dateLastView: null",
        "Board/descData: null",
        "Board/idOrganization: null",
        "Card/descData: null",
        "Member/avatarHash: null",
        "Member/avatarUrl: null",
        "Member/idEnterprise: null",
        "Member/uploadedAvatarHash: null",
        "Member/uploadedAvatarUrl: null",
        "Organization/idEnterprise: null",
        "OrganizationPrefs/attachmentRestrictions: null",
        "Prefs/backgroundImage: null",
        "Prefs/backgroundImageScaled: null",
        "TrelloList/softLimit: null",
    ),
    Listed("null in lists of a board's or a list's cards alone (observed)", "Card/checkItemStates: null"),
    Listed("null where an option is chosen instead (ours)", "CustomFieldItems/value: null"),
    Listed("null until it is read (ours)", "Notification/dateRead: null"),
    Listed("the names of what it is about, published as text (clients)", "Notification/data: object"),
    Listed(
        "published is one type, of a card due soon (clients)",
        "Notification/type: =addedTo*",
        "Notification/type: =commentCard",
        "Notification/type: =mentionedOnCard",
    ),
    Listed("null until somebody is asked, and here nobody is (ours)", "Member/marketingOptIn/date: null"),
    Listed(
        "null where an emoji has no such text, and where it has, a list of them (ours)",
        "Emoji/trello/*/text: null",
        "Emoji/trello/*/texts: array",
    ),
    Listed(
        "lists, published as text or as an object (observed)",
        "Board/idTags: array",
        "Board/memberships: array",
        "Board/powerUps: array",
        "Member/messagesDismissed: array",
    ),
    Listed(
        "objects, published as ids or text (observed)",
        "Board/descData: object",
        "Card/checkItemStates/*: object",
        "Card/labels/*: object",
        "Organization/memberships/*: object",
    ),
    Listed("an object as every descData, published as text (clients)", "CheckItem/nameData: object"),
    Listed("latitude and longitude, published as text (ours)", "Card/coordinates: object"),
    Listed("a number of bytes, published as text (ours, as trello.js reads it)", "Attachment/bytes: integer"),
    Listed("a number of minutes, published as text (observed)", "Card/dueReminder: integer"),
    Listed(
        "a number as every other pos, published as text (clients)", "CheckItem/pos: integer", "CheckItem/pos: number"
    ),
    Listed("text, published as a number (observed)", "Board/ixUpdate: string", "Member/ixUpdate: string"),
    Listed("how many there are, where format=count asks for that (ours)", "GET */actions: object"),
    Listed("each colour in a light and a dark shade, too (clients)", "Label/color: =*_light", "Label/color: =*_dark"),
    Listed("a colour's name is no id (observed)", "Prefs/background: not of the pattern"),
    Listed("the picture across the whole front (observed)", "Card/cover/size: =full"),
    Listed("who has no picture (observed)", "Member/avatarSource: =none"),
    Listed(
        "what a member is in that place, in answers about the place alone (observed)",
        "Member/memberType: =admin",
        "Member/memberType: =observer",
    ),
    Listed(
        "of a board's levels none but `org` is published (observed)",
        "Prefs/permissionLevel: =private",
        "Prefs/permissionLevel: =public",
    ),
    Listed("who may vote; published are enabled and disabled alone (observed)", "Prefs/voting: =members"),
    Listed(
        "capitalised, published in lower case (observed)",
        "TokenPermission/modelType: =Board",
        "TokenPermission/modelType: =Member",
        "TokenPermission/modelType: =Organization",
    ),
    Listed(
        "an error is words, or an object without the published code (observed)",
        "GET /boards/{id} 4??: string",
        "GET /boards/{id} 4??: lacks code",
    ),
)

LISTED = tuple(pattern for listed in DIFFERENCES for pattern in listed.differences)


@cache
def is_unwanted(difference: Difference) -> bool:
    """Whether nobody listed a difference; a key beyond the schema is none that a client stumbles over."""
    return difference.given != BEYOND and not any(fnmatchcase(str(difference), pattern) for pattern in LISTED)
