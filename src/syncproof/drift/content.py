"""Compares two sections of the same two datatypes: sentences, criteria, rows, types, and what nobody can read.

An edit of a person is told once, whatever it takes away or brings: a sentence goes with its table, and a line that
nobody can read with what stood there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from syncproof.checklist import Checklist, Criterion, Row, Section, Sentence
from syncproof.drift.difference import Difference, How, Passage
from syncproof.drift.lines import (
    KIND_OF,
    another_type,
    changed,
    doubled,
    is_copy,
    lines_alone,
    of_line,
    of_one_property,
    of_other_types,
)
from syncproof.drift.meaning import once, order_that_counts, paths, rows_of_document
from syncproof.drift.parts import ComparedSection, Left, Line, Part, PartPlaces, identity, is_line, noun, parts
from syncproof.drift.properties import renamed, renamed_properties
from syncproof.drift.sentences import another_promise, of_both, of_sentence, promises, sentences_alone
from syncproof.drift.spellings import spellings
from syncproof.drift.unread import unreadable_within
from syncproof.errors import counted

_NOUNS = {"sentence": "sentences", "row": "rows", "criterion": "criteria"}
"""The parts of a section, one and several."""
_Line = TypeVar("_Line", Row, Criterion)


def within(before: Section, after: Section, old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Yield what differs between two sections of the same two datatypes."""
    one, two = ComparedSection(before, old), ComparedSection(after, new)
    for each in (*_parts(one, two), *of_both(one, two), *spellings(one, two), *_order(one, two)):
        yield replace(each, section=after.title, slug=before.slug)


def _parts(one: ComparedSection, two: ComparedSection) -> Iterator[Difference]:
    """Yield the parts that only one section has, and those that took the place of others."""
    gone, come = sentences_alone(one.section, two.section), sentences_alone(two.section, one.section)
    promise = promises(gone, come)
    rows = _alone(rows_of_document(one.section), rows_of_document(two.section))
    retyped = [pair for pair in of_other_types(*rows) if not _are_copies(one, two, *pair)]
    rows = _without(rows[0], [was for was, _ in retyped]), _without(rows[1], [is_ for _, is_ in retyped])
    criteria = _alone(one.section.criteria, two.section.criteria)
    lines: list[tuple[Line, Line]] = [*of_one_property(*criteria), *of_one_property(*rows)]
    lines = [pair for pair in lines if not _are_copies(one, two, *pair)]
    left = Left([*gone, *criteria[0], *rows[0]], [*come, *criteria[1], *rows[1]])
    places = PartPlaces(one.section, {*map(id, left.gone)}), PartPlaces(two.section, {*map(id, left.come)})
    for was, is_ in promise:
        yield another_promise(one, two, was, is_)
    for row, now in retyped:
        yield another_type(one, two, row, now)
    together = renamed_properties(one, two, lines)
    for index, pair in enumerate(lines):
        if index not in together:
            yield changed(one, two, *pair)
        elif pair is together[index][0]:
            yield renamed(one, two, together[index])
    left.take_gone(part for pair in (*promise, *lines) for part in pair)
    left.take_come(part for pair in (*promise, *lines) for part in pair)
    yield from unreadable_within(one, two, left, places)
    yield from _rewritten(one, two, left, places)
    yield from _gone(one, two, left.gone, "removed", "gone")
    yield from _gone(two, one, left.come, "added", "new")


def _alone(before: Sequence[_Line], after: Sequence[_Line]) -> tuple[list[_Line], list[_Line]]:
    return lines_alone(before, after), lines_alone(after, before)


def _without(rows: Sequence[Row], taken: Sequence[Row]) -> list[Row]:
    return [each for each in rows if all(each is not one for one in taken)]


def _are_copies(one: ComparedSection, two: ComparedSection, was: Line, is_: Line) -> bool:
    """Whether each of two lines stands in the other section as well, so that neither became the other."""
    return is_copy(was, two.lines(noun(was))) and is_copy(is_, one.lines(noun(is_)))


def _rewritten(
    one: ComparedSection, two: ComparedSection, left: Left, places: tuple[PartPlaces, PartPlaces]
) -> Iterator[Difference]:
    """Yield the lines that stand alone where another one stood alone."""
    for kind in (Row, Criterion):
        gone = [each for each in left.gone if isinstance(each, kind)]
        come = [each for each in left.come if isinstance(each, kind)]
        here, there = [places[0].of(each) for each in gone], [places[1].of(each) for each in come]
        for was, place in zip(gone, here, strict=True):
            if here.count(place) == there.count(place) == 1:
                is_ = come[there.index(place)]
                if _are_copies(one, two, was, is_):
                    continue
                left.take_gone([was])
                left.take_come([is_])
                yield changed(one, two, was, is_)


