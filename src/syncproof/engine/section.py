"""The sections of a checklist in JSON, as the sync's jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.checklist import CREATING, POLICIES, End
from syncproof.engine.plan import RowPair
from syncproof.errors import BadInput


@dataclass(frozen=True)
class SectionJob:
    """A source datatype and a target datatype to keep in sync, the target's place, and the policy for conflicts."""

    id: str
    source: End
    target: End
    place: Mapping[str, str]
    rows: tuple[RowPair, ...]
    creates: bool
    policy: str


def section_jobs(checklist: Mapping[str, Any]) -> tuple[SectionJob, ...]:
    """Return a job for each section of a checklist. Raises BadInput."""
    policy = checklist.get("policy", "latest-wins")
    if policy not in POLICIES:
        raise BadInput(f"no such policy: {policy}", do=f"choose one of {', '.join(POLICIES)}")
    try:
        return tuple(_job(section, policy) for section in checklist["sections"])
    except (KeyError, TypeError, AttributeError) as error:
        do = "give each section id, source, target, place, promises and properties (syncproof-checklist/1)"
        raise BadInput(f"the checklist lacks {error}", do=do) from error


def _job(section: Mapping[str, Any], policy: str) -> SectionJob:
    return SectionJob(
        section["id"],
        End(section["source"]["system"], section["source"]["datatype"]),
        End(section["target"]["system"], section["target"]["datatype"]),
        section.get("place", {}),
        tuple(RowPair(row["source"], row["target"]) for row in section["properties"]),
        creates=not CREATING.isdisjoint(section.get("promises", CREATING)),
        policy=policy,
    )
