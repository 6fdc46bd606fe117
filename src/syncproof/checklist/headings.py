"""The names in titles and headings: which systems a document is of, and which two datatypes each section is of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from syncproof.checklist.checklist import End
from syncproof.checklist.dialect import WITH_FREE_TEXT, named_ends, wording
from syncproof.checklist.document import Document, Heading, ListTable, Paragraph
from syncproof.checklist.kinds import KINDS
from syncproof.checklist.names import (
    SpeltName,
    after_begin,
    after_system,
    before_datatype,
    normalised,
    shared,
    squeezed,
)

_MOST_WORDS = 20
"""Words of a known name."""
_SEVERAL = 2
"""The fewest sentences that show that a heading has a longer name for a system, and not a longer datatype."""
_MOST_SPLITS = 12
"""The readings of a heading that are tried: each `to` in a name is one more."""


class TitleEnds(NamedTuple):
    """The two systems of a document, the source first, as its title spells them."""

    source: str
    target: str


class KnownSide(NamedTuple):
    """The names of one side of a document known before it is read: its system's and its datatypes, squeezed."""

    names: set[str]
    datatypes: set[str]


class KnownSides(NamedTuple):
    """The names of the two sides of a document that are known before it is read."""

    source: KnownSide
    target: KnownSide


class HeadingEnds(NamedTuple):
    """The two ends of a section, as its heading spells them: system and datatype."""

    source: SpeltName
    target: SpeltName


@dataclass(frozen=True, slots=True)
class NamedHeading:
    """A heading of a section, with its ends; None where the heading names no two."""

    heading: Heading
    ends: HeadingEnds | None
    is_turned: bool = False
    """Whether the heading names the title's target first, and its source last."""


def title_ends(document: Document, is_known: Callable[[TitleEnds], bool]) -> TitleEnds:
    """Return the systems of a document. Of a title that can be read in several ways, most headings decide.

    Where they leave it open, as in a document without any section, the systems are those of a known document.
    """
    words = document.title.split()[:-1]
    splits = [
        TitleEnds(" ".join(words[:index]), " ".join(words[index + 1 :]))
        for index, word in enumerate(words)
        if word == "to"
    ][:_MOST_SPLITS]
    if len(splits) == 1:
        return splits[0]
    sections = [tuple(pairs_in(each.title)) for each in document.headings]
    return max(
        splits,
        key=lambda ends: (
            sum(max((_begin(ends, *split) for split in section), default=0) for section in sections),
            is_known(ends),
        ),
    )


def _begin(ends: TitleEnds, source: str, target: str) -> int:
    """Return how many words of the two systems' names two texts begin with: the longer of two names is the likelier."""
    pairs = zip((source, target), ends, strict=True)
    return sum(len(system.split()) for text, system in pairs if after_system(text, system) is not None)


def _is_turned(ends: TitleEnds, source: str, target: str) -> bool:
    """Whether one of two texts names the other's system, and not its own."""
    return _is_of(target, ends.source, ends.target) or _is_of(source, ends.target, ends.source)


def _is_of(text: str, system: str, other: str) -> bool:
    return bool(system and other) and after_system(text, system) is not None and after_system(text, other) is None


def named_headings(headings: Sequence[Heading], ends: TitleEnds, known: KnownSides) -> tuple[NamedHeading, ...]:
    """Return the headings of sections, each with its ends.

    The systems are known by their position: a heading may spell them otherwise than the title, or not name them.
    Where nothing below says how, what is `known` decides.
    """
    texts = [_most_likely(each, ends) for each in headings]
    sources = [pair[0] for pair in texts if pair]
    targets = [pair[1] for pair in texts if pair]
    names = _known(sources, ends.source, known.source), _known(targets, ends.target, known.target)
    found = []
    for heading, pair in zip(headings, texts, strict=True):
        spelt, turned = None, pair is not None and _is_turned(ends, *pair)
        if pair and not turned:
            source = _by_sentences(heading, 0, pair[0], ends.source)
            target = _by_sentences(heading, 1, pair[1], ends.target)
            header = _system_in_header(heading)
            spelt = HeadingEnds(
                source or _split(pair[0], ends.source, "", sources, names[0]),
                target or _split(pair[1], ends.target, header, targets, names[1]),
            )
        found.append(NamedHeading(heading, spelt, turned))
    return tuple(found)


def turned_title(named: Sequence[NamedHeading], ends: TitleEnds) -> Heading | None:
    """Return the first heading that leads from the title's target to its source, where none leads as the title does."""
    if any(each.ends for each in named):
        return None
    for heading in (each.heading for each in named if each.is_turned):
        source, target = _most_likely(heading, ends) or ("", "")
        if _is_of(source, ends.target, ends.source) and _is_of(target, ends.source, ends.target):
            return heading
    return None


