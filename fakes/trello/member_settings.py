"""The settings of a profile: what may be chosen, and what their owner is shown (spec)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from syncproof.fakes.trello.parameters import Parameters
from syncproof.fakes.trello.rules import bad

_AVATARS = ("gravatar", "none", "upload")
_MINUTES = ("-1", "1", "60")
"""Never, at once, hourly (spec)."""
_PREFS: Mapping[str, Any] = MappingProxyType(
    {
        "privacy": {"fullName": "public", "avatar": "public"},
        "sendSummaries": True,
        "minutesBetweenSummaries": 60,
        "minutesBeforeDeadlineToNotify": 1440,
        "colorBlind": False,
        "locale": "en-US",
    }
)

NAMES = ("avatarSource", "prefs/colorBlind", "prefs/locale", "prefs/minutesBetweenSummaries")


def asked(given: Parameters) -> dict[str, Any]:
    """Return the settings given, each under its name."""
    found: dict[str, Any] = {}
    if "avatarSource" in given:
        found["avatarSource"] = given.choice("avatarSource", _AVATARS, "")
    if "prefs/colorBlind" in given:
        found["colorBlind"] = given.flag("prefs/colorBlind")
    if "prefs/locale" in given:
        found["locale"] = given.required("prefs/locale")
    if "prefs/minutesBetweenSummaries" in given:
        minutes = str(given.given["prefs/minutesBetweenSummaries"])
        if minutes not in _MINUTES:
            raise bad("prefs/minutesBetweenSummaries")
        found["minutesBetweenSummaries"] = int(minutes)
    return found


def shown(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a profile shows its owner."""
    chosen = dict(settings)
    return {"avatarSource": chosen.pop("avatarSource", "none"), "prefs": {**_PREFS, **chosen}}
