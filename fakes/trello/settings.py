"""The settings of boards, workspaces and profiles, one row a setting (spec, observed)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from syncproof.fakes.trello.rules import is_text

Reader: TypeAlias = Callable[[object], Any]
"""Makes a setting of a request's value, which may be None. Raises ValueError for a value that does not fit."""


class Setting(NamedTuple):
    """The default of a setting, and the reader of a chosen value; without a reader a setting cannot be changed."""

    default: Any = None
    read: Reader | None = None


Table: TypeAlias = Mapping[str, Setting]


def _one_of(*words: str) -> Reader:
    def read(value: object) -> str:
        return words[words.index(value)]

    return read


def _number_among(*numbers: int) -> Reader:
    words = [str(number) for number in numbers]
    return lambda value: numbers[words.index(str(value))]


def _flag(value: object) -> bool:
    return value if isinstance(value, bool) else bool(_TRUE_OR_FALSE(value) == "true")


def _flag_or_empty(value: object) -> bool:
    return value is not None and _flag(value)


def _text(value: object) -> str:
    if not value or not is_text(value):
        raise ValueError(value)
    return value


def _text_or_nothing(value: object) -> str | None:
    return None if value is None else _text(value)


def _words(value: object) -> list[str]:
    given = value if isinstance(value, list) else filter(None, (_text_or_nothing(value) or "").split(","))
    found = [str(one) for one in given]
    if len(found) > _MOST_WORDS:
        raise ValueError(value)
    return found


_MOST_WORDS = 100
_TRUE_OR_FALSE = _one_of("true", "false")
_WHO = _one_of("disabled", "members", "observers", "org", "public")
_MAY = _one_of("admin", "none", "org")
_MAY_BY_LEVEL = {"private": "org", "org": "org", "enterprise": "org", "public": "org"}
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
_PAINTED = ("backgroundColor", "backgroundBottomColor", "backgroundTopColor")

BOARD: Table = MappingProxyType(
    {
        "permissionLevel": Setting("private", _one_of("private", "org", "public")),
        "voting": Setting("disabled", _WHO),
        "comments": Setting("members", _WHO),
        "invitations": Setting("members", _one_of("members", "admins")),
        "cardAging": Setting("regular", _one_of("regular", "pirate")),
        "background": Setting("blue", _one_of(*_BACKGROUNDS)),
        "hideVotes": Setting(False, _flag),
        "selfJoin": Setting(True, _flag),
        "cardCovers": Setting(True, _flag),
        "cardCounts": Setting(False, _flag),
        "showCompleteStatus": Setting(True, _flag),
        "isTemplate": Setting(False, _flag),
        "calendarFeedEnabled": Setting(False, _flag),
        "hiddenPluginBoardButtons": Setting([]),
        "switcherViews": Setting([]),
        "autoArchive": Setting(),
        **{name: Setting(_BACKGROUNDS["blue"]) for name in _PAINTED},
        "backgroundImage": Setting(),
        "backgroundImageScaled": Setting(),
        "backgroundTile": Setting(False),
        "backgroundBrightness": Setting("dark"),
        "sharedSourceUrl": Setting(),
        "canBePublic": Setting(True),
        "canBeEnterprise": Setting(True),
        "canBeOrg": Setting(True),
        "canBePrivate": Setting(True),
        "canInvite": Setting(True),
    }
)
MY_BOARD: Table = MappingProxyType(
    {
        "showSidebar": Setting(True, _flag),
        "showSidebarMembers": Setting(True, _flag),
        "showSidebarBoardActions": Setting(True, _flag),
        "showSidebarActivity": Setting(True, _flag),
        "emailPosition": Setting("bottom", _one_of("bottom", "top")),
        "idEmailList": Setting(None, _text_or_nothing),
    }
)
"""The settings that each member has for a board (spec)."""
WORKSPACE: Table = MappingProxyType(
    {
        "permissionLevel": Setting("private", _one_of("private", "public")),
        "externalMembersDisabled": Setting(False, _flag_or_empty),
        "associatedDomain": Setting(None, _text_or_nothing),
        "googleAppsVersion": Setting(1, _number_among(1, 2)),
        "orgInviteRestrict": Setting([], _words),
        "boardVisibilityRestrict": Setting(_MAY_BY_LEVEL),
        **{f"boardVisibilityRestrict/{level}": Setting(read=_MAY) for level in ("org", "private", "public")},
        "boardInviteRestrict": Setting("any"),
        "boardDeleteRestrict": Setting(_MAY_BY_LEVEL),
        "attachmentRestrictions": Setting(),
    }
)
PROFILE: Table = MappingProxyType(
    {
        "colorBlind": Setting(False, _flag_or_empty),
        "locale": Setting("en-US", _text),
        "minutesBetweenSummaries": Setting(60, _number_among(-1, 1, 60)),  # never, at once, hourly (spec)
        "minutesBeforeDeadlineToNotify": Setting(1440),
        "privacy": Setting({"fullName": "public", "avatar": "public"}),
        "sendSummaries": Setting(True),
    }
)
AVATAR: Table = MappingProxyType({"avatarSource": Setting("none", _one_of("gravatar", "none", "upload"))})
"""The setting of a profile that stands outside of `prefs`."""


def is_chosen(table: Table, name: str) -> bool:
    """Whether the table has such a setting, and the setting can be changed."""
    return name in table and table[name].read is not None


def shown(table: Table, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings of a table, where `name/inner` is a part of another setting."""
    found = {name: one.default for name, one in table.items() if "/" not in name}
    for name, value in chosen.items():
        outer, _, inner = name.partition("/")
        if outer in found:
            found[outer] = {**found[outer], inner: value} if inner else value
    return found


def of_board(permission: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings of a board, the colours of its background included."""
    colour = _BACKGROUNDS[chosen.get("background", "blue")]
    return shown(BOARD, {"permissionLevel": permission, **chosen, **dict.fromkeys(_PAINTED, colour)})