def pairs_in(title: str) -> Iterator[tuple[str, str]]:
    """Yield the two texts around each `to` of a heading, both of which name a datatype at least."""
    text = normalised(title)
    for middle in islice(re.finditer(r" to ", text), _MOST_SPLITS):
        yield text[: middle.start()], text[middle.end() :]


def _most_likely(heading: Heading, ends: TitleEnds) -> tuple[str, str] | None:
    """Return the two ends of a heading as texts, by the sentences below and by the title; None where there are none."""
    found = list(pairs_in(heading.title))
    if len(found) < 2:  # noqa: PLR2004 - nothing to choose from
        return found[0] if found else None
    return max(found, key=lambda pair: (_sentences_of(heading, *pair), _begin(ends, *pair)))


def _sentences_of(heading: Heading, source: str, target: str) -> int:
    """Return how many sentences below a heading speak of exactly two texts."""
    two = End("", source), End("", target)
    expected = {squeezed(wording(kind, *two)) for kind in KINDS if kind not in WITH_FREE_TEXT}
    return sum(squeezed(each.text) in expected for each in heading.blocks if isinstance(each, Paragraph))


def _system_in_header(heading: Heading) -> str:
    """Return the target's system as the header of a table of properties spells it, '' where none does."""
    for table in heading.blocks:
        if isinstance(table, ListTable) and table.rows and len(table.rows[0]) > 2:  # noqa: PLR2004 - the third says
            found = re.fullmatch(r"(.*)\bdata type", normalised(table.rows[0][2].text), re.IGNORECASE)
            return found[1].strip() if found else ""
    return ""


def _by_sentences(heading: Heading, side: int, text: str, system: str) -> SpeltName | None:
    """Return the system and the datatype of a text that does not name the system as the title does.

    The sentences below the heading decide, where they do: the text ends in what they have behind the title's name. A
    text that begins with the title's name may go on with a datatype of several words: there, several sentences have to
    agree on another datatype, and none may name a third.
    """
    if not system:
        return None
    lines = [line for each in heading.blocks if isinstance(each, Paragraph) for line in (each.text, *each.lines)]
    named = (named_ends(line) for line in dict.fromkeys(map(normalised, lines)))
    said = [after_system(ends[side], system) for ends in named if ends]
    datatypes = {squeezed(each.datatype) for each in said if each}
    if by_title := after_system(text, system):
        agree = len(said) >= _SEVERAL and None not in said and len(datatypes) == 1
        if not agree or squeezed(by_title.datatype) in datatypes:
            return None
    return before_datatype(text, datatypes)


def _known(all_texts: Sequence[str], system: str, known: KnownSide) -> str:
    """Return the name with which all texts begin that do not name the system as the title does; '' for none.

    It is the longest known name, or else what stands before a known datatype and begins as the title's name does.
    """
    strange = [each for each in dict.fromkeys(all_texts) if not after_system(each, system)]
    words = strange[0].split()[:_MOST_WORDS] if strange else []
    begins = [(" ".join(words[:count]), " ".join(words[count:])) for count in range(len(words) - 1, 0, -1)]
    likely = [name for name, _ in begins if squeezed(name) in known.names]
    # Without a word of the title's, what stands before the datatype is as likely a part of a new datatype's name.
    if strange and after_begin(strange[0], system):
        likely += [name for name, rest in reversed(begins) if squeezed(rest) in known.datatypes]
    return next((each for each in likely if all(after_system(text, each) for text in strange)), "")


def _split(text: str, system: str, header: str, all_texts: Sequence[str], known: str) -> SpeltName:
    """Return the system and the datatype of a text.

    It is by the title, the header, a known name, what all texts begin with, or neither.
    """
    by_header = after_system(text, header) if header else None
    if not system:
        return by_header or SpeltName("", text)
    by_title = after_system(text, system) or (known and after_system(text, known)) or after_begin(text, system)
    if by_header and (by_title is None or len(by_header.datatype) < len(by_title.datatype)):
        return by_header
    return by_title or _by_others(text, system, all_texts) or SpeltName("", text)


def _by_others(text: str, system: str, all_texts: Sequence[str]) -> SpeltName | None:
    """Return what follows the words with which all texts begin that do not name the system as the title does."""
    strange = {each for each in all_texts if not after_system(each, system) and not after_begin(each, system)}
    words = text.split()
    count = shared([each.split()[:-1] for each in strange]) if len(strange) > 1 else 0
    return SpeltName(" ".join(words[:count]), " ".join(words[count:])) if count else None
