"""Changes of a document's meaning, drawn at random, each with what `compare` has to say of it and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from syncproof.checklist import Checklist, Criterion, Qualifier, Row, Section, Sentence, numbered
from syncproof.checklist.copies import with_copies_compared
from syncproof.checklist.dialect import TYPES, wording
from syncproof.checklist.kinds import DECIDING
from syncproof.drift.meaning import paths
from tests.checklist.drawn import DATATYPES, sections


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed document, and the one drift that it is: what, how, and the section by its index."""

    new: Checklist
    what: str
    how: str
    section: int


class NotHere(Exception):  # noqa: N818 - says what happened
    """The change has nothing to change in the section that was drawn."""


def distinct(checklist: Checklist) -> bool:
    """Whether no section stands twice, and no section says anything twice, so that a change is one change."""
    pairs = [each.pair for each in checklist.sections]
    lines: list[Sequence[Row | Criterion]] = [each.rows for each in checklist.sections]
    lines += [each.criteria for each in checklist.sections]
    return len(pairs) == len(set(pairs)) and all(len(set(map(paths, each))) == len(each) for each in lines)


@st.composite
def mutations(draw: st.DrawFn, checklist: Checklist) -> Mutation | None:
    """Draw a change of a document; None where what was drawn has nothing to change."""
    change = draw(st.sampled_from(CHANGES))
    index = draw(st.integers(0, len(checklist.sections) - 1))
    try:
        return change(checklist, index, draw)
    except NotHere:
        return None


Change = Callable[[Checklist, int, Any], Mutation]


def _with(checklist: Checklist, index: int, section: Section) -> Checklist:
    return _of(checklist, [*checklist.sections[:index], section, *checklist.sections[index + 1 :]])


def _of(checklist: Checklist, found: Sequence[Section]) -> Checklist:
    return replace(checklist, sections=with_copies_compared(numbered(found)))


