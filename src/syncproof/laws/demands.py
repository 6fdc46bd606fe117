"""The laws by name, each with its demand; docs/what-it-proves.md has the same table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LAWS: Mapping[str, str] = MappingProxyType(
    {
        "rest": "the sync comes to rest: two passes in a row write nothing",
        "counterpart": (
            "every source record has exactly one counterpart, unless the target itself makes one record of two"
        ),
        "agreement": "the sides of a pair are equal, apart from what a side trims, re-cases, completes or cuts",
        "no-lost-edit": "an edit on one side stands on both sides; of edits on both sides the latest stands",
        "provenance": (
            "the sync writes no value that the other side never held, save a form of such a value that the system takes"
        ),
        "no-echo": "once the sync is at rest, a pass writes nothing",
        "nothing-else": (
            "only mapped properties of paired records change; nothing is deleted; only what is required is created"
        ),
        "in-order": "the sync reports what a system refuses for one record, and goes on with the other records",
    }
)
