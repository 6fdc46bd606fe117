"""The accepted documents of a folder are read by what they say themselves, whatever this process played before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Predicate, Row, Section, Sentence, accepted
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.dialect import wording
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.stories.approved import approved, approved_in
from syncproof.stories.playable import playable
from tests.sample_features import SAMPLE, folder_of

LANDING, CATCH = End("Alpha", "Landing"), End("Beta", "Catch")
KINDS = ("condition", "in-sync", "properties")
SENTENCES = tuple(Sentence(kind, wording(kind, LANDING, CATCH), 1) for kind in KINDS)
ROWS = (Row("name", "title", "string", "document"),)
UNAGREED = Checklist(
    "Alpha to Beta Dataflow",
    "Alpha",
    "Beta",
    "2026-03-02 08:00:00",
    (Section("Alpha Landing to Beta Catch", LANDING, CATCH, SENTENCES, ROWS),),
)
AGREED = replace(
    UNAGREED, sections=(replace(UNAGREED.sections[0], predicate=Predicate("approved", "is", value=True, where="")),)
)


def test_what_an_earlier_run_knew_of_a_system_does_not_count() -> None:
    folder = folder_of(SAMPLE)
    sample = approved(folder)
    loan = next(each for each in sample.sections if each.source.datatype == "Loan")
    FAKES.derive([replace(sample, sections=(replace(loan, rows=loan.rows[:1], predicate=None),))])
    with pytest.raises(BadInput, match="Larkbook Loan has no property state"):
        accepted.load(folder, FAKES.declared)

    assert sample in approved_in(folder.parent)


def test_a_checklist_that_changed_is_read_anew(tmp_path: Path) -> None:
    folder = tmp_path / SAMPLE
    folder.mkdir()
    file = folder / accepted.FILE
    file.write_text((folder_of(SAMPLE) / accepted.FILE).read_text())
    before = approved_in(tmp_path)

    file.write_text(file.read_text().replace('"open"', '"shut"'))

    assert before != approved_in(tmp_path)
    file.unlink()
    with pytest.raises(BadInput, match="no document's folder"):
        approved_in(tmp_path)


@pytest.mark.parametrize(
    "read", [lambda folder: approved_in(folder)[0], lambda folder: approved(folder / "alpha-beta")]
)
def test_an_agreement_is_held_against_no_system_that_an_earlier_document_made(
    tmp_path: Path, read: Callable[[Path], Checklist]
) -> None:
    folder = tmp_path / AGREED.slug
    folder.mkdir()
    (folder / "checklist.toml").write_text(dump(AGREED), encoding="utf-8")
    (folder / f"{AGREED.sections[0].slug}.feature").touch()
    FAKES.derive([playable(UNAGREED)])
    assert "approved" not in FAKES["Alpha"].datatypes["Landing"].properties

    (section,) = read(tmp_path).sections

    assert section.predicate is not None
    assert "approved" in FAKES["Alpha"].datatypes["Landing"].properties
