"""How Trello writes cards and actions in JSON (observed unless said otherwise)."""

from __future__ import annotations

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.trello.positions import whole
from syncproof.fakes.trello.shapes import EMOJI, Json, slug, small_member
from syncproof.fakes.trello.state import Action, Card, State

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


def card(state: State, one: Card) -> Json:
    """Return a card in full, as GET of the card itself has it."""
    short_url = f"https://trello.com/c/{one.short_link}"
    return {
        "id": one.id,
        "badges": {
            "attachmentsByType": {"trello": {"board": 0, "card": 0}},
            "externalSource": None,
            "lastUpdatedByAi": False,
            "maliciousAttachments": 0,
            "location": False,
            "votes": 0,
            "viewingMemberVoted": False,
            "subscribed": False,
            "start": one.start,
            "fogbugz": "",
            "checkItems": 0,
            "checkItemsChecked": 0,
            "checkItemsEarliestDue": None,
            "comments": len(state.comments[one.id]),
            "attachments": 0,
            "description": bool(one.desc),
            "due": one.due,
            "dueComplete": one.due_complete,
        },
        "checkItemStates": [],
        "closed": one.closed,
        "dueComplete": one.due_complete,
        "dateLastActivity": one.active,
        "dateClosed": None,
        "dateCompleted": None,
        "creationMethod": None,
        "desc": one.desc,
        "descData": EMOJI if one.described else None,
        "due": one.due,
        "dueReminder": None,
        "email": None,
        "idBoard": one.board,
        "idChecklists": [],
        "idLabels": [],
        "idList": one.list,
        "idMembers": one.members,
        "idMembersVoted": [],
        "idOrganization": state.boards[one.board].workspace,
        "idShort": one.id_short,
        "idAttachmentCover": None,
        "labels": [],
        "manualCoverAttachment": False,
        "mirrorSourceId": None,
        "name": one.name,
        "nodeId": f"ari:cloud:trello::card/{one.id}",
        "pinned": False,
        "pos": whole(one.pos),
        "shortLink": one.short_link,
        "shortUrl": short_url,
        "start": one.start,
        "subscribed": False,
        "url": f"{short_url}/{one.id_short}-{slug(one.name)}",
        "cover": _COVER,
        "isTemplate": False,
        "cardRole": None,
        "agent": None,
    }


def listed_card(state: State, one: Card) -> Json:
    """Return a card as lists have it: without email, and with null for checkItemStates (observed)."""
    shape = card(state, one)
    del shape["email"]
    shape["checkItemStates"] = None
    return shape


def action(one: Action) -> Json:
    """Return an action without the people that a reader may have with it."""
    return {
        "id": one.id,
        "idMemberCreator": one.creator,
        "data": one.data,
        "appCreator": {"id": one.app} if one.app else None,
        "type": one.type,
        "date": iso(one.at),
        "limits": _REACTIONS if one.type == "commentCard" else None,
    }


def display(state: State, one: Action) -> Json:
    """Return how a screen tells of an action; just enough of it (ours)."""
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
    if one.type == "commentCard":
        entities["comment"] = {"type": "comment", "text": one.data["text"]}
    key = "comment_on_card" if one.type == "commentCard" else one.type
    return {"translationKey": f"action_{key}", "entities": entities}


def people(state: State, one: Action) -> Json:
    """Return the members that come with an action: its creator, and its object where that is a member."""
    found = {"memberCreator": small_member(state.people[one.creator])}
    if one.member:
        found["member"] = small_member(state.people[one.member])
    return found
