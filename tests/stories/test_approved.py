"""The accepted documents of a folder are read by what they say themselves, whatever this process played before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import accepted
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.stories.approved import approved, approved_in
from tests.sample_features import SAMPLE, folder_of


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
