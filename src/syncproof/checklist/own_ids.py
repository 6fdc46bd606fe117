"""Rows whose source is the record's own id: a system sets the id at creation, and the target is to hold the same."""

from __future__ import annotations

from syncproof.checklist.carried import KINDS_OF_TYPES, takes_words
from syncproof.checklist.checklist import End, Section
from syncproof.checklist.declared import Declared
from syncproof.checklist.rows import Row
from syncproof.datatypes import Datatype, is_own_id
from syncproof.errors import nearest


def unheld_id(section: Section, row: Row, own: Declared) -> str:
    """Return why the target cannot hold the id of the source's record, or not that alone; '' where it can.

    `own` are the systems that have a fake of their own; in any other, a property holds what documents say.
    """
    if why := _unlike(section, row, own):
        return why
    if _is_asked_for_more(section, row):
        return f"{row.target} is to hold something else than the id as well"
    datatype = own.get(section.target.system, {}).get(section.target.datatype)
    return _untaken(section.target, datatype, row.target) if datatype else ""


def _unlike(section: Section, row: Row, own: Declared) -> str:
    """Return why an id is not of the documented type; a derived source has the ids that the document asks for."""
    if row.type == "integer" and section.target.system not in own:
        datatype = own.get(section.source.system, {}).get(section.source.datatype)
        is_text = datatype is not None and not datatype.numbered
        return f"the document says integer, and the ids of {section.source} are texts" if is_text else ""
    is_text = "text" in KINDS_OF_TYPES.get(row.type, ("text",))
    return "" if is_text else f"the document says {row.type}, and {section.target} holds no id so"


def _untaken(target: End, datatype: Datatype, name: str) -> str:
    """Return why a fake takes no id of another system as a property, '' where it takes one."""
    if name not in datatype.properties:
        likely = nearest(name, datatype.properties)
        return f"the fake of {target} has no property {name}" + (f", the nearest is {likely}" if likely else "")
    if datatype.identity:
        return f"several records can share one of {target}, which holds one id"
    declared = datatype.properties[name]
    if declared.own_only or declared.names_record or not takes_words(declared):
        return f"{target} takes no id of another system as its {name}"
    return ""


def _is_asked_for_more(section: Section, row: Row) -> bool:
    """Whether a section has the target of a row in another row, in a criterion or in a condition."""
    others = {each.target for each in section.all_rows if not is_own_id(each.source)}
    others |= {each.target for each in section.all_criteria}
    return row.target in others | {each.path for other in section.all_rows for each in other.target_qualifiers}
