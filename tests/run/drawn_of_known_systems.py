"""Documents that name systems with a fake of their own beside invented ones: what they name, the fakes know or lack."""

from __future__ import annotations

from random import Random

from syncproof.checklist import KINDS, Checklist, Criterion, End, Row, Section, Sentence, numbered
from syncproof.checklist.dialect import wording
from syncproof.fakes import OWN

_SPELT = {"Trello": ("Trello", "TRELLO"), "Customerp": ("Customerp", "Custom ERP"), "Custompms": ("Custompms",)}
_ACCEPTED = {"customerp-trello", "custompms-trello"}
_DATATYPES = ("Labels", "Checklists", "order lines", "Customers (human data)", "Contacts", "contacts")
_PROPERTIES = ("name", "title", "email", "owner_", "address.street", "nr", "id", "done")
_KINDS = (
    ("every",),
    ("every",),
    ("link-first", "merge-criteria"),
    ("condition",),
    ("link-first", "create-if-connected", "merge-criteria"),
    ("every", "match-or-create", "merge-criteria"),
)


def drawn(seed: int) -> Checklist:
    """Return a document; the same seed gives the same document."""
    chance = Random(seed)  # noqa: S311 - no secret is made
    systems = (*_SPELT, "Larkbook", "")
    source = chance.choice(systems)
    target = source if chance.random() < 0.25 else chance.choice(systems)
    names = chance.choice(_SPELT.get(source, (source,))), chance.choice(_SPELT.get(target, (target,)))
    sections: list[Section] = []
    for _ in range(chance.randint(1, 3)):
        ends = [
            End(names[0], _datatype(chance, source, *OWN[source].place_keys if source in OWN else ())),
            End(names[1], _datatype(chance, target)),
        ]
        if source == target and sections and chance.random() < 0.4:
            ends = [sections[-1].target, sections[-1].source]
        sections.append(_section(chance, ends[0], ends[1], (source, target)))
    title = f"{names[0]} to {names[1]} Dataflow"
    found = Checklist(title, names[0], names[1], "2026-01-31 12:00:00", numbered(sections))
    return drawn(seed + 1_000_000) if found.slug in _ACCEPTED else found


def _section(chance: Random, source: End, target: End, systems: tuple[str, str]) -> Section:
    chosen = (*chance.choice(_KINDS), "in-sync", "properties")
    sentences = []
    for kind in (each for each in KINDS if each in chosen):
        words = "If it is open" if kind == "condition" else ""
        connected = (source.datatype, "Leases") if kind == "create-if-connected" else ()
        text = wording(kind, source, target, words=words, connected=connected)
        sentences.append(Sentence(kind, text, words=words, connected=connected))
    types = ("string", "string", "string", "integer", "boolean", "N/A")
    pairs = [
        (_property(chance, systems[0], source), _property(chance, systems[1], target))
        for _ in range(chance.randint(1, 3))
    ]
    return Section(
        f"{source} to {target}",
        source,
        target,
        tuple(sentences),
        tuple(Row(*pair, chance.choice(types), "document") for pair in pairs),
        criteria=(Criterion(*chance.choice(pairs)),) if "merge-criteria" in chosen else (),
    )


def _datatype(chance: Random, system: str, *likely: str) -> str:
    """Return one of a system's datatypes, or one that the system lacks; some are likelier than others."""
    return chance.choice([*OWN[system].datatypes, *likely, *likely, *_DATATYPES] if system in OWN else _DATATYPES)


def _property(chance: Random, system: str, end: End) -> str:
    datatypes = OWN[system].datatypes if system in OWN else {}
    known = datatypes[end.datatype].properties if end.datatype in datatypes else {}
    return chance.choice([*known, *_PROPERTIES] if chance.random() < 0.3 or not known else list(known))
