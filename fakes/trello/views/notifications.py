"""Notifications as a reader gets them: filtered, paged, each cut to the fields asked for."""

from __future__ import annotations

from itertools import islice

from syncproof.fakes.trello.memory.notifications import Notification
from syncproof.fakes.trello.memory.rows import Json
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import MOST, Window, fields
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.views import listing

_LAST_PAGE = 100


def page(ask: Ask, types: str, many: str = "", one: str = "") -> list[Notification]:
    """Return what the reader was told, newest first; `many` and `one` are what parameters inside others begin with."""
    given, state = ask.parameters, ask.state.notifications
    limit = given.whole(f"{many}limit", 50, MOST)
    skip = limit * given.whole(f"{many}page", 0, _LAST_PAGE)
    read = given.choice(f"{many}read_filter", ("all", "read", "unread"), "all")
    wanted = types.split(",")
    found = Window.asked(given, one).over(state.of[ask.member], state.rows)
    if "all" not in wanted:
        found = (row for row in found if row.type in wanted)
    if read != "all":
        found = (row for row in found if row.unread == (read == "unread"))
    return list(islice(found, skip, skip + limit))


def shown(ask: Ask, one: Notification, *, prefix: str = "", many: str = "") -> Json:
    """Return a notification with whoever did it; its card and board come where they are named as fields (spec)."""
    given = ask.parameters
    named: Json = {name: one.data.get(name) for name in ("board", "card") if name in given.words(f"{prefix}fields")}
    shape = dict(fields(given, f"{prefix}fields")({**one.shape(), **named}))
    if given.flag(f"{prefix}memberCreator", default=True):
        creator = ask.state.people[one.creator]
        shape["memberCreator"] = listing.members(ask, [creator], f"{prefix}memberCreator_fields")[0]
    if given.flag(f"{many}display"):
        shape["display"] = card_shapes.display(ask.state, one)
    if given.flag(f"{many}entities"):
        shape["entities"] = []
    return shape


def inside(ask: Ask, types: str) -> list[Json]:
    """Return notifications inside a member, where their parameters begin with `notifications_` and `notification_`."""
    found = page(ask, types, "notifications_", "notification_")
    return [shown(ask, one, prefix="notification_", many="notifications_") for one in found]
