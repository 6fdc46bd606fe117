"""Kept texts: what was rendered at an acceptance, by its names, as the folder keeps that for the next one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def kept_rendered(text: str) -> dict[str, str]:
    """Return what was rendered at an acceptance from the text that keeps it. Raises ValueError for any other text."""
    kept = json.loads(text)
    if not isinstance(kept, dict) or not all(isinstance(each, str) for each in kept.values()):
        raise ValueError("not texts by their names")
    return kept


def kept(rendered: Mapping[str, str]) -> str:
    """Return the text that keeps what was rendered."""
    return json.dumps(dict(sorted(rendered.items())), ensure_ascii=False, indent=1)
