"""What members are told of what others did to them, or where they are named. No HTTP here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.kit.store import Groups, Journal, Table

OF_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "addMemberToBoard": "addedToBoard",
        "addMemberToCard": "addedToCard",
        "addMemberToOrganization": "addedToOrganization",
        "commentCard": "commentCard",
    }
)
"""The type of a notification by that of its action (spec: that there are types; which, clients)."""

MENTIONED = "mentionedOnCard"

_TOLD = ("board", "card", "list", "organization", "text")
_MENTION = re.compile(r"(?<!\w)@(\w+)")


class Notification(NamedTuple):
    """What a member was told; times are in milliseconds, `data` is the action's snapshot."""

    id: str
    member: str
    type: str
    at: int
    creator: str
    action: str
    data: Mapping[str, Any]
    unread: bool = True
    read_at: int | None = None

    def shape(self) -> dict[str, Any]:
        """Return it as Trello writes it (spec)."""
        return {
            "id": self.id,
            "unread": self.unread,
            "type": self.type,
            "date": iso(self.at),
            "dateRead": None if self.read_at is None else iso(self.read_at),
            "data": self.data,
            "idMemberCreator": self.creator,
            "idAction": self.action,
            "reactions": [],
        }


def mentioned(text: str) -> list[str]:
    """Return the usernames that a text names with an at sign."""
    return [name.lower() for name in _MENTION.findall(text)] if "@" in text else []


def told(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a notification tells of an action's data."""
    return {name: data[name] for name in _TOLD if name in data}


def _newest_first(id_: str) -> int:
    return -int(id_, 16)


class Notifications:
    """Each member's, newest first; they stay when what they tell of is gone (ours)."""

    def __init__(self, journal: Journal) -> None:
        self.rows: Table[str, Notification] = Table(journal)
        self.of: Groups[str] = Groups(journal, _newest_first)

    def add(self, one: Notification) -> None:
        """Tell a member something."""
        self.rows[one.id] = one
        self.of.add(one.member, one.id)

    def mark(self, one: Notification, now: int, *, unread: bool) -> Notification:
        """Mark it as read, or as not read yet."""
        if one.unread == unread:
            return one
        after = one._replace(unread=unread, read_at=None if unread else now)
        self.rows[one.id] = after
        return after

    def unread_of(self, member: str) -> list[Notification]:
        """Return what a member has not read."""
        return [row for row in map(self.rows.__getitem__, self.of[member]) if row.unread]
