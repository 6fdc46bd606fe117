"""Documents drawn at random, accepted one after the other, with people who write in between."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from syncproof.acceptance.accept import accept
from syncproof.acceptance.report import NotAccepted
from syncproof.checklist import Checklist, End, Row, Section, Sentence, numbered
from syncproof.checklist.accepted import load_all
from syncproof.checklist.dialect import wording
from syncproof.drift.check import checked
from syncproof.run.vocabulary import own_vocabulary
from syncproof.stories.feature import load
from tests.conftest import document_of

OWN = """    @every.created
    Example: As we know it
      Given the sync has come to rest
      Then nothing else has changed
"""
EDITED = "      And the sync comes to rest\n", "      And the sync comes to rest\n      And the sync comes to rest\n"
SYSTEMS = "Larkbook", "Tidepost", "Grainery Online", "Made to Measure"
PAIRS = ("Loan", "Parcel"), ("Loan", "Order"), ("Reader", "Patron")
ROWS = [Row(one, other, "string", "document") for one, other in (("name", "title"), ("size", "a|b"), ("x.y", "note"))]


@st.composite
def generations(draw: st.DrawFn) -> Checklist:
    """Draw a generation of a document that stories can test."""
    source, target = draw(st.sampled_from(SYSTEMS[:2])), draw(st.sampled_from(SYSTEMS[2:]))
    found = []
    for pair in draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=3)):
        ends = End(source, pair[0]), End(target, pair[1])
        kinds = ("every", "in-sync", "properties") if draw(st.booleans()) else ("every", "properties")
        sentences = tuple(Sentence(kind, wording(kind, *ends)) for kind in kinds)
        rows = tuple(draw(st.lists(st.sampled_from(ROWS), unique=True, max_size=3)))
        found.append(Section(f"{ends[0]} to {ends[1]}", *ends, sentences, rows))
    stamp = draw(st.sampled_from(["2026-02-03 04:05:06", "2026-02-10 04:05:06"]))
    return Checklist(f"{source} to {target} Dataflow", source, target, stamp, numbered(found))


def tree(folder: Path) -> Mapping[str, bytes]:
    """Return all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sentences() -> list[str]:
    """Return the sentences of all steps."""
    return [each.sentence for each in own_vocabulary().definitions]


def accepted_twice(checklist: Checklist, features: Path) -> Mapping[str, bytes]:
    """Accept a document, and again, which changes nothing; return the files."""
    document = features.parent / "document.rst"
    document.write_text(document_of(checklist))
    (first,) = accept([document], features, sentences=sentences)
    assert not isinstance(first, NotAccepted), first.why
    files = tree(features)
    (again,) = accept([document], features, sentences=sentences)
    assert not isinstance(again, NotAccepted), again.why
    assert again.is_as_it_was
    assert tree(features) == files
    (kept,) = (each for each in load_all(features) if each.title == checklist.title)
    for path in (features / kept.slug).glob("*.feature"):
        load(path)
    (drift,) = checked([document], features)
    assert drift.verdict == "same"
    return files


def written_by_people(features: Path, data: st.DataObject) -> int:
    """Let people write a scenario into some features, and edit others; return how many they wrote."""
    count = 0
    for path in sorted(features.glob("*/*.feature")):
        text = path.read_text()
        head, mark, rest = text.partition("    @every.created\n")
        act = data.draw(st.sampled_from(["write", "edit", "remove", "nothing"]))
        if act == "write" and mark and "As we know it" not in text:
            path.write_text(f"{head}{OWN}\n{mark}{rest}")
            count += 1
        elif act == "edit":
            path.write_text(text.replace(*EDITED))
        elif act == "remove" and "As we know it" not in text:
            path.unlink()
    return count


@settings(max_examples=8)
@given(st.lists(generations(), min_size=3, max_size=3), st.data())
def test_generations_of_a_document_come_to_rest_and_lose_nothing_that_people_wrote(
    drawn: list[Checklist], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as place:
        features, wrote = Path(place) / "features", 0
        accepted_twice(drawn[0], features)
        for each in (*drawn[1:], drawn[0], replace(drawn[0], generated="2026-03-03 04:05:06")):
            wrote += written_by_people(features, data)
            files = accepted_twice(each, features)
            found = sum(text.count(b"As we know it") for name, text in files.items() if "conflict" not in name)
            assert found == wrote
        event(f"scenarios that people wrote: {wrote}")
