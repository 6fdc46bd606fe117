"""The JSON of cards and actions (observed, if nothing else is noted)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.trello.memory.content import Attachment, CheckItem
from syncproof.fakes.trello.memory.notifications import MENTIONED, Notification
from syncproof.fakes.trello.memory.rows import Action, Card, Json
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.positions import whole
from syncproof.fakes.trello.shapes.objects import EMOJI, slug, small_member

_OF_TRELLO = re.compile(r"https?://(?:www\.)?trello\.com/([bc])/", re.IGNORECASE)
_NONE_OF_TRELLO: Json = {"board": 0, "card": 0}
_COVER: Json = {
    "idAttachment": None,
    "color": None,
    "idUploadedBackground": None,
    "size": "normal",
    "brightness": "dark",
    "idPlugin": None,
}
_REACTIONS: Json = {
    "reactions": {
        "perAction": {"status": "ok", "disableAt": 900, "warnAt": 720},
        "uniquePerAction": {"status": "ok", "disableAt": 17, "warnAt": 14},
    }
}


def card(state: State, one: Card, viewer: str = "") -> Json:
    """Return a card in full, as GET of the card shows it to a member."""
    id_, content = one.id, state.content
    checklists = [checklist for _, checklist in content.checklists_of[id_]] if id_ in content.checklists_of else []
    items = list(content.items_on(id_)) if checklists else []
    done = [item for item in items if item.done]
    attachments = list(content.attachments_on(id_)) if id_ in content.attachments_of else []
    votes = list(content.votes[id_]) if id_ in content.votes else []
    subscribed = (id_, viewer) in content.subscribed
    cover = one.cover.get("idAttachment") if one.cover else None
    short_url = f"https://trello.com/c/{one.short_link}"
    shape = {
        "id": id_,
        "badges": {
            "attachmentsByType": {"trello": _of_trello(attachments) if attachments else _NONE_OF_TRELLO},
            "externalSource": None,
            "lastUpdatedByAi": False,
            "maliciousAttachments": 0,
            "location": bool(one.location),
            "votes": len(votes),
            "viewingMemberVoted": viewer in votes,
            "subscribed": subscribed,
            "start": one.start,
            "fogbugz": "",
            "checkItems": len(items),
            "checkItemsChecked": len(done),
            "checkItemsEarliestDue": _earliest(items) if items else None,
            "comments": len(state.comments[id_]) if id_ in state.comments else 0,
            "attachments": len(attachments),
            "description": bool(one.desc),
            "due": one.due,
            "dueComplete": one.due_complete,
        },
        "checkItemStates": [item.as_state() for item in done],
        "closed": one.closed,
        "dueComplete": one.due_complete,
        "dateLastActivity": one.active,
        "dateClosed": one.closed_at,
        "dateCompleted": one.completed_at,
        "creationMethod": None,
        "desc": one.desc,
        "descData": EMOJI if one.described else None,
        "due": one.due,
        "dueReminder": one.reminder,
        "email": None,
        "idBoard": one.board,
        "idChecklists": checklists,
        "idLabels": one.labels,
        "idList": one.list,
        "idMembers": one.members,
        "idMembersVoted": votes,
        "idOrganization": state.boards[one.board].workspace,
        "idShort": one.id_short,
        "idAttachmentCover": cover,
        "labels": [content.labels[id_].shape(len(content.labelled[id_])) for id_ in one.labels] if one.labels else [],
        "manualCoverAttachment": cover is not None,
        "mirrorSourceId": None,
        "name": one.name,
        "nodeId": f"ari:cloud:trello::card/{one.id}",
        "pinned": False,
        "pos": whole(one.pos),
        "shortLink": one.short_link,
        "shortUrl": short_url,
        "start": one.start,
        "subscribed": subscribed,
        "url": f"{short_url}/{one.id_short}-{slug(one.name)}",
        "cover": {**_COVER, **one.cover} if one.cover else _COVER,
        "isTemplate": one.template,
        "cardRole": one.role,
        "agent": None,
    }
    return {**shape, **one.location} if one.location else shape


def _of_trello(attachments: Iterable[Attachment]) -> Json:
    """Count the attachments that are boards and cards of Trello, by their addresses."""
    found = [match[1] for one in attachments if (match := _OF_TRELLO.match(one.url))]
    return {"board": found.count("b"), "card": found.count("c")}


def _earliest(items: Iterable[CheckItem]) -> str | None:
    """Return the earliest date of a line that is not done."""
    return min((item.due for item in items if item.due and not item.done), default=None)


def listed_card(state: State, one: Card, viewer: str, *, on_board: bool = True) -> Json:
    """Return a card inside a list: without email; with null for checkItemStates on boards and lists (observed)."""
    shape = card(state, one, viewer)
    del shape["email"]
    if on_board:
        shape["checkItemStates"] = None
    return shape


def action(one: Action) -> Json:
    """Return an action without its members."""
    return {
        "id": one.id,
        "idMemberCreator": one.creator,
        "data": one.data,
        "appCreator": {"id": one.app} if one.app else None,
        "type": one.type,
        "date": iso(one.at),
        "limits": _REACTIONS if one.type == "commentCard" else None,
    }


def display(state: State, one: Action | Notification) -> Json:
    """Return the display of an action or a notification, with the main entities alone (ours)."""
    creator = state.people[one.creator]
    entities: Json = {
        "memberCreator": {
            "type": "member",
            "id": creator.id,
            "username": creator.username,
            "text": creator.full_name,
        }
    }
    if "card" in one.data:
        named = one.data["card"]
        entities["card"] = {"type": "card", "text": named.get("name", "")} | named
    if "text" in one.data and one.type in {"commentCard", MENTIONED}:
        entities["comment"] = {"type": "comment", "text": one.data["text"]}
    key = "comment_on_card" if one.type == "commentCard" else one.type
    of = "action" if isinstance(one, Action) else "notification"
    return {"translationKey": f"{of}_{key}", "entities": entities}


def people(state: State, one: Action) -> Json:
    """Return the members of an action: its creator, and the member that it is about, if any."""
    found = {"memberCreator": small_member(state.people[one.creator])}
    if one.member:
        found["member"] = small_member(state.people[one.member])
    return found
