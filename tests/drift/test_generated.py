"""Documents drawn at random: each change of meaning is found where it is, no rewrite is one, a rename is told once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from syncproof.checklist import Checklist, Section
from syncproof.checklist.accepted import FILE, load
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.dialect import wording
from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.meaning import digest
from syncproof.inputs import text_of
from tests.checklist.drawn import checklists, is_plain
from tests.checklist.golden import SAMPLES
from tests.drift.mutations import distinct, mutations

Written = Callable[[Checklist], str]
FILTERED = [HealthCheck.filter_too_much, HealthCheck.too_slow]
FEW = settings(max_examples=40, suppress_health_check=FILTERED)
ALL = settings(max_examples=700, suppress_health_check=FILTERED)


def is_found_where_it_is(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    """Assert that a change of meaning is one drift, of its kind, between passages of the section that changed."""
    assume(is_plain(checklist) and distinct(checklist))
    mutation = data.draw(mutations(checklist))
    assume(mutation is not None and is_plain(mutation.new))
    assert mutation is not None
    texts = written(checklist), written(mutation.new)
    old, new = parse(texts[0], "old.rst"), parse(texts[1], "new.rst")

    drifts = [each for each in compare(old, new) if each.level == "drift"]

    own = [each for each in drifts if each.what != "unreadable"]
    assert [(each.what, each.how) for each in own] == [(mutation.what, mutation.how)]
    # Only copies that contradict each other are more than the copy.
    assert all("contradicts" in each.new.words or mutation.what == "section" for each in drifts if each not in own)
    (drift,) = own
    if mutation.how != "added" or mutation.what != "section":
        assert drift.old.line in lines_of(old, old.sections[mutation.section])
    if mutation.how != "removed" or mutation.what != "section":
        assert drift.new.line in lines_of(new, new.sections[mutation.section])
    for passage, text in zip((drift.old, drift.new), texts, strict=True):
        first = re.split(r" (?:to|with) |, |\.(?: |$)", passage.words)[0].split()[0]
        assert first in text.split("\n")[passage.line - 1]
    assert digest(old) != digest(new)


def lines_of(checklist: Checklist, section: Section) -> range:
    """Return the lines of a section."""
    after = [each.line for each in checklist.sections if each.line > section.line]
    return range(section.line, min(after, default=100_000))


@FEW
@given(checklist=checklists(), data=st.data())
def test_a_change_of_meaning_is_found_where_it_is(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    is_found_where_it_is(written, checklist, data)


@pytest.mark.exhaustive
@ALL
@given(checklist=checklists(), data=st.data())
def test_hundreds_of_changes_of_meaning_are_found_where_they_are(
    written: Written, checklist: Checklist, data: st.DataObject
) -> None:
    is_found_where_it_is(written, checklist, data)


REWRITES: tuple[Callable[[str], str], ...] = (
    lambda text: re.sub(r"^Generated: .*$", "Generated: 1999-12-31 23:59:59", text, flags=re.MULTILINE),
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: re.sub(r"^(Introduction\n---)-*$", r"\1", text, flags=re.MULTILINE),
    lambda text: text.replace("Introduction\n-", "Introduction.\n-"),
    lambda text: text.replace("It promises nothing.", "Confidential.\n\nAll of it."),
    lambda text: re.sub(r"^(-{4,})$", lambda bar: bar[1][:-1], text, flags=re.MULTILINE),
    lambda text: re.sub(r"^(-{3,})$", r"\1--", text, flags=re.MULTILINE),
    lambda text: re.sub(r"^(?!\.\.)([A-Z].*) (\w+[.:])$", "\\1\n\\2", text, flags=re.MULTILINE),
    lambda text: re.sub(
        r"^(?!Generated)([A-Z]\w+ .* \w+)(?= \w+[.:]$)",
        lambda line: line[0].replace(" ", "  "),
        text,
        flags=re.MULTILINE,
    ),
    lambda text: re.sub(r"^   \* - ", "   - * ", text, flags=re.MULTILINE),
    lambda text: re.sub(r"^     - ", "     + ", text, flags=re.MULTILINE),
    lambda text: re.sub(r"^   (?=[ *+:-])", "      ", text, flags=re.MULTILINE),
    lambda text: text.replace("\n\n", "\n\n\n"),
    lambda text: re.sub(r"$", "  ", text, flags=re.MULTILINE),
    lambda text: text.rstrip("\n"),
)


def is_no_change(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    """Assert that some rewrites together are no difference at all."""
    assume(is_plain(checklist))
    text = written(checklist)
    rewritten = text
    for rewrite in data.draw(st.lists(st.sampled_from(REWRITES), min_size=1, max_size=5, unique=True)):
        if "\r" not in rewritten:  # the others look for lines
            rewritten = rewrite(rewritten)
    assume(rewritten != text)

    old, new = parse(text, "old.rst"), parse(rewritten, "new.rst")

    assert compare(old, new) == ()
    assert digest(old) == digest(new)


@FEW
@given(checklist=checklists(), data=st.data())
def test_a_rewrite_is_no_difference(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    is_no_change(written, checklist, data)


@pytest.mark.exhaustive
@ALL
@given(checklist=checklists(), data=st.data())
def test_hundreds_of_rewrites_are_no_difference(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    is_no_change(written, checklist, data)


def renamed(checklist: Checklist, source: str, target: str) -> Checklist:
    """Return a document with other names of its systems, in its title, its headings and its sentences."""
    sections = []
    for each in checklist.sections:
        ends = replace(each.source, system=source), replace(each.target, system=target)
        sentences = []
        for sentence in each.sentences:
            words = sentence.words.replace(checklist.source, source)
            text = wording(sentence.kind, *ends, words=words, connected=sentence.connected)
            sentences.append(replace(sentence, words=words, text=text))
        title = f"{ends[0]} to {ends[1]}"
        sections.append(replace(each, title=title, source=ends[0], target=ends[1], sentences=tuple(sentences)))
    title = f"{source} to {target} Dataflow"
    return replace(checklist, title=title, source=source, target=target, sections=tuple(sections))


NAMES = st.sampled_from(["Moorstone", "Quill Works", "Add to Cart", "Zed-9", "Åse"])


def is_told_once(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    """Assert that another name of a system is one notice, whether or not headings and title are in step."""
    assume(is_plain(checklist) and distinct(checklist))
    name = data.draw(NAMES)
    same = checklist.source == checklist.target
    which = "both" if same else data.draw(st.sampled_from(["source", "target"]))
    source = name if which != "target" else checklist.source
    target = name if which != "source" else checklist.target
    new = renamed(checklist, source, target)
    assume(is_plain(new))
    text = written(new)
    if not same and data.draw(st.booleans()):  # only the title is renamed
        text = written(replace(checklist, title=new.title))

    found = compare(parse(written(checklist), "old.rst"), parse(text, "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("notice", "system", "renamed")]


@settings(max_examples=20, suppress_health_check=FILTERED)
@given(checklist=checklists(), data=st.data())
def test_a_rename_is_told_once(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    is_told_once(written, checklist, data)


@pytest.mark.exhaustive
@settings(max_examples=150, suppress_health_check=FILTERED)
@given(checklist=checklists(), data=st.data())
def test_a_hundred_renames_are_told_once_each(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    is_told_once(written, checklist, data)


def with_another_name(checklist: Checklist, datatype: str) -> Checklist:
    """Return a document with another name of a source datatype, in headings, sentences and connections."""
    name = "Fresh zebra"
    found = []
    for each in checklist.sections:
        source = replace(each.source, datatype=name) if each.source.datatype == datatype else each.source
        sentences = []
        for sentence in each.sentences:
            connected = tuple(name if other == datatype else other for other in sentence.connected)
            text = wording(sentence.kind, source, each.target, words=sentence.words, connected=connected)
            sentences.append(replace(sentence, connected=connected, text=text))
        found.append(replace(each, title=f"{source} to {each.target}", source=source, sentences=tuple(sentences)))
    return replace(checklist, sections=tuple(found))


@FEW
@given(checklist=checklists(), data=st.data())
def test_another_name_of_a_datatype_is_told_once(written: Written, checklist: Checklist, data: st.DataObject) -> None:
    assume(is_plain(checklist) and distinct(checklist) and checklist.source != checklist.target)
    datatype = data.draw(st.sampled_from([each.source.datatype for each in checklist.sections]))
    new = with_another_name(checklist, datatype)
    assume(is_plain(new))

    found = compare(parse(written(checklist), "old.rst"), parse(written(new), "new.rst"))

    assert [(each.level, each.what, each.how) for each in found] == [("drift", "section", "renamed")]


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["remove", "repeat", "swap", "outdent", "cut", "respell"]), st.floats(0, 1), st.floats(0, 1)
    ),
    min_size=1,
    max_size=4,
)


def edited(text: str, edits: list[tuple[str, float, float]]) -> str:
    """Return a text with edits of whole lines below the title, as broken generators and hurried people make them."""
    lines = text.split("\n")
    for act, one, two in edits:
        first = 7
        at, other = (first + int(each * max(len(lines) - first - 1, 0)) for each in (one, two))
        if act == "remove" and len(lines) > first + 1:
            del lines[at]
        elif act == "repeat":
            lines.insert(at, lines[other])
        elif act == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif act == "outdent":
            lines[at] = lines[at].lstrip()
        elif act == "cut":
            lines[at] = lines[at][: int(two * len(lines[at]))]
        else:
            lines[at] = lines[at].replace("a", "e", 1)
    return "\n".join(lines)


def digest_and_differences_agree(sample: Path, edits: list[tuple[str, float, float]]) -> None:
    """Assert that two documents drift where their meanings have other digests, and that what is accepted is clean."""
    text = text_of(sample, "a dataflow document")
    old, new = parse(text, "old.rst"), parse(edited(text, edits), "new.rst")

    drifts = [each for each in compare(old, new) if each.level == "drift"]

    assert (drifts == []) == (digest(old) == digest(new))
    with TemporaryDirectory() as place:
        folder = Path(place) / new.slug
        folder.mkdir()
        (folder / FILE).write_text(dump(new))
        assert [each for each in compare(load(folder), new) if each.level == "drift"] == []


@settings(max_examples=60)
@given(sample=st.sampled_from(SAMPLES), edits=EDITS)
def test_documents_drift_where_their_meanings_have_other_digests(
    sample: Path, edits: list[tuple[str, float, float]]
) -> None:
    digest_and_differences_agree(sample, edits)


@pytest.mark.exhaustive
@settings(max_examples=3000)
@given(sample=st.sampled_from(SAMPLES), edits=EDITS)
def test_thousands_of_documents_drift_where_their_meanings_have_other_digests(
    sample: Path, edits: list[tuple[str, float, float]]
) -> None:
    digest_and_differences_agree(sample, edits)
