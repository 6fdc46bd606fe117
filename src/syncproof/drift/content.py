"""Compares two sections of the same two datatypes: sentences, criteria, rows, types, and what nobody can read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from syncproof.checklist import Checklist, Criterion, Oddity, Row, Section, Sentence
from syncproof.checklist.kinds import DECIDING
from syncproof.checklist.oddity import doubts
from syncproof.drift.difference import Difference, How, Passage, What
from syncproof.drift.meaning import Paths, order_that_counts, paths, rows_of_document, words_of

Line: TypeAlias = Row | Criterion


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two sections that are compared, in its document."""

    section: Section
    checklist: Checklist

    def passage(self, part: Sentence | Line | Section | None = None) -> Passage:
        part = part or self.section
        words = {Sentence: "text", Section: "title"}.get(type(part), "")
        return Passage(self.checklist.file, part.line, getattr(part, words) if words else str(part))

    def announcement(self, kind: str) -> Passage:
        """Return the sentence that announces a table, or the heading."""
        return self.passage(next((each for each in self.section.sentences if each.kind == kind), None))

    @property
    def caveat(self) -> str:
        """The words to add where something is missing here: a line that nobody can read may hold that."""
        first = next(iter(doubts((*self.section.oddities, *self.checklist.oddities))), None)
        return f"; it may stand in what nobody can read at {self.checklist.file}:{first.line}" if first else ""


