"""The accepted documents of a folder, read in a process that has read others before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Predicate, Row, Section, Sentence
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.dialect import wording
from syncproof.fakes import FAKES
from syncproof.stories.approved import approved, approved_in
from syncproof.stories.playable import playable

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