def _section_removed(checklist: Checklist, index: int, _: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    new = [*checklist.sections[:index], *checklist.sections[index + 1 :]]
    return Mutation(_of(checklist, new), "section", "removed", index)


def _section_added(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    added = draw(sections(checklist.source, checklist.target))
    if added.pair in {pair for each in checklist.sections for pair in (each.pair, each.pair[::-1])}:
        raise NotHere
    new = [*checklist.sections[:index], added, *checklist.sections[index:]]
    return Mutation(_of(checklist, new), "section", "added", index)


def _copy_added(checklist: Checklist, index: int, _: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    if "properties" not in {each.kind for each in section.sentences}:
        raise NotHere
    other = replace(section, rows=(*section.rows, Row("fresh.path", "fresh", "string", "document")))
    return Mutation(_of(checklist, [*checklist.sections, other]), "section", "added", len(checklist.sections))


def _deciding_kind(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    old = next((each for each in section.sentences if each.kind in DECIDING), None)
    if old is None:
        raise NotHere
    kind = draw(st.sampled_from(sorted(DECIDING - {old.kind})))
    return _sentence(checklist, index, old, _said(section, kind, words="If it is new"), "sentence", "changed")


def _sentence_removed(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    plain = [each for each in section.sentences if each.kind not in {"properties", "merge-criteria"}]
    if not plain:
        raise NotHere
    return _sentence(checklist, index, draw(st.sampled_from(plain)), None, "sentence", "removed")


def _sentence_added(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    lacks = {"match-or-create", "create-if-connected", "in-sync"} - {each.kind for each in section.sentences}
    if not lacks:
        raise NotHere
    added = _said(section, draw(st.sampled_from(sorted(lacks))), connected=("Fresh",))
    new = replace(section, sentences=(added, *section.sentences))
    return Mutation(_with(checklist, index, new), "sentence", "added", index)


def _condition(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    old = next((each for each in section.sentences if each.kind == "condition"), None)
    if old is None:
        raise NotHere
    words = draw(st.sampled_from([f"{old.words} today", f"not {old.words}", f"{old.words} > 5"]))
    return _sentence(checklist, index, old, _said(section, "condition", words=words), "condition", "changed")


def _connected(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    old = next((each for each in section.sentences if each.kind == "create-if-connected"), None)
    name = draw(DATATYPES)
    if old is None or name in old.connected:
        raise NotHere
    new = _said(section, "create-if-connected", connected=(*old.connected, name))
    return _sentence(checklist, index, old, new, "connected", "changed")


def _said(section: Section, kind: str, *, words: str = "", connected: tuple[str, ...] = ()) -> Sentence:
    words = words if kind == "condition" else ""
    connected = connected if kind == "create-if-connected" else ()
    text = wording(kind, section.source, section.target, words=words, connected=connected)
    return Sentence(kind, text, words=words, connected=connected)


def _sentence(checklist: Checklist, index: int, old: Sentence, new: Sentence | None, what: str, how: str) -> Mutation:
    section = checklist.sections[index]
    changed = tuple(new if each is old else each for each in section.sentences)
    kept = replace(section, sentences=tuple(each for each in changed if each))
    return Mutation(_with(checklist, index, kept), what, how, index)


def _lines(field: str, what: str, fresh: Row | Criterion) -> list[Change]:
    kind = "properties" if field == "rows" else "merge-criteria"

    def some(checklist: Checklist, index: int, draw: Any) -> tuple[Section, int]:  # noqa: ANN401 - hypothesis's
        section = checklist.sections[index]
        lines = getattr(section, field)
        if not lines:
            raise NotHere
        return section, draw(st.integers(0, len(lines) - 1))

    def changed(checklist: Checklist, index: int, section: Section, lines: Sequence[Any], how: str) -> Mutation:
        new = replace(section, **{field: tuple(lines)})  # type: ignore[arg-type]  # rows or criteria, by the field
        return Mutation(_with(checklist, index, new), what, how, index)

    def removed(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
        section, at = some(checklist, index, draw)
        lines = getattr(section, field)
        return changed(checklist, index, section, [*lines[:at], *lines[at + 1 :]], "removed")

    def added(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
        section = checklist.sections[index]
        if kind not in {each.kind for each in section.sentences}:
            raise NotHere
        lines = getattr(section, field)
        at = draw(st.integers(0, len(lines)))
        return changed(checklist, index, section, [*lines[:at], fresh, *lines[at:]], "added")

    def another(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
        section, at = some(checklist, index, draw)
        lines = getattr(section, field)
        if draw(st.booleans()):
            new = replace(lines[at], target="fresh.path")
        else:
            new = replace(lines[at], source_qualifiers=(*lines[at].source_qualifiers, Qualifier("fresh", "kind")))
        return changed(checklist, index, section, [*lines[:at], new, *lines[at + 1 :]], "changed")

    return [removed, added, another]


def _type(checklist: Checklist, index: int, draw: Any) -> Mutation:  # noqa: ANN401 - hypothesis's
    section = checklist.sections[index]
    if not section.rows:
        raise NotHere
    at = draw(st.integers(0, len(section.rows) - 1))
    type_ = draw(st.sampled_from([each for each in (*TYPES, "N/A") if each != section.rows[at].type]))
    rows = (*section.rows[:at], replace(section.rows[at], type=type_), *section.rows[at + 1 :])
    return Mutation(_with(checklist, index, replace(section, rows=rows)), "type", "changed", index)


CHANGES: tuple[Change, ...] = (
    _section_removed,
    _section_added,
    _copy_added,
    _deciding_kind,
    _sentence_removed,
    _sentence_added,
    _condition,
    _connected,
    _type,
    *_lines("rows", "row", Row("fresh.source", "fresh.target", "string", "document")),
    *_lines("criteria", "criterion", Criterion("fresh.source", "fresh.target")),
)
