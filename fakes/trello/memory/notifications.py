"""Notifications: what others did that concerns a member. No HTTP here."""

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
"""The type of a notification by the type of its action (that there are types: spec; which: clients)."""

MENTIONED = "mentionedOnCard"

_KEPT = ("board", "card", "list", "organization", "text")
_MENTION = re.compile(r"(?<!\w)@(\w+)")


class Notification(NamedTuple):
    """A notification of a member; times are in milliseconds, `data` is an excerpt of the action's."""

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
        """Return the notification in JSON (spec)."""
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


def excerpt(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of an action's data that a notification holds."""
    return {name: data[name] for name in _KEPT if name in data}


def _newest_first(id_: str) -> int:
    return -int(id_, 16)


class Notifications:
    """The table of notifications, and an index by member, newest first; deleted objects keep theirs (ours)."""

    def __init__(self, journal: Journal) -> None:
        self.rows: Table[str, Notification] = Table(journal)
        self.of: Groups[str] = Groups(journal, _newest_first)

    def add(self, one: Notification) -> None:
        """Store a new notification."""
        self.rows[one.id] = one
        self.of.add(one.member, one.id)

    def mark(self, one: Notification, now: int, *, unread: bool) -> Notification:
        """Mark a notification as read or unread."""
        if one.unread == unread:
            return one
        after = one._replace(unread=unread, read_at=None if unread else now)
        self.rows[one.id] = after
        return after

    def unread_of(self, member: str) -> list[Notification]:
        """Return the unread notifications of a member."""
        return [row for row in map(self.rows.__getitem__, self.of[member]) if row.unread]
