"""The settings of workspaces: what there is, what may be chosen, and what a reader is shown (spec, observed)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from syncproof.fakes.trello.parameters import Parameters
from syncproof.fakes.trello.rules import bad
from syncproof.fakes.trello.state import Workspace

_LEVELS = ("private", "public")
_WHO = ("admin", "none", "org")
_RESTRICTED = ("org", "private", "public")
_MOST_RESTRICTIONS = 100
_PREFS: Mapping[str, Any] = MappingProxyType(
    {
        "orgInviteRestrict": [],
        "boardInviteRestrict": "any",
        "externalMembersDisabled": False,
        "associatedDomain": None,
        "googleAppsVersion": 1,
        "boardVisibilityRestrict": {"private": "org", "org": "org", "enterprise": "org", "public": "org"},
        "boardDeleteRestrict": {"private": "org", "org": "org", "enterprise": "org", "public": "org"},
        "attachmentRestrictions": None,
    }
)

NAMES = (
    "prefs/permissionLevel",
    "prefs/externalMembersDisabled",
    "prefs/associatedDomain",
    "prefs/googleAppsVersion",
    "prefs/orgInviteRestrict",
    *(f"prefs/boardVisibilityRestrict/{level}" for level in _RESTRICTED),
)


def prefs(workspace: Workspace) -> dict[str, Any]:
    """Return all settings of a workspace."""
    chosen = dict(workspace.prefs)
    shown = {"permissionLevel": workspace.permission, **_PREFS}
    for name, value in chosen.items():
        outer, _, inner = name.partition("/")
        shown[outer] = {**shown[outer], inner: value} if inner else value
    return shown


def asked(given: Parameters) -> dict[str, Any]:
    """Return the settings given, each under its name after `prefs/`."""
    found: dict[str, Any] = {}
    for name in NAMES:
        if name in given:
            found[name.removeprefix("prefs/")] = _value(given, name)
    return found


def _value(given: Parameters, name: str) -> Any:  # noqa: ANN401 - settings are of many kinds
    if name == "prefs/permissionLevel":
        return given.choice(name, _LEVELS, "")
    if name == "prefs/externalMembersDisabled":
        return given.flag(name)
    if name == "prefs/associatedDomain":
        return given.text(name) or None
    if name == "prefs/googleAppsVersion":
        version = given.whole(name, 1, 2)
        if not version:
            raise bad(name)
        return version
    if name == "prefs/orgInviteRestrict":
        restrictions = given.words(name)
        if len(restrictions) > _MOST_RESTRICTIONS:
            raise bad(name)
        return restrictions
    return given.choice(name, _WHO, "")