def _gone(
    here: ComparedSection, there: ComparedSection, found: Sequence[Part], how: How, word: str
) -> Iterator[Difference]:
    """Yield what one section has and the other lacks; a sentence goes with its table, and a whole table at once."""
    sentences = [each for each in found if isinstance(each, Sentence)]
    tables = {what: [each for each in found if is_line(each) and noun(each) == what] for what in KIND_OF}
    for each in sentences:
        lines = next((tables.pop(what) for what, kind in KIND_OF.items() if kind == each.kind and what in tables), ())
        text = f"the sentence {each.kind} is {word}{_with(lines)}{there.caveat}"
        drift = of_sentence(each.kind, "sentence", how, text, *_in_order(here.passage(each), there.passage(), how))
        yield replace(drift, labels=_labels(lines))
    for what, lines in tables.items():
        announced = there.announcement(KIND_OF[what])
        copies = [each for at, each in enumerate(lines) if is_copy(each, [*there.lines(what), *lines[:at]])]
        yield from (doubled(here, there, each, how) for each in copies)
        lines = [each for each in lines if all(each is not copy for copy in copies)]  # noqa: PLW2901 - the copies have notices
        texts = [f"the {what} {each}{_typed(each, there)} is {word}{there.caveat}" for each in lines]
        drifts = [
            of_line(each, how, text, *_in_order(here.passage(each), announced, how))
            for each, text in zip(lines, texts, strict=True)
        ]
        if len(lines) > 1 and not there.lines(what):
            text = f"all {_counted(lines)} of the table are {word}{there.caveat}"
            drifts = [replace(drifts[0], text=text, label="", labels=_labels(lines))]
        yield from drifts


def _typed(line: Line, there: ComparedSection) -> str:
    """Return the type of a row, where the other section has the row with another type."""
    is_there = any(paths(each) == paths(line) for each in there.lines("row"))
    return f" of the type {line.type}" if isinstance(line, Row) and is_there else ""


def _with(lines: Sequence[Line]) -> str:
    return f", with its {_counted(lines) if len(lines) > 1 else f'{noun(lines[0])} {lines[0]}'}" if lines else ""


def _labels(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(each.source for each in lines if isinstance(each, Row))


def _counted(lines: Sequence[Line]) -> str:
    return counted(len(lines), noun(lines[0]), _NOUNS[noun(lines[0])])


def _in_order(here: Passage, there: Passage, how: How) -> tuple[Passage, Passage]:
    return (here, there) if how == "removed" else (there, here)


def _order(one: ComparedSection, two: ComparedSection) -> Iterator[Difference]:
    """Yield what stands in another order: a drift where rows share a property, for then the order decides."""
    before, after = rows_of_document(one.section), rows_of_document(two.section)
    ours, theirs = order_that_counts(once(before)), order_that_counts(once(after))
    passages = one.announcement("properties"), two.announcement("properties")
    for key in sorted(ours.keys() & theirs.keys()):
        if ours[key] != theirs[key] and sorted(ours[key]) == sorted(theirs[key]):
            text = f"the rows that share the {key[0]} property {key[1]} stand in another order, which decides"
            yield Difference("drift", "order", "moved", text, *passages, kind="properties", label=key[1])
            return
    moved = {nouns: found for word, nouns in _NOUNS.items() if (found := _moved(one, two, word))}
    if moved:
        text = f"the {' and the '.join(moved)} stand in another order, which changes nothing"
        yield Difference("notice", "order", "moved", text, *next(iter(moved.values())))


def _moved(one: ComparedSection, two: ComparedSection, word: str) -> tuple[Passage, Passage] | None:
    """Return where parts that both sections have begin to stand in another order, None where they do not."""
    before, after = _firsts(one, word), _firsts(two, word)
    pairs = zip([each for each in before if each in after], [each for each in after if each in before], strict=True)
    found = next(((was, is_) for was, is_ in pairs if was != is_), None)
    return (one.passage(before[found[0]]), two.passage(after[found[1]])) if found else None


def _firsts(side: ComparedSection, word: str) -> Mapping[Hashable, Part]:
    """Return the parts that are called so by what they say; of two that say the same, the first."""
    found: dict[Hashable, Part] = {}
    for each in parts(side.section):
        if noun(each) == word:
            found.setdefault(identity(each), each)
    return found
