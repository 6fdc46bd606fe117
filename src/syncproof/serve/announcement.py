"""The lines that `syncproof serve` prints when it is ready: where the systems are, and the credentials."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

Announcement: TypeAlias = Mapping[str, Mapping[str, str]]
"""By system in small letters, and `control`: `url`, and the credentials beside it."""


def as_json(announcement: Announcement) -> str:
    """Return one JSON object on one line, for programs."""
    return json.dumps({name: dict(access) for name, access in announcement.items()})


def as_text(announcement: Announcement) -> str:
    """Return a paragraph a system, for people, as narrow as a URL with a token can be."""
    control = announcement["control"]
    lines = []
    for name, access in announcement.items():
        lines += [f"{name:<10} {access['url']}"]
        lines += [f"{'':<10} {key} {value}" for key, value in access.items() if key != "url"]
    lines += ["", f"watch it   {control['url']}/#token={control['token']}"]
    lines += ["Ctrl-C stops the systems; their records are in memory alone, and gone then."]
    return "\n".join(lines)
