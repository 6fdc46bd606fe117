"""The search for garbage, which costs a fifth of a run: nearly all that a start makes stays to the end."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS: list[str] = []
"""The block that has set aside what was there."""
_SELDOM = 20_000
"""How many objects more there are at the next search, while stories are played: hardly one of them is garbage."""


@contextmanager
def not_searched() -> Iterator[None]:
    """Let nobody search for garbage for a while, unless nobody does so anyway."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


@contextmanager
def set_aside() -> Iterator[None]:
    """Let no search for garbage go through what is there by now, until the end of the outermost such block.

    Until then, searches are seldom. Python itself knows how much was set aside by counting, which takes a tenth of a
    second in a long run of tests.
    """
    if _BLOCKS:
        yield
        return
    _BLOCKS.append("the outermost")
    gc.freeze()
    young, *older = gc.get_threshold()
    gc.set_threshold(max(young, _SELDOM) if young else young, *older)  # 0: nobody searches anyway
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
        gc.unfreeze()  # another run in this process begins with what is there then, not with all that there ever was
        _BLOCKS.clear()
