"""The names that can be put to the test: systems that have a fake, their datatypes, and their properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from syncproof.datatypes import Datatype
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, End

Declared: TypeAlias = Mapping[str, Mapping[str, Datatype]]
"""System name to datatype name to datatype."""


def check_names(declared: Declared, checklist: Checklist) -> None:
    """Raise BadInput for the first name of a document that is not declared."""
    # A document without sections promises nothing of any system.
    for system in (checklist.source, checklist.target) if checklist.sections else ():
        check_system(declared, system, where=f"{checklist.file}:{checklist.line}")
    for section in checklist.sections:
        for end in (section.source, section.target):
            check_datatype(declared, end, where=f"{checklist.file}:{section.line}")
        for row in section.all_rows:
            where = f"{checklist.file}:{row.line}"
            check_property(declared, section.source, row.source, where=where)
            check_property(declared, section.target, row.target, where=where)


def check_system(declared: Declared, system: str, *, where: str) -> None:
    """Raise BadInput unless the system has a fake."""
    if system not in declared:
        raise BadInput(
            f"no fake of the system {_named(system)}",
            where=where,
            near=(system, declared),
            do=f"use one of {', '.join(declared)}, or add a fake of it",
        )


def check_datatype(declared: Declared, end: End, *, where: str) -> None:
    """Raise BadInput unless the system's fake has the datatype."""
    datatypes = declared[end.system]
    if end.datatype not in datatypes:
        raise BadInput(
            f"the fake of {end.system} has no datatype {_named(end.datatype)}",
            where=where,
            near=(end.datatype, datatypes),
            do=f"use one of {', '.join(datatypes)}, or add the datatype to the fake",
        )


def check_property(declared: Declared, end: End, name: str, *, where: str) -> None:
    """Raise BadInput unless records of the datatype have the property."""
    properties = declared[end.system][end.datatype].properties
    if name not in properties:
        raise BadInput(
            f"{end} has no property {_named(name)}",
            where=where,
            near=(name, properties),
            do=f"use one of {', '.join(properties)}",
        )


def _named(name: str) -> str:
    return name or "without a name"
