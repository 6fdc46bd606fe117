"""Broken engines: each a sync with one planted, realistic defect; the proof that a rule can fail."""

from __future__ import annotations

from typing import NamedTuple

from syncproof.engine import Sync


class Broken(NamedTuple):
    """An engine with a planted defect."""

    sync: type[Sync]


BROKEN: dict[str, Broken] = {}
