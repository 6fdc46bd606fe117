"""The settings of boards: what there is, what may be chosen, and what a reader is shown (spec, observed)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from syncproof.fakes.trello.content import Content
from syncproof.fakes.trello.parameters import Parameters
from syncproof.fakes.trello.rules import bad
from syncproof.fakes.trello.state import Board

COLOURS = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
LEVELS = ("private", "org", "public")

_NAMES = {f"{colour}{shade}": "" for colour in COLOURS for shade in ("", "_dark", "_light")}
_WHO = ("disabled", "members", "observers", "org", "public")
_BACKGROUNDS = {
    "blue": "#0079BF",
    "orange": "#D29034",
    "green": "#519839",
    "red": "#B04632",
    "purple": "#89609E",
    "pink": "#CD5A91",
    "lime": "#4BBF6B",
    "sky": "#00AECC",
    "grey": "#838C91",
}
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "voting": _WHO,
        "comments": _WHO,
        "invitations": ("members", "admins"),
        "cardAging": ("regular", "pirate"),
        "background": tuple(_BACKGROUNDS),
    }
)
_FLAGS = (
    "hideVotes",
    "selfJoin",
    "cardCovers",
    "cardCounts",
    "showCompleteStatus",
    "isTemplate",
    "calendarFeedEnabled",
)
_PREFS: Mapping[str, Any] = MappingProxyType(
    {
        "hideVotes": False,
        "voting": "disabled",
        "comments": "members",
        "invitations": "members",
        "selfJoin": True,
        "cardCovers": True,
        "cardCounts": False,
        "showCompleteStatus": True,
        "isTemplate": False,
        "cardAging": "regular",
        "calendarFeedEnabled": False,
        "hiddenPluginBoardButtons": [],
        "switcherViews": [],
        "autoArchive": None,
        "background": "blue",
        "backgroundColor": "#0079BF",
        "backgroundImage": None,
        "backgroundImageScaled": None,
        "backgroundTile": False,
        "backgroundBrightness": "dark",
        "backgroundBottomColor": "#0079BF",
        "backgroundTopColor": "#0079BF",
        "sharedSourceUrl": None,
        "canBePublic": True,
        "canBeEnterprise": True,
        "canBeOrg": True,
        "canBePrivate": True,
        "canInvite": True,
    }
)
_MINE: Mapping[str, Any] = MappingProxyType(
    {
        "showSidebar": True,
        "showSidebarMembers": True,
        "showSidebarBoardActions": True,
        "showSidebarActivity": True,
        "emailPosition": "bottom",
        "idEmailList": None,
    }
)


def prefs(board: Board) -> dict[str, Any]:
    """Return all settings of a board."""
    shown = {"permissionLevel": board.permission, **_PREFS, **board.prefs}
    if "background" in board.prefs:
        colour = _BACKGROUNDS[board.prefs["background"]]
        shown |= {"backgroundColor": colour, "backgroundBottomColor": colour, "backgroundTopColor": colour}
    return shown


def label_names(content: Content, board: str) -> Mapping[str, str]:
    """Return what the colours mean on a board: of several labels of a colour the oldest counts (ours)."""
    named = {one.color: one.name for one in reversed(list(content.labels_on(board))) if one.color}
    return {**_NAMES, **named} if named else _NAMES


def asked(given: Parameters, before: str) -> dict[str, Any]:
    """Return the settings given, other than the permission level, under names that begin so."""
    found: dict[str, Any] = {}
    for name, words in _WORDS.items():
        if before + name in given:
            found[name] = given.choice(before + name, words, "")
    for name in _FLAGS:
        if before + name in given:
            if given.given[before + name] is None:
                raise bad(before + name)
            found[name] = given.flag(before + name)
    return found


def is_voted_on(board: Board) -> bool:
    """Whether the cards of a board can be voted for."""
    return bool(board.prefs.get("voting", "disabled") != "disabled")


def mine(content: Content, board: str, member: str) -> dict[str, Any]:
    """Return how a member sees a board (spec)."""
    return {**_MINE, **content.my_prefs.get((board, member), {})}


def my_choice(given: Parameters, name: str) -> str | bool | None:
    """Return what somebody chooses for oneself. Raises Answer."""
    if name == "emailPosition":
        return given.choice("value", ("bottom", "top"), "")
    if name == "idEmailList":
        return given.text("value") or None
    if given.given.get("value") is None:
        raise bad("value")
    return given.flag("value")


MINE = frozenset(_MINE)
