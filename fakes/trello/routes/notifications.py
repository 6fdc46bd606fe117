"""`/notifications`: only the reader's own; marking them needs the scope `account` (docs)."""

from __future__ import annotations

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.notifications import Notification
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import get_field, put, put_value
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.views import listing, members, mentioned
from syncproof.fakes.trello.views import notifications as notification_views


def _found(ask: Ask, id_: str) -> Notification:
    found = ask.state.notifications.rows.get(id_)
    if found is None or found.member != ask.member:
        raise refusals.not_found()  # those of others are hidden (ours)
    return found


def _one(ask: Ask) -> Notification:
    """Return the notification that the path names."""
    return _found(ask, ask.segments["notification"])


def of_member(ask: Ask) -> object:
    """Show the reader's notifications."""
    if ask.person().id != ask.member:
        raise Answer(401, rights.MEMBER)
    found = notification_views.page(ask, ask.the_filter("all"))
    return [notification_views.shown(ask, one) for one in found]


def get(ask: Ask) -> object:
    """Show a notification, with the objects that are asked for (spec)."""
    one = _one(ask)
    shape = notification_views.shown(ask, one)
    flag = ask.parameters.flag
    if flag("board") and (board := mentioned.find_board(ask, one)):
        shape["board"] = listing.board(ask, board, "board_fields", ("id", "name"))
    if flag("card") and (card := mentioned.find_card(ask, one)):
        shape["card"] = listing.card(ask, card, "card_fields", ("id", "name"))
    if flag("list") and "list" in one.data:
        shape["list"] = one.data["list"]
    if flag("organization") and "organization" in one.data:
        shape["organization"] = one.data["organization"]
    if flag("member", default=True):
        shape["member"] = members.shown(ask, [ask.state.people[one.member]])[0]
    return shape


def _writes(ask: Ask) -> None:
    if "account" not in ask.scopes:
        raise Answer(401, rights.MEMBER)


def _mark(ask: Ask, given: Parameters) -> object:
    """Mark a notification as read or unread."""
    one = _one(ask)
    _writes(ask)
    notification_views.shown(ask, one)  # what the answer shall hold is refused before anything changes
    if "unread" in given:
        unread = given.flag("unread")
        one = ask.state.notifications.mark(one, ask.state.clock.now, unread=unread)
    return notification_views.shown(ask, one)


def read_all(ask: Ask) -> object:
    """Mark all notifications, or the named ones, as read or unread (the answer: ours)."""
    _writes(ask)
    unread = not ask.parameters.flag("read", default=True)
    ids = ask.parameters.ids("ids") or tuple(ask.state.notifications.of[ask.member])
    if not all(rules.ID.fullmatch(id_) for id_ in ids):
        raise refusals.not_an_id()
    for one in [_found(ask, id_) for id_ in ids]:
        ask.state.notifications.mark(one, ask.state.clock.now, unread=unread)
    return {}


def read_of_card(ask: Ask) -> object:
    """Mark all notifications of a card as read (the answer: ours)."""
    card = ask.card()
    _writes(ask)
    for one in ask.state.notifications.unread_of(ask.member):
        if one.data.get("card", {}).get("id") == card.id:
            ask.state.notifications.mark(one, ask.state.clock.now, unread=False)
    return {}


ROUTES: Routes = {
    ("GET", "/members/{member}/notifications"): of_member,
    ("POST", "/cards/{card}/markAssociatedNotificationsRead"): read_of_card,
    ("POST", "/notifications/all/read"): read_all,
    ("GET", "/notifications/{notification}"): get,
    ("PUT", "/notifications/{notification}"): put(_mark),
    ("GET", "/notifications/{notification}/{field}"): get_field(lambda ask: _one(ask).shape()),
    ("PUT", "/notifications/{notification}/unread"): put_value("unread", _one, _mark),
    **mentioned.routes("/notifications/{notification}", _one),
}
