"""The sections of a checklist in JSON, as the sync's jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from syncproof.checklist import CREATING, POLICIES, End, Predicate, Qualifier
from syncproof.checklist.circles import way_back
from syncproof.checklist.predicate import OPERATORS
from syncproof.datatypes import OWN_ID
from syncproof.engine.plan import SOURCE, TARGET, RowPair
from syncproof.engine.ports.port import NUMBER
from syncproof.errors import BadInput


class Connected(NamedTuple):
    """A property that names a record, and the id of the section that has to have a pair of that record.

    Without a section, another document synchronizes what is named, and any record counts.
    """

    property: str
    section: str = ""


@dataclass(frozen=True)
class SectionJob:
    """A source datatype and a target datatype to keep in sync, the target's place, and the policy for conflicts."""

    id: str
    source: End
    target: End
    place: Mapping[str, str]
    rows: tuple[RowPair, ...]
    criteria: tuple[RowPair, ...]
    """The properties of which one has to be equal for two records that exist already to be a pair."""
    creates: bool
    policy: str
    predicate: Predicate | None = None
    """What a source record has to hold before anything is synchronized."""
    connections: tuple[Connected, ...] = ()
    """What a source record has to be connected to before a counterpart is created."""
    source_place: Mapping[str, str] = field(default_factory=dict)
    """The place of the source records; empty where they live in none."""
    back: tuple[str, ...] = ()
    """The sections that lead from this one's target back to its source, in their order."""


def section_jobs(checklist: Mapping[str, Any]) -> tuple[SectionJob, ...]:
    """Return a job for each section of a checklist. Raises BadInput."""
    policy = checklist.get("policy", "latest-wins")
    if policy not in POLICIES:
        raise BadInput(f"no such policy: {policy}", do=f"choose one of {', '.join(POLICIES)}")
    try:
        return _with_ways_back([_job(section, policy) for section in checklist["sections"]])
    except (KeyError, TypeError, AttributeError) as error:
        do = "give each section id, source, target, place, promises and properties (syncproof-checklist/1)"
        raise BadInput(f"the checklist lacks {error}", do=do) from error


def _with_ways_back(jobs: Sequence[SectionJob]) -> tuple[SectionJob, ...]:
    return tuple(replace(job, back=tuple(each.id for each in way_back(job, jobs))) for job in jobs)


def _job(section: Mapping[str, Any], policy: str) -> SectionJob:
    return SectionJob(
        section["id"],
        End(section["source"]["system"], section["source"]["datatype"]),
        End(section["target"]["system"], section["target"]["datatype"]),
        section.get("place", {}),
        tuple(_row(row) for row in section["properties"]),
        tuple(RowPair(row["source"], row["target"]) for row in section.get("criteria", ())),
        creates=not CREATING.isdisjoint(section.get("promises", CREATING)),
        policy=policy,
        predicate=_predicate(section["predicate"]) if section.get("predicate") else None,
        connections=tuple(
            Connected(each["property"], each.get("section", "")) for each in section.get("connections", ())
        ),
        source_place=section.get("source_place", {}),
    )


def _row(said: Mapping[str, Any]) -> RowPair:
    held = [said.get(f"{side}_holds", ()) for side in (SOURCE, TARGET)]
    asked = [tuple(Qualifier(each["value"], each["property"]) for each in one) for one in held]
    is_number = said["source"] == OWN_ID and said.get("type") == "integer"
    return RowPair(NUMBER if is_number else said["source"], said["target"], *asked)


def _predicate(said: Mapping[str, Any]) -> Predicate:
    predicate = Predicate(said["property"], said["operator"], said["value"])
    if predicate.operator not in OPERATORS:
        what, do = f"no such operator of a predicate: {predicate.operator}", f"use one of {', '.join(OPERATORS)}"
        raise BadInput(what, near=(predicate.operator, OPERATORS), do=do)
    return predicate
