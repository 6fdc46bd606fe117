"""Views of notifications: filtered, paged, each cut to the fields asked for."""

from __future__ import annotations

from itertools import islice

from syncproof.fakes.trello.memory.notifications import Notification
from syncproof.fakes.trello.memory.rows import Json
from syncproof.fakes.trello.request.ask import Ask
from syncproof.fakes.trello.request.selection import MOST, Window, fields
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.views import members

_LAST_PAGE = 100


def page(ask: Ask, types: str, list_prefix: str = "", item_prefix: str = "") -> list[Notification]:
    """Return the reader's notifications, newest first.

    `list_prefix` and `item_prefix` are the prefixes of nested parameters: `notifications_` and `notification_`.
    """
    given, state = ask.parameters, ask.state.notifications
    limit = given.whole(f"{list_prefix}limit", 50, MOST)
    skip = limit * given.whole(f"{list_prefix}page", 0, _LAST_PAGE)
    read = given.choice(f"{list_prefix}read_filter", ("all", "read", "unread"), "all")
    wanted = types.split(",")
    found = Window.requested(given, item_prefix).over(state.of[ask.member], state.rows)
    if "all" not in wanted:
        found = (row for row in found if row.type in wanted)
    if read != "all":
        found = (row for row in found if row.unread == (read == "unread"))
    return list(islice(found, skip, skip + limit))


def shown(ask: Ask, one: Notification, *, item_prefix: str = "", list_prefix: str = "") -> Json:
    """Return a notification, by default with its creator, and with board and card if named as fields (spec)."""
    given = ask.parameters
    named: Json = {
        name: one.data.get(name) for name in ("board", "card") if name in given.words(f"{item_prefix}fields")
    }
    shape = dict(fields(given, f"{item_prefix}fields")({**one.shape(), **named}))
    if given.flag(f"{item_prefix}memberCreator", default=True):
        creator = ask.state.people[one.creator]
        shape["memberCreator"] = members.shown(ask, [creator], f"{item_prefix}memberCreator_fields")[0]
    if given.flag(f"{list_prefix}display"):
        shape["display"] = card_shapes.display(ask.state, one)
    if given.flag(f"{list_prefix}entities"):
        shape["entities"] = []
    return shape


def inside(ask: Ask, types: str) -> list[Json]:
    """Return notifications inside a member, where their parameters begin with `notifications_` and `notification_`."""
    found = page(ask, types, "notifications_", "notification_")
    return [shown(ask, one, item_prefix="notification_", list_prefix="notifications_") for one in found]
