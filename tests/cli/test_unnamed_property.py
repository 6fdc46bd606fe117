"""Whoever agrees on a property that the document names nowhere is told so, at `accept` and at the head of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Sentence
from syncproof.checklist.dialect import wording
from syncproof.cli import main
from tests.fakes.derived.conftest import checklist, section

VESSEL, BOATS = End("Hollow", "Vessel"), End("Brackwater", "Boats")
WORDS = "When the vessel is afloat, it  will be synchronized with a Brackwater Boats."


def test_a_property_that_the_document_names_nowhere_is_told(
    tmp_path: Path, written: Callable[[Checklist], str], capsys: pytest.CaptureFixture[str]
) -> None:
    document, features = tmp_path / "document.rst", tmp_path / "features"
    own = section(VESSEL, BOATS, ("name", "title", "string"), ("afloat", "swims", "string"))
    condition = Sentence("condition", WORDS, words="When the vessel is afloat")
    text = written(checklist(replace(own, sentences=(condition, *own.sentences[1:]))))
    document.write_text(text.replace(wording("every", VESSEL, BOATS), WORDS))
    accept = ["accept", str(document), "--features", str(features)]
    assert main(accept) == 0
    agreement = features / "hollow-brackwater" / "checklist.toml"
    asked = agreement.read_text()
    given = asked.replace("# [section.predicate]", "[section.predicate]").replace("# operator", "operator")
    given = given.replace('# property = "a property of Hollow Vessel"', 'property = "afloot"')
    agreement.write_text(given.replace('# value = "open"', 'value = "yes"'))
    what = "the agreed predicate is about afloot, which the document names nowhere, the nearest is afloat"
    capsys.readouterr()

    assert main(accept) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"look at vessel-to-boats: {what}, in checklist.toml" in said

    line = next(number for number, line in enumerate(agreement.read_text().splitlines(), 1) if "afloot" in line)
    for documents in ([str(document)], []):
        assert main(["run", *documents, "--features", str(features), "--only", "condition.met"]) == 0
        head = capsys.readouterr().out.splitlines()[0]
        assert f": {what}: taken for a property of Hollow Vessel that the condition alone is about" in head
        assert head.endswith(f"({agreement}:{line})")

    agreement.write_text(agreement.read_text().replace("afloot", "afloat"))
    assert main(["run", "--features", str(features), "--only", "condition.met"]) == 0
    assert "the agreed predicate" not in capsys.readouterr().out
