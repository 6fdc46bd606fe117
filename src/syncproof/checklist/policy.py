"""Policies: which edit stands after both sides of a pair were edited; laws, engine and contract read them here."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Policy: TypeAlias = Literal["latest-wins", "source-wins", "target-wins", "any"]
"""The latest edit, the source's, the target's, or whichever the sync likes."""

POLICIES: tuple[Policy, ...] = get_args(Policy)
