"""The input of a system under test: the checklist file, and the environment that says where the systems are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from syncproof.checklist import Checklist, Policy, Row, Section
from syncproof.datatypes import OWN_ID, is_own_id
from syncproof.sut import schemas


def sut_checklist(
    checklist: Checklist,
    places: Mapping[str, Mapping[str, str]],
    policy: Policy = "latest-wins",
    systems: Iterable[Mapping[str, Any]] = (),
    source_places: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return what `SYNCPROOF_CHECKLIST` holds, see `sut-checklist-1.schema.json`; all places are by section slug.

    `systems` are the descriptions of those that no page describes. `source_places` has the sections only whose source
    records live in a place.
    """
    described = list(systems)
    return {
        "schema": schemas.CHECKLIST,
        "document": checklist.title,
        "policy": policy,
        "sections": [
            _section(section, places.get(section.slug, {}), source_places.get(section.slug, {}))
            for section in checklist.sections
        ],
        **({"systems": described} if described else {}),
    }


def _section(section: Section, place: Mapping[str, str], source_place: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": section.slug,
        "title": section.title,
        "source": {"system": section.source.system, "datatype": section.source.datatype},
        "target": {"system": section.target.system, "datatype": section.target.datatype},
        "place": dict(place),
        **({"source_place": dict(source_place)} if source_place else {}),
        "promises": list(dict.fromkeys(sentence.kind for sentence in section.sentences)),
        "properties": [_row(row) for row in section.kept_rows],
        **_linking(section),
    }


def _row(row: Row) -> Mapping[str, Any]:
    """Return a row, with what has to hold on each side where the row applies to some records only."""
    found: dict[str, Any] = {"source": _as_id(row.source), "target": row.target, "type": row.type}
    for side, qualifiers in (("source", row.source_qualifiers), ("target", row.target_qualifiers)):
        if qualifiers:
            found[f"{side}_holds"] = [{"property": each.path, "value": each.value} for each in qualifiers]
    return found


def _as_id(name: str) -> str:
    """Return the name of a property; the record's own id has one name, however documents spell it."""
    return OWN_ID if is_own_id(name) else name


def _linking(section: Section) -> Mapping[str, Any]:
    """Return what decides which records become pairs, where that is not every record."""
    found: dict[str, Any] = {}
    if section.criteria:
        found["criteria"] = [
            {"source": _as_id(each.source), "target": _as_id(each.target)} for each in dict.fromkeys(section.criteria)
        ]
    if section.predicate:
        found["predicate"] = {
            "property": section.predicate.property,
            "operator": section.predicate.operator,
            "value": section.predicate.value,
        }
    if section.connections:
        found["connections"] = [
            {"property": each.property, **({"section": each.section} if each.section else {})}
            for each in section.connections
        ]
    return found


def sut_environ(systems: Mapping[str, tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """Return the environment that names each system's URL and credentials, by the systems' words in it."""
    environ = {}
    for word, (url, credentials) in systems.items():
        prefix = f"SYNCPROOF_{word}"
        environ[f"{prefix}_URL"] = url
        environ.update({f"{prefix}_{name.upper()}": secret for name, secret in credentials.items()})
    return environ
