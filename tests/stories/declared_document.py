"""A document of one section whose datatypes are declared by hand, its facts, and what its feature shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from syncproof.checklist import (
    Checklist,
    ConnectedDatatype,
    Criterion,
    End,
    Predicate,
    Qualifier,
    Row,
    Section,
    Sentence,
    testable,
)
from syncproof.datatypes import Datatype, Kind, Property
from syncproof.ledger import Value
from syncproof.stories.facts import SectionFacts
from syncproof.stories.feature import load
from syncproof.stories.render import rendered
from syncproof.stories.section_facts import section_facts

# A document of systems that have no fake: what decides is declared, never known by name.

NORTHWIND, LEDGERLY = "Northwind", "Ledgerly"
KINDS = ("every", "in-sync", "properties")
LINKING = ("condition", "link-first", "create-if-connected", "match-or-create", "merge-criteria")


def prop(name: str, kind: Kind = "text", *, mandatory: bool = True) -> Property:
    """Return a property that its system keeps as it is."""
    return Property(name, kind, mandatory=mandatory)


def short(name: str) -> Property:
    """Return a property of at most thirty characters."""
    return Property(name, mandatory=True, refusal=lambda value: "too long" if len(str(value)) > 30 else None)


def trimmed(name: str, kind: Kind = "text") -> Property:
    """Return a property without spaces around it."""
    return Property(name, kind, mandatory=True, stored=lambda value: value.strip() if isinstance(value, str) else value)


def spaceless(name: str) -> Property:
    """Return a property that refuses the spaces that it would trim."""
    return replace(trimmed(name), refusal=lambda value: None if str(value) == str(value).strip() else "no spaces")


def counted(name: str) -> Property:
    """Return a property that makes a number of any value."""
    return Property(name, "number", mandatory=True, stored=lambda value: len(str(value)))


def defaulted(name: str) -> Property:
    """Return a property that cannot be without a value: the system puts its own in place of none."""

    def stored(value: Value) -> Value:
        return value or "draft"

    return Property(name, stored=stored)


ENDS = Datatype("Asset", {}, timestamped="record"), Datatype("Items", {}, timestamped="record")
CODE_OF_A = Row("code", "code", "string", "document", (Qualifier("A", "kind"),))


class Document:
    """A document of one section, Asset to Items, whose properties both systems declare alike unless said otherwise."""

    def __init__(self) -> None:
        self.source = Datatype("Asset", {}, timestamped="record")
        self.target = Datatype("Items", {}, timestamped="record")
        self.others: list[tuple[Datatype, Datatype]] = []
        self.type = "string"

    def row(self, source: Property, target: Property | None = None) -> Document:
        """Add a row to the section's table."""
        target = target or source
        self.source = replace(self.source, properties={**self.source.properties, source.name: source})
        self.target = replace(self.target, properties={**self.target.properties, target.name: target})
        return self

    def section(self, source: Datatype | None = None, target: Datatype | None = None) -> Document:
        """Add another section, with the own section's datatype where none is given."""
        self.others.append((source or self.source, target or self.target))
        return self

    def feature(self) -> str:
        """Return the rendered feature of the section."""
        pairs = [(self.source, self.target), *self.others]
        checklist = Checklist("", NORTHWIND, LEDGERLY, "", tuple(section(*pair, self.type) for pair in pairs))
        declared = {
            NORTHWIND: {source.name: source for source, _ in reversed(pairs)},
            LEDGERLY: {target.name: target for _, target in reversed(pairs)},
        }
        return rendered(checklist, declared)["asset-to-items.feature"]


def section(source: Datatype, target: Datatype, type_: str) -> Section:
    """Return a section whose table has all properties of the two, in their order, all of one documented type."""
    pairs = zip(source.properties, target.properties, strict=True)
    return Section(
        f"{NORTHWIND} {source.name} to {LEDGERLY} {target.name}",
        End(NORTHWIND, source.name),
        End(LEDGERLY, target.name),
        tuple(Sentence(kind, kind) for kind in KINDS),
        tuple(Row(one, other, type_, "document") for one, other in pairs),
    )


