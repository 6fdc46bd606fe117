"""Dependence: the values with which a row with qualifiers applies to a record, or does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist.predicate import Predicate
from syncproof.stories.conditions import meeting

if TYPE_CHECKING:
    from syncproof.checklist import Qualifier, Row, Section
    from syncproof.datatypes import Datatype, Property
    from syncproof.ledger import Value


class Held(NamedTuple):
    """The values of both records of a pair in the properties that a row depends on."""

    source: Mapping[str, Value]
    target: Mapping[str, Value]


def held(section: Section, row: Row, source: Datatype, target: Datatype, *, applies: bool) -> Held | None:
    """Return values with which a row applies to a pair, or does not; None where the properties take no such values."""
    found = []
    for qualifiers, datatype in ((row.source_qualifiers, source), (row.target_qualifiers, target)):
        values: dict[str, Value] = {}
        for qualifier in qualifiers:
            declared = datatype.properties.get(qualifier.path)
            asked = _asked(qualifier, declared) if declared else None
            taken = meeting(asked, declared, met=applies) if asked and declared else None
            if taken is None:
                return None
            values[qualifier.path] = taken.value
        found.append(values)
    condition = section.predicate
    if condition and condition.property in found[0] and not condition.takes(found[0][condition.property]):
        return None
    return Held(*found)


def _asked(qualifier: Qualifier, declared: Property) -> Predicate | None:
    """Return what a qualifier asks for, as a value of the property; None where the property holds none such."""
    value = qualifier.asked(declared.kind)
    return Predicate(qualifier.path, "is", value) if qualifier.takes(value) else None
