"""Checklists of invented systems, drawn at random: any names, sentences, paths, types and qualifiers together."""

from __future__ import annotations

from hypothesis import strategies as st

from syncproof.checklist import KINDS, Checklist, Criterion, End, Qualifier, Row, Section, Sentence, numbered
from syncproof.checklist.copies import with_copies_compared
from syncproof.checklist.dialect import TYPES, wording
from syncproof.checklist.kinds import DECIDING
from syncproof.checklist.names import squeezed

_LETTERS = "abcdefghij"
SYSTEMS = st.sampled_from(["Larkbook", "Tidepost", "Grainery Online", "Made to Measure", "Öre & Øl", "X1"])
WORDS = st.text(_LETTERS, min_size=3, max_size=8).map(str.title)
DATATYPES = st.one_of(
    WORDS,
    st.builds("{} {}".format, WORDS, WORDS),
    st.builds("{} ({} data)".format, WORDS, WORDS),
    st.builds("{}_{}".format, WORDS, WORDS),
)
PATHS = st.one_of(
    st.lists(st.text(_LETTERS, min_size=1, max_size=6), min_size=1, max_size=4).map(".".join),
    st.sampled_from(["owner_", "*x*", "a\\\\b", "|x|", "_", "$ref", "`x`", "**y", "-", "é.名", ".. x", "[1]_", "a  b"]),
)
VALUES = st.sampled_from(["A", "true", "k:Q1", "Open or late", "7"])
QUALIFIERS = st.lists(st.builds(Qualifier, VALUES, st.text(_LETTERS, min_size=1)), max_size=2).map(tuple)
FREE = st.sampled_from(
    [
        "If it is open",
        "todo: ask",
        "If {source} says so",
        "if a, or b, is set",
        "It is so. If it is more",
        "Every Loan that is not lost",
    ]
)
ROWS = st.builds(
    Row,
    PATHS,
    PATHS,
    st.sampled_from([*TYPES, "N/A", '["decimal", "_."]', '["decimal", "_']),
    st.just("document"),
    QUALIFIERS,
    QUALIFIERS,
)
CRITERIA = st.builds(Criterion, PATHS, PATHS, QUALIFIERS, QUALIFIERS)


@st.composite
def sections(draw: st.DrawFn, source: str, target: str) -> Section:
    """Draw a section of two systems."""
    ends = End(source, draw(DATATYPES)), End(target, draw(DATATYPES))
    deciding = draw(st.sampled_from([*sorted(DECIDING), ""]))
    others = draw(st.sets(st.sampled_from([kind for kind in KINDS if kind not in DECIDING])))
    kinds = [kind for kind in KINDS if kind == deciding or kind in others]
    sentences = []
    for kind in kinds:
        words = draw(FREE).format(source=source) if kind == "condition" else ""
        connected = tuple(draw(st.lists(DATATYPES, min_size=1, max_size=3))) if kind == "create-if-connected" else ()
        text = wording(kind, *ends, words=words, connected=connected)
        sentences.append(Sentence(kind, text, words=words, connected=connected))
    return Section(
        f"{ends[0]} to {ends[1]}",
        *ends,
        tuple(sentences),
        tuple(draw(st.lists(ROWS, max_size=5))) if "properties" in kinds else (),
        criteria=tuple(draw(st.lists(CRITERIA, max_size=3))) if "merge-criteria" in kinds else (),
    )


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    """Draw a document of two systems, or of one system twice; the headings name the systems as the title does."""
    source, target = draw(SYSTEMS), draw(SYSTEMS)
    stamp = draw(st.datetimes()).strftime("%Y-%m-%d %H:%M:%S").rjust(19, "0")
    found = draw(st.lists(sections(source, target), min_size=1, max_size=4))
    title = f"{source} to {target} Dataflow"
    return Checklist(title, source, target, stamp, with_copies_compared(numbered(found)))


def is_plain(checklist: Checklist) -> bool:
    """Whether no name in a document can be read as another's: `Made to Measure` is one, and so is `Tidepost Order`."""
    systems = {squeezed(checklist.source), squeezed(checklist.target)}
    return not any(
        squeezed(word) in systems
        for section in checklist.sections
        for end in (section.source, section.target)
        for word in end.datatype.split()
    )
