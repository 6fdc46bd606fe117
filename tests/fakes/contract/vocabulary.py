"""What requests at random are made of: addresses, parameters, headers, and values of the odder kinds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.customerp.openapi import document as of_customerp
from syncproof.fakes.custompms.openapi import document as of_custompms
from syncproof.fakes.trello.web.application import ROUTES

DOCUMENTS = {"Customerp": of_customerp(Customerp), "Custompms": of_custompms()}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "get")
TEMPLATES: Mapping[str, tuple[tuple[str, str], ...]] = {
    **{
        system: tuple(
            (method.upper(), document["servers"][0]["url"] + path.replace("{id}", f"{{{item['get']['tags'][0][:-1]}}}"))
            for path, item in document["paths"].items()
            for method in item
            if method != "parameters"
        )
        for system, document in DOCUMENTS.items()
    },
    "Trello": tuple((method, f"/1{path}") for method, path in ROUTES),
}
OF_TRELLO = """
    actions active activity address admin attachment_fields attachments avatarSource before bio board boardStars
    board_fields boards boardsInvited boards_limit brightness callbackURL card cardRole cards cards_limit cards_page
    checkItemStates checkItem_fields checkItems checked checklist_fields checklists closed collaborator color
    coordinates count cover cursor customFieldItems customFields deactivated defaultLabels defaultLists desc
    description display displayName due dueComplete dueReminder email entities expiration fields file filter format
    fullName idAttachmentCover idBoard idBoardSource idCard idCardSource idCards idChecklist idChecklistSource
    idLabels idList idListSource idMember idMembers idModel idModels idOrganization idOrganizations ids initials
    keepFromSource labels left licensed limit list lists locale locationName member memberCreator
    memberCreator_fields member_fields member_filter members membersVoted members_limit memberships mimeType
    modelTypes myPrefs name notifications onlyOrgMembers organization organization_fields organizations page
    paid_account partial pluginData pos powerUps prefs/background prefs/permissionLevel prefs/selfJoin
    prefs_background prefs_permissionLevel prefs_selfJoin prefs_voting query reactions read_filter rotate search
    setCover since sort sortBy start startIndex state sticker_fields stickers subscribed tags text tile tokens top
    type unread url urlSource urls username value webhooks website zIndex customField_fields action_reactions
    native shortName unified idEmoji idValue idPlugin nocache checkItem idTags modelType options idCustomField number
    display_cardFront display/cardFront
"""
"""Trello's parameters as its OpenAPI document names them, and some that it forgot."""
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "Customerp": ("limit", "cursor", "updated_since", "page"),
    "Custompms": ("page", "pageSize", "modifiedSince", "limit"),
    "Trello": tuple(OF_TRELLO.split()),
}
TYPES = (
    *("application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16"),
    *("application/merge-patch+json", "application/x-www-form-urlencoded", "text/plain", "", "\xff/\x00", "json"),
    *("multipart/form-data; boundary=x", "multipart/form-data", "application/json, application/json", "*/*; q"),
)
HEADERS = (
    *(("If-Match", "*"), ("If-Match", '"1-0"'), ("If-Match", ","), ("If-Match", "\xff"), ("If-None-Match", "*")),
    *(("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Accept", "nonsense"), ("Accept", "text/xml")),
    *(("Authorization", ""), ("Authorization", "OAuth"), ("Authorization", 'OAuth oauth_token="'), ("Cookie", "=;=")),
    *(
        ("X-Api-Key", ""),
        ("Range", "bytes=9-1"),
        ("X-Forwarded-Host", "\x00"),
        ("Host", ""),
        ("Expect", "100-continue"),
    ),
    *(("Date", "never"), ("X-HTTP-Method-Override", "DELETE"), ("If-Modified-Since", "x")),
)
TEXTS = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "1.5",
        "1e400",
        "9" * 400,
        "true",
        "false",
        "null",
        "all",
        "none",
        "me",
        "top",
        "bottom",
    ),
    *(
        "2026-02-30",
        "2026-01-31T12:00:00.000Z",
        "9999-12-31T23:59:59.999Z",
        "0000-00-00",
        "NaN",
        "\0",
        "a\0b",
        "٣",
        "½",
    ),
    *("x" * 20_000, "http://", "https://x.example/y", "//", "..", "%", "%ff", "\ud800", "👍", "\u202e", "a,b,,c", ","),
    *(
        "open,closed",
        "name,desc,nope",
        "list",
        "updateCard:idList",
        "commentCard:",
        ":",
        "{}",
        "[",
        "ff" * 12,
        "f" * 23,
    ),
    *(
        "/boards/x",
        "/members/me,/members/me",
        "/batch?urls=/batch",
        "application/json",
        "blue",
        "a@b",
        "2026",
        "٣" * 24,
    ),
)
WORDS = ("all", "open", "closed", "visible", "name", "prefs", "url", "labels", "idMembers", "permissionLevel", "voting")
NUMBERS: tuple[Any, ...] = (
    0,
    -1,
    1,
    2**31,
    2**53,
    2**63,
    2**64,
    -(2**64),
    10**400,
    0.5,
    -0.0,
    1e308,
    math.inf,
    math.nan,
)
