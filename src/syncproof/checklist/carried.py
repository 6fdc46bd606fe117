"""Which properties a system's own fake lacks, and which hold no value that the property across takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from syncproof.checklist.checklist import End, Section
from syncproof.checklist.declared import Declared
from syncproof.checklist.rows import Criterion, Qualifier, Row
from syncproof.datatypes import WORDS, Form, Kind, Property, form_of
from syncproof.errors import nearest
from syncproof.ledger import Value

KINDS_OF_TYPES: Mapping[str, tuple[Kind, ...]] = {
    "string": ("text", "moment"),
    "boolean": ("boolean",),
    "integer": ("number",),
    "float": ("number",),
}
"""The kinds of property that can hold a documented type."""
_FORMS: Mapping[Form, str] = {
    "email": "email addresses",
    "website": "addresses of websites",
    "moment": "moments",
}
"""The words for what properties of each form take."""
NO_FORMS: Mapping[tuple[End, str], Form] = MappingProxyType({})
_LIKELY: tuple[Value, ...] = (
    WORDS,
    "https://analytical.example",
    "ada@analytical.example",
    0.5,
    2,
    True,
    "2026-05-04T00:00:00.000Z",
)
"""A value of each kind: what a property holds is like the first of them that it takes as it is."""
_SERIES: tuple[tuple[Value, ...], ...] = (
    tuple(f"{WORDS} {number}" for number in range(10, 20)),
    tuple(f"https://analytical{number}.example" for number in range(10, 20)),
    tuple(f"ada{number}@analytical.example" for number in range(10, 20)),
    tuple(range(10, 20)),
    tuple(f"2026-05-{day}T00:00:00.000Z" for day in range(10, 20)),
)
"""Values of each kind of which many records can hold one each."""


def forms_across(sections: Iterable[Section], own: Declared) -> Mapping[tuple[End, str], Form]:
    """Return the forms that properties of derived sources have: that of what all tables carry them to.

    A property that is carried to words as well as to an email address has no form.
    """
    found: dict[tuple[End, str], set[Form | None]] = {}
    for section in sections:
        if section.source.system not in own:
            across = _properties(section.target, own)
            pairs: list[Row | Criterion] = [*section.all_rows, *section.all_criteria]
            for pair in pairs:
                if pair.target in across:
                    found.setdefault((section.source, pair.source), set()).add(form_of(across[pair.target]))
    return {path: form for path, forms in found.items() if len(forms) == 1 for form in forms if form}


def unheld(
    section: Section, pair: Row | Criterion, own: Declared, forms: Mapping[tuple[End, str], Form] = NO_FORMS
) -> str:
    """Return why no value is known that both ends of a row or a criterion hold, '' where one is.

    `own` are the systems that have a fake of their own; in any other, properties are what documents say, of the form
    that `forms` says.
    """
    if why := _unknown(section, pair, own):
        return why
    source, target = (_properties(end, own).get(name) for end, name, _ in _sides(section, pair))
    if isinstance(pair, Criterion):
        if any(each and not has_many_values(each) for each in (source, target)):
            return "the few values there are alike in many records"
    elif why := _unkept(section, pair, source, target):
        return why
    is_of_form = (section.source, pair.source) in forms
    if target is None or (source is None and (is_of_form or target.kind == "boolean")):
        return ""  # a derived property is of the type of those that it is joined with, or of their form
    if source is None and target.kind == "number":
        return "" if has_many_values(target) else f"{section.target} takes no more than a few numbers there"
    return _unlike(section, pair, source, target)


def _unlike(section: Section, pair: Row | Criterion, source: Property | None, target: Property) -> str:
    """Return why a fake's property takes no value that the source holds, '' where it takes one as it is."""
    if source is None and (form := form_of(target)):
        taken = f"{section.target} takes only {_FORMS[form]} as its {pair.target}"
        return f"{taken}, and {pair.source} is brought to other values, too"
    why = misfit(source or Property(pair.source), target)
    return why and f"no value is known that {section.source} and {section.target} take there ({why})"


def _unkept(section: Section, row: Row, source: Property | None, target: Property | None) -> str:
    """Return why a fake cannot hold what a row asks for, whatever the other side holds; '' where it can."""
    for declared in (each for each in (source, target) if each):
        if declared.own_only:
            return f"no sync can change {declared.name}: only the person can"
        if declared.names_record:
            return f"{declared.name} names other records, and no story knows which"
    if target is None:
        return ""
    if row.origin == "document" and target.kind not in KINDS_OF_TYPES.get(row.type, (target.kind,)):
        return f"the document says {row.type}, and the fake of {section.target} holds another kind of value"
    is_filled = target.kind != "boolean" and (target.refusal(None) or target.stored(None) not in {None, ""})
    if is_filled and not target.mandatory and not (source and source.mandatory):
        return f"{section.target} has a value of its own there where none is given"
    return ""


def clash(section: Section, row: Row, other: Row, own: Declared) -> str:
    """Return why two rows of which all properties have to hold one value cannot, '' where they can."""
    for end, *names in ((section.source, row.source, other.source), (section.target, row.target, other.target)):
        properties = _properties(end, own)
        if properties and any(misfit(properties[one], properties[two]) for one, two in (names, names[::-1])):
            return f"{names[1]} and {names[0]} would have to be equal, and hold no values of each other"
    return ""


def _sides(
    section: Section, pair: Row | Criterion
) -> tuple[tuple[End, str, tuple[Qualifier, ...]], tuple[End, str, tuple[Qualifier, ...]]]:
    return (
        (section.source, pair.source, pair.source_qualifiers),
        (section.target, pair.target, pair.target_qualifiers),
    )


def _unknown(section: Section, pair: Row | Criterion, own: Declared) -> str:
    """Return which property, or which value that something depends on, a fake of its own does not know."""
    for end, name, qualifiers in _sides(section, pair):
        properties = _properties(end, own)
        for asked in (name, *(each.path for each in qualifiers)) if properties else ():
            if asked not in properties:
                likely = nearest(asked, properties)
                return f"the fake of {end} has no property {asked}" + (f", the nearest is {likely}" if likely else "")
        for each in qualifiers if properties else ():
            value = each.asked(properties[each.path].kind)
            if value is None or not properties[each.path].keeps(value):
                return f"the fake of {end} takes no {each.value} as its {each.path}"
    return ""


def misfit(source: Property, target: Property) -> str:
    """Return why a property takes no value that the one across holds, '' where it takes one as it is."""
    value = next((each for each in _LIKELY if source.keeps(each)), WORDS)
    if target.keeps(value):
        return ""
    return target.refusal(value) or "it keeps none as it is"


def tells_apart(source: Property, target: Property) -> bool:
    """Whether two properties of a row tell one record from another: both are texts, or numbers, of many values."""
    is_alike = source.kind == target.kind and source.kind in {"text", "number"}
    return is_alike and has_many_values(source) and has_many_values(target)


def takes_words(declared: Property) -> bool:
    """Whether a property keeps any words as they are."""
    return declared.keeps(WORDS)


@lru_cache(maxsize=4096)
def has_many_values(declared: Property) -> bool:
    """Whether a property can hold another value in each of many records: a yes or no cannot, nor can a status."""
    return any(all(declared.keeps(each) for each in series) for series in _SERIES)


def _properties(end: End, own: Declared) -> Mapping[str, Property]:
    """Return the properties of a datatype that has a fake of its own, {} for any other."""
    datatypes = own.get(end.system, {})
    return datatypes[end.datatype].properties if end.datatype in datatypes else {}
