"""Ends of sections are played where a fake knows them, else in systems that are derived beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Section, Sentence, numbered
from syncproof.checklist.accepted import load
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.dialect import wording
from syncproof.checklist.played import with_played_ends
from syncproof.datatypes import Datatype

OWN = {"Trello": {"Cards": Datatype("Cards", {})}, "Customerp": {"Contact": Datatype("Contact", {})}}


def document(source: str, target: str, *pairs: tuple[str, str]) -> Checklist:
    """Return a document of two systems with a section for each pair of datatypes."""
    sections = []
    for one, other in pairs:
        ends = End(source, one), End(target, other)
        sections.append(Section(f"{ends[0]} to {ends[1]}", *ends, (Sentence("every", wording("every", *ends)),), ()))
    return Checklist(f"{source} to {target} Dataflow", source, target, "2026-01-31 12:00:00", numbered(sections))


def ends(checklist: Checklist) -> list[tuple[str, str]]:
    """Return where the sections of a document are played."""
    return [(str(each.source), str(each.target)) for each in with_played_ends(checklist, OWN).sections]


@pytest.mark.parametrize(
    ("source", "target", "pair", "played"),
    [
        ("Acme", "Trello", ("Tag", "Cards"), ("Acme Tag", "Trello Cards")),
        ("Acme", "Trello", ("Tag", "Labels"), ("Acme Tag", "Trello (derived) Labels")),
        ("Custom ERP", "TRELLO", ("contact", "labels"), ("Customerp Contact", "Trello (derived) labels")),
        ("Acme", "acme", ("Tag", "Note"), ("Acme Tag", "Acme (target) Note")),
        ("Trello", "Trello", ("Cards", "Labels"), ("Trello Cards", "Trello (derived) Labels")),
        ("", "", ("Tag", "Note"), ("Tag", "the system without a name (target) Note")),
    ],
)
def test_an_end_is_played_where_its_datatype_is_known(
    source: str, target: str, pair: tuple[str, str], played: tuple[str, str]
) -> None:
    assert ends(document(source, target, pair)) == [played]


def test_sections_of_one_system_lie_across_from_each_other() -> None:
    chain = document("Acme", "Acme", ("Tag", "Note"), ("Note", "Tag"), ("Note", "Lead"), ("Fee", "Note"))
    there, here = "Acme (target) Note", "Acme Tag"
    assert ends(chain) == [(here, there), (there, here), (there, "Acme Lead"), ("Acme Fee", there)]


@pytest.mark.parametrize(("system", "name"), [("Acme", "Tag"), ("Trello", "Cards"), ("Trello", "Labels")])
def test_one_datatype_twice_lies_across_too(system: str, name: str) -> None:
    ((source, target),) = ends(document(system, system, (name, name)))
    assert target == f"{source.removesuffix(f' {name}')} (target) {name}"


def test_three_sections_that_lead_round_in_a_circle_lie_across() -> None:
    circle = ends(document("Acme", "Acme", ("Tag", "Note"), ("Note", "Fee"), ("Fee", "Tag")))
    assert circle == [
        ("Acme Tag", "Acme (third) Note"),
        ("Acme (third) Note", "Acme (target) Fee"),
        ("Acme (target) Fee", "Acme Tag"),
    ]


def test_a_played_document_is_played_the_same_again_and_written_as_it_was(tmp_path: Path) -> None:
    before = document("Acme", "Trello", ("Tag", "Labels"))
    played = with_played_ends(before, OWN)
    assert with_played_ends(played, OWN) == played
    assert dump(played) == dump(before)
    folder = tmp_path / played.slug
    folder.mkdir()
    (folder / "checklist.toml").write_text(dump(played))
    assert [each.target for each in load(folder).sections] == [End("Trello", "Labels")]


def test_what_is_played_elsewhere_is_said_with_its_reason() -> None:
    (section,) = with_played_ends(document("Acme", "Trello", ("Tag", "Labels")), OWN).sections
    (oddity,) = section.oddities
    assert oddity.what == "the fake of Trello has no datatype Labels"
    assert "shows nothing of Trello's API" in oddity.made
