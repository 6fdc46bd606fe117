"""A document about systems that have a fake of their own gets its verdicts, whatever else it names there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, Criterion, End, Row, Section, Sentence
from syncproof.checklist.dialect import wording
from syncproof.checklist.resolve import parse
from syncproof.cli import main
from syncproof.fakes import OWN
from syncproof.stories.playable import playable
from tests.run.drawn_of_known_systems import drawn

SOME, MANY = range(8), range(8, 200)


def _judged(seed: int, tmp_path: Path, written: Callable[[Checklist], str]) -> int:
    document = tmp_path / "document.rst"
    document.write_text(written(drawn(seed)))
    return main(["run", str(document), "--level", "required"])


@pytest.mark.parametrize("seed", SOME)
def test_a_drawn_document_passes_or_is_inconclusive(
    seed: int, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    assert _judged(seed, tmp_path, written) in {0, 3}


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", MANY)
def test_many_drawn_documents_pass_or_are_inconclusive(
    seed: int, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    assert _judged(seed, tmp_path, written) in {0, 3}


def test_what_is_drawn_names_what_the_fakes_lack_and_documents_of_one_system(
    written: Callable[[Checklist], str],
) -> None:
    sections = [each for seed in MANY for each in playable(parse(written(drawn(seed)), "any.rst")).sections]
    said = {each.what for section in sections for each in section.oddities}
    whys = {each.why for section in sections for each in section.untested}
    assert any("has no datatype" in each for each in said)
    assert "source and target are one system" in said
    assert any("has no property" in each for each in whys)
    assert any("no value is known that" in each for each in whys)
    assert any(section.rows and section.source.system in OWN for section in sections)
    assert any(section.rows and section.target.system in OWN for section in sections)
    sources = {section.source.datatype for section in sections if section.rows and section.source.system == "Trello"}
    assert sources >= {"Members", "Cards", "Actions"}


def test_a_system_whose_name_another_begins_with_is_told_from_that_one(
    tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    contacts, customer = End("Customerp", "Labels"), End("Customerp", "Customer")
    sentences = tuple(Sentence(kind, wording(kind, contacts, customer)) for kind in ("every", "in-sync", "properties"))
    rows = (Row("title", "name", "string", "document"),)
    title = "Customerp to Customerp Dataflow"
    section = Section(f"{contacts} to {customer}", contacts, customer, sentences, rows)
    document = tmp_path / "document.rst"
    document.write_text(written(Checklist(title, "Customerp", "Customerp", "2026-01-31 12:00:00", (section,))))
    assert main(["run", str(document), "--only", "in-sync.forward", "--only", "in-sync.backward"]) == 0


@pytest.mark.parametrize("rows", [(("mail", "email"), ("name", "fullName")), (("name", "fullName"), ("mail", "email"))])
def test_members_are_matched_with_the_people_of_any_system(
    rows: tuple[tuple[str, str], ...], tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    person, members = End("Acme", "Person"), End("Trello", "Members")
    kinds = ("every", "match-or-create", "merge-criteria", "in-sync", "properties")
    section = Section(
        f"{person} to {members}",
        person,
        members,
        tuple(Sentence(kind, wording(kind, person, members)) for kind in kinds),
        tuple(Row(*row, "string", "document") for row in rows),
        criteria=(Criterion("mail", "email"),),
    )
    document = tmp_path / "document.rst"
    document.write_text(
        written(Checklist("Acme to Trello Dataflow", "Acme", "Trello", "2026-01-31 12:00:00", (section,)))
    )
    assert (
        main(
            [
                "run",
                str(document),
                "--only",
                "match-or-create.adopted",
                "--only",
                "merge-criteria.each-row",
                "--only",
                "in-sync.link-survives",
            ]
        )
        == 0
    )


def test_a_member_may_be_linked_to_a_record_that_another_section_carried_before(
    tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    person, members, actions = End("Acme", "Person"), End("Trello", "Members"), End("Trello", "Actions")
    linked, created = (
        Section(
            f"{person} to {target}",
            person,
            target,
            tuple(Sentence(kind, wording(kind, person, target)) for kind in kinds),
            tuple(Row(*row, "string", "document") for row in rows),
            criteria=tuple(Criterion("mail", "email") for kind in kinds if kind == "merge-criteria"),
        )
        for target, kinds, rows in (
            (
                members,
                ("link-first", "merge-criteria", "in-sync", "properties"),
                (("name", "fullName"), ("mail", "email")),
            ),
            (actions, ("every", "in-sync", "properties"), (("name", "text"),)),
        )
    )
    document = tmp_path / "document.rst"
    document.write_text(
        written(Checklist("Acme to Trello Dataflow", "Acme", "Trello", "2026-01-31 12:00:00", (linked, created)))
    )
    assert main(["run", str(document), "--only", "link-first.linked"]) == 0


@pytest.mark.parametrize("seed", ["1", "3"])
def test_what_one_system_takes_no_more_than_fifty_characters_of_is_no_longer_in_the_other(
    seed: str, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    contact, customer = End("Customerp", "Contact"), End("Custompms", "Customer")
    kinds = ("every", "match-or-create", "merge-criteria", "in-sync", "properties")
    section = Section(
        f"{contact} to {customer}",
        contact,
        customer,
        tuple(Sentence(kind, wording(kind, contact, customer)) for kind in kinds),
        (Row("phone", "description", "string", "document"), Row("name", "name", "string", "document")),
        criteria=(Criterion("notes", "vatNumber"),),
    )
    document = tmp_path / "document.rst"
    title = "Customerp to Custompms Dataflow"
    document.write_text(written(Checklist(title, "Customerp", "Custompms", "2026-01-31 12:00:00", (section,))))
    chosen = ["--only", "merge-criteria.each-row", "--only", "merge-criteria.no-match", "--seed", seed]
    assert main(["run", str(document), *chosen]) == 0