def within(before: Section, after: Section, old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Yield what differs between two sections of the same two datatypes."""
    one, two = _Side(before, old), _Side(after, new)
    found = [
        *unreadable(before.oddities, after.oddities, one.passage(), two.passage()),
        *_sentences(one, two),
        *_lines(one, two, "criterion", before.criteria, after.criteria),
        *_lines(one, two, "row", rows_of_document(before), rows_of_document(after)),
        *_types(one, two),
        *_order(one, two),
    ]
    for each in found:
        yield replace(each, section=after.title, slug=before.slug)


def unreadable(
    before: tuple[Oddity, ...], after: tuple[Oddity, ...], old: Passage, new: Passage
) -> Iterator[Difference]:
    """Yield what can be read in one document only; `old` and `new` are the part that the oddities belong to."""
    for oddity in _beyond(doubts(after), doubts(before)):
        what, text = _doubtful(oddity, "what nobody can read", "the document contradicts itself")
        yield Difference("drift", what, "added", text, old, Passage(new.file, oddity.line, oddity.what))
    for oddity in _beyond(doubts(before), doubts(after)):
        what, text = _doubtful(oddity, "what nobody could read is gone", "the document contradicts itself no longer")
        yield Difference("drift", what, "removed", text, Passage(old.file, oddity.line, oddity.what), new)


def _doubtful(oddity: Oddity, unread: str, contradicts: str) -> tuple[What, str]:
    """Return what a doubt is, and its text: what contradicts can be read."""
    text = f"{contradicts if oddity.is_contradiction else unread}: {oddity.what}"
    return ("contradiction" if oddity.is_contradiction else "unreadable"), text


def _beyond(some: Iterable[Oddity], others: Iterable[Oddity]) -> Iterator[Oddity]:
    left = Counter(each.mark for each in others)
    for each in some:
        left[each.mark] -= 1
        if left[each.mark] < 0:
            yield each


def _sentences(one: _Side, two: _Side) -> Iterator[Difference]:
    before, after = _by_kind(one.section), _by_kind(two.section)
    gone = [each for kind, group in before.items() for each in group[len(after.get(kind, ())) :]]
    come = [each for kind, group in after.items() for each in group[len(before.get(kind, ())) :]]
    decided = [each for each in gone if each.kind in DECIDING], [each for each in come if each.kind in DECIDING]
    if len(decided[0]) == len(decided[1]) == 1:
        (was,), (is_,) = decided
        gone.remove(was)
        come.remove(is_)
        text = f"the promise is another: {was.kind} became {is_.kind}"
        yield _said(was.kind, "sentence", "changed", text, one.passage(was), two.passage(is_))
    for each in gone:
        text = f"the sentence {each.kind} is gone{two.caveat}"
        yield _said(each.kind, "sentence", "removed", text, one.passage(each), two.passage())
    for each in come:
        text = f"the sentence {each.kind} is new{one.caveat}"
        yield _said(each.kind, "sentence", "added", text, one.passage(), two.passage(each))
    for kind in before.keys() & after.keys():
        yield from _same_kind(one, two, before[kind], after[kind])


def _same_kind(one: _Side, two: _Side, before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Difference]:
    """Yield what differs between sentences of one kind: the words of conditions, the datatypes that are connected."""
    said = {words_of(each, one.checklist) for each in before} & {words_of(each, two.checklist) for each in after}
    was = [each for each in before if words_of(each, one.checklist) not in said]
    is_ = [each for each in after if words_of(each, two.checklist) not in said]
    for each, other in zip(was, is_, strict=False):
        if each.connected or other.connected:
            text = f"connected to {_listed(other.connected)}, which was {_listed(each.connected)}"
            yield _said(each.kind, "connected", "changed", text, one.passage(each), two.passage(other))
        else:
            text = f'the condition is another: "{each.words}" became "{other.words}"'
            yield _said(each.kind, "condition", "changed", text, one.passage(each), two.passage(other))
    for each in was[len(is_) :]:
        text = f"one of two sentences {each.kind} is another now"
        yield _said(each.kind, "condition", "removed", text, one.passage(each), two.passage(after[0]))
    for each in is_[len(was) :]:
        text = f"one of two sentences {each.kind} is another now"
        yield _said(each.kind, "condition", "added", text, one.passage(before[0]), two.passage(each))


def _by_kind(section: Section) -> Mapping[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    for each in section.sentences:
        found[each.kind].append(each)
    return found


def _said(kind: str, what: What, how: How, text: str, old: Passage, new: Passage) -> Difference:
    return Difference("drift", what, how, text, old, new, kind=kind)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"


def _lines(one: _Side, two: _Side, what: What, before: Sequence[Line], after: Sequence[Line]) -> Iterator[Difference]:
    """Yield the rows, or the criteria, that only one section has; two that share a property are one that changed."""
    kind = "properties" if what == "row" else "merge-criteria"
    gone, come = _beyond_lines(before, after), _beyond_lines(after, before)
    for was, is_ in _changed(gone, come):
        gone.remove(was)
        come.remove(is_)
        text = f"the {what} {was} became {is_}"
        yield _line(Difference("drift", what, "changed", text, one.passage(was), two.passage(is_), kind=kind), was)
        if isinstance(was, Row) and isinstance(is_, Row) and was.type != is_.type:
            yield _type(one, two, was, is_)
    for each in gone:
        text = f"the {what} {each} is gone{two.caveat}"
        passage = two.announcement(kind)
        yield _line(Difference("drift", what, "removed", text, one.passage(each), passage, kind=kind), each)
    for each in come:
        text = f"the {what} {each} is new{one.caveat}"
        passage = one.announcement(kind)
        yield _line(Difference("drift", what, "added", text, passage, two.passage(each), kind=kind), each)


def changed_lines(before: Sequence[Line], after: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Return the rows, or the criteria, of which one property stayed and the other is another now."""
    return _changed(_beyond_lines(before, after), _beyond_lines(after, before))


def _line(difference: Difference, line: Line) -> Difference:
    return replace(difference, label=line.source)


def _beyond_lines(some: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    left = Counter(map(paths, others))
    found = []
    for each in some:
        left[paths(each)] -= 1
        if left[paths(each)] < 0:
            found.append(each)
    return found


def _changed(gone: Sequence[Line], come: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Return the lines of which one property stayed, where only one on each side has that property."""
    found: list[tuple[Line, Line]] = []
    for name in ("source", "target"):
        left = [each for each in gone if all(each is not was for was, _ in found)]
        free = [each for each in come if all(each is not is_ for _, is_ in found)]
        for was in left:
            same = [each for each in free if getattr(each, name) == getattr(was, name)]
            rivals = [each for each in left if getattr(each, name) == getattr(was, name)]
            if len(same) == len(rivals) == 1:
                found.append((was, same[0]))
    return found


def _types(one: _Side, two: _Side) -> Iterator[Difference]:
    """Yield the rows that both sections have, with other types."""
    before, after = (_by_paths(rows_of_document(side.section)) for side in (one, two))
    for key in before:
        for was, is_ in zip(before[key], after.get(key, ()), strict=False):
            if was.type != is_.type:
                yield _type(one, two, was, is_)


def _type(one: _Side, two: _Side, was: Row, is_: Row) -> Difference:
    text = f"the type of {is_} is {is_.type} now, and was {was.type}"
    passages = one.passage(was), two.passage(is_)
    return _line(Difference("drift", "type", "changed", text, *passages, kind="properties"), was)


def _by_paths(rows: Iterable[Row]) -> Mapping[Paths, list[Row]]:
    """Return rows by what they join; several that join the same by their types, so that their order is no matter."""
    found: dict[Paths, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: each.type):
        found[paths(row)].append(row)
    return found


def _order(one: _Side, two: _Side) -> Iterator[Difference]:
    """Yield what stands in another order: a drift where rows share a property, for then the order decides."""
    before, after = rows_of_document(one.section), rows_of_document(two.section)
    ours, theirs = order_that_counts(before), order_that_counts(after)
    passages = one.announcement("properties"), two.announcement("properties")
    for key in sorted(ours.keys() & theirs.keys()):
        if ours[key] != theirs[key] and sorted(ours[key]) == sorted(theirs[key]):
            text = f"the rows that share the {key[0]} property {key[1]} stand in another order, which decides"
            yield Difference("drift", "order", "moved", text, *passages, kind="properties", label=key[1])
            return
    pairs: list[tuple[str, Sequence[object], Sequence[object]]] = [
        ("sentences", [each.kind for each in one.section.sentences], [each.kind for each in two.section.sentences]),
        ("rows", [*map(paths, before)], [*map(paths, after)]),
        ("criteria", [*map(paths, one.section.criteria)], [*map(paths, two.section.criteria)]),
    ]
    moved = [noun for noun, was, is_ in pairs if _common(was, is_) != _common(is_, was)]
    if moved:
        text = f"the {' and the '.join(moved)} stand in another order, which changes nothing"
        yield Difference("notice", "order", "moved", text, one.passage(), two.passage())


def _common(some: Sequence[object], others: Sequence[object]) -> list[object]:
    both = set(others)
    return [each for each in some if each in both]
