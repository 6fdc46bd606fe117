"""The agreement of an installation, as tables of `checklist.toml` have it: rows for empty tables, and predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from syncproof.checklist import End, Row
from syncproof.checklist.cells import cell
from syncproof.checklist.dialect import TYPES
from syncproof.checklist.played import own_end
from syncproof.checklist.predicate import ALONE, OPERATORS, Predicate
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from syncproof.checklist.declared import Declared
    from syncproof.inputs import Table


def predicate_from(table: Table, source: End, declared: Declared | None) -> Predicate:
    """Return the predicate of a table. Raises BadInput for none."""
    table.keys("property", "operator", "value")
    where = table.where("property")
    predicate = Predicate(table.text("property"), table.text("operator"), table.value("value"), where)
    if predicate.operator not in OPERATORS:
        raise BadInput(
            f"unknown operator: {predicate.operator}",
            where=table.where("operator"),
            near=(predicate.operator, OPERATORS),
            do=f"use one of {', '.join(OPERATORS)}",
        )
    if table.has("value") == (predicate.operator in ALONE):
        what = "takes no value" if table.has("value") else "needs a value"
        raise BadInput(f"{predicate.operator} {what}", where=table.where("operator"), do='write value = "…", or not')
    if declared is not None:
        _check_property(declared, source, predicate.property, where=where)
    return predicate


def rows_from(
    section: Table, key: Literal["row", "agreement"], source: End, target: End, declared: Declared | None
) -> tuple[Row, ...]:
    """Return the rows of a section, the document's or those of the agreement. Raises BadInput for none such."""
    origin: Literal["document", "agreement"] = "document" if key == "row" else "agreement"
    rows = []
    for table in section.tables(key):
        table.keys("source", "target", "type")
        ours, theirs = cell(table.text("source")), cell(table.text("target"))
        type_ = table.text("type")
        row = Row(ours.path, theirs.path, type_, origin, ours.qualifiers, theirs.qualifiers, table.line)
        if origin == "agreement" and row.type not in TYPES:
            raise BadInput(
                f"unknown type: {row.type}",
                where=table.where("type"),
                near=(row.type, TYPES),
                do=f"use one of {', '.join(TYPES)}",
            )
        if origin == "agreement" and declared is not None:
            _check_property(declared, source, row.source, where=table.where("source"))
            _check_property(declared, target, row.target, where=table.where("target"))
        rows.append(row)
    return tuple(rows)


def _check_property(declared: Declared, end: End, name: str, *, where: str) -> None:
    """Raise BadInput where a datatype is declared, and records of it lack a property that people agreed on."""
    known = own_end(end, declared)
    properties = declared[known.system][known.datatype].properties if known else {name: None}
    if name not in properties:
        raise BadInput(
            f"{end} has no property {name or 'without a name'}",
            where=where,
            near=(name, properties),
            do=f"use one of {', '.join(properties)}",
        )
