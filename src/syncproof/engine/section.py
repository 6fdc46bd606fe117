"""What a checklist asks of the sync: its sections, from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.checklist import CREATING, POLICIES, End
from syncproof.engine.plan import Row
from syncproof.errors import BadInput


@dataclass(frozen=True)
class Section:
    """A source datatype and a target datatype that are kept in sync, and in which place."""

    id: str
    source: End
    target: End
    place: Mapping[str, str]
    rows: tuple[Row, ...]
    creates: bool
    policy: str


def sections(checklist: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return the sections of a checklist. Raises BadInput."""
    policy = checklist.get("policy", "latest-wins")
    if policy not in POLICIES:
        raise BadInput(f"no such policy: {policy}", do=f"choose one of {', '.join(POLICIES)}")
    try:
        return tuple(_section(section, policy) for section in checklist["sections"])
    except (KeyError, TypeError, AttributeError) as error:
        do = "give each section id, source, target, place, promises and properties (syncproof-checklist/1)"
        raise BadInput(f"the checklist lacks {error}", do=do) from error


def _section(section: Mapping[str, Any], policy: str) -> Section:
    return Section(
        section["id"],
        End(section["source"]["system"], section["source"]["datatype"]),
        End(section["target"]["system"], section["target"]["datatype"]),
        section.get("place", {}),
        tuple(Row(row["source"], row["target"]) for row in section["properties"]),
        creates=not CREATING.isdisjoint(section.get("promises", CREATING)),
        policy=policy,
    )