def boolean() -> Document:
    """Return the document to which the fewest rules apply: its only property has two values."""
    return Document().row(prop("done", "boolean"))


def person(identity: str = "") -> Document:
    """Return a document of two text properties, of which the target may keep one record per value of one."""
    document = Document().row(prop("name")).row(prop("mail"))
    document.target = replace(document.target, identity=identity)
    return document


def lives(**declared: Any) -> Document:  # noqa: ANN401 - what a datatype declares of what users do to its records
    """Return a document whose target declares something of what users can do to a record."""
    document = boolean()
    document.target = replace(document.target, **declared)
    return document


def rules_of(text: str, folder: Path) -> set[str]:
    """Return the rules that a feature shows, as the project reads features."""
    file = folder / "asset-to-items.feature"
    file.write_text(text)
    return {scenario.rule for block in load(file).blocks for scenario in block.scenarios}


def scenarios_of(text: str, rule: str) -> list[str]:
    """Return the scenarios of a rule in a feature, each as its lines without indentation."""
    blocks = [
        [line.strip() for line in block.splitlines() if line.strip()]
        for block in text.replace("\n\n      Examples", "\n      Examples").split("\n\n")
    ]
    return ["\n".join(block[1:]) for block in blocks if block[0] == f"@{rule}"]


def everything() -> Document:
    """Return a document to which all rules that have stories apply."""
    document = (
        Document()
        .row(prop("name"), short("title"))
        .row(prop("mail"))
        .row(prop("notes", mandatory=False))
        .row(prop("memo", mandatory=False), prop("memo"))
        .row(trimmed("code"), prop("code"))
        .row(prop("due", "moment"))
    )
    lived: dict[str, Any] = {"archives": True, "moves": ("another shelf",), "copies": True, "shows_author": True}
    document.target = replace(document.target, identity="mail", **lived)
    lease, parts = replace(document.source, name="Lease"), replace(document.target, name="Parts")
    return document.section(source=lease).section(target=parts)


def linked(*, identity: str = "") -> SectionFacts:
    """Return the facts of a section whose records become pairs in every way that is not the creation of all."""
    document = everything()
    target = replace(document.target, identity=identity)
    pairs = replace(
        section(document.source, target, "string"),
        sentences=tuple(Sentence(kind, kind) for kind in LINKING),
        criteria=(Criterion("notes", "notes"),),
        predicate=Predicate("mail", "is set"),
        connections=(ConnectedDatatype("Lease", "lease-to-items"),),
    )
    names = {**document.source.properties, "@Lease": Property("@Lease", names_record=True)}
    declared = {NORTHWIND: {"Asset": replace(document.source, properties=names)}, LEDGERLY: {"Items": target}}
    return section_facts(Checklist("", NORTHWIND, LEDGERLY, "", (pairs,)), pairs, declared)


def shared(*more: Row) -> SectionFacts:
    """Return the facts of a section whose name goes to two properties, unless `more` rows are given instead."""
    names = ("name", "label", "mail", "code", "kind")
    source, target = (replace(each, properties={name: prop(name) for name in names}) for each in ENDS)
    rows = more or (Row("name", "label", "string", "document"),)
    table = section(target_of(source), target_of(target), "string")
    sorted_ = testable.testable(
        Checklist("", NORTHWIND, LEDGERLY, "", (replace(table, rows=(*table.rows, *rows)),)), {}
    )
    return section_facts(sorted_, sorted_.sections[0], {NORTHWIND: {"Asset": source}, LEDGERLY: {"Items": target}})


def target_of(target: Datatype) -> Datatype:
    """Return a datatype with its name alone."""
    return replace(target, properties={"name": target.properties["name"]})
