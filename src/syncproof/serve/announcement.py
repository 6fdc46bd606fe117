"""What `syncproof serve` says when it is ready: where the systems are, and how to sign in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

Announcement: TypeAlias = Mapping[str, Mapping[str, str]]
"""By system in small letters, and `control`: `url`, and the credentials beside it."""


def as_json(told: Announcement) -> str:
    """Return one JSON object on one line, for programs."""
    return json.dumps({name: dict(told[name]) for name in told})


def as_text(told: Announcement) -> str:
    """Return it for people: a system a paragraph, as narrow as a URL with a token lets it be."""
    control = told["control"]
    lines = []
    for name, said in told.items():
        lines += [f"{name:<10} {said['url']}"]
        lines += [f"{'':<10} {key} {value}" for key, value in said.items() if key != "url"]
    lines += ["", f"watch it   {control['url']}/#token={control['token']}"]
    lines += ["Ctrl-C stops it; everything is in memory, and gone then."]
    return "\n".join(lines)
