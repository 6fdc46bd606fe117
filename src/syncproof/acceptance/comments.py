"""Comments of people in `checklist.toml`: each goes beside the same line of the next generation.

What was agreed on moves between two files, and takes its comments along.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

Place: TypeAlias = tuple[int | None, str, int]
"""A block of the new text, None for one that is no more; the key of a line there, and which line of that key."""

_END: Place = (0, "", 0)
_SECTION = "[[section]]"
_AGREED = ("[section.predicate]", "[[section.agreement]]")
_LISTS = ("source_lists", "target_lists")


@dataclass(slots=True)
class LineComments:
    """The words of people above, behind and below a line of the checklist."""

    above: list[str] = field(default_factory=list)
    behind: str = ""
    below: list[str] = field(default_factory=list)


class Homeless(NamedTuple):
    """The comments of a line that is no more, with the block that the line was in, and the block below that."""

    feature: str
    block: tuple[str, ...]
    at: int
    next_block: tuple[str, ...]
    beside: LineComments


class Commented(NamedTuple):
    """A text with the comments of people, and the comments whose lines are no more."""

    text: str
    homeless: tuple[Homeless, ...] = ()


def with_comments(base: str, now: str, new: str, features: Mapping[str, str]) -> Commented | None:
    """Return a new text with the comments of `now`, which says what `base` says.

    `features` are the files of sections in the new text, by those in `base`. None where `now` has more than comments
    and blanks beside what `base` has.
    """
    old, there = _lines(base), _lines(now)
    tails = [_tail(one.text, other.text) for one, other in zip(old, there, strict=False)]
    if len(old) != len(there) or None in tails:
        return None
    comments: defaultdict[int, LineComments] = defaultdict(LineComments)
    for index, (before, line, tail) in enumerate(zip(old, there, tails, strict=True)):
        is_end = index == len(old) - 1
        below, above = _added(before.above, line.above)
        if is_end and _moves(old):  # what is directly below an agreement at the end goes where the agreement goes
            below, above = _split(above)
        if below:
            comments[index - 1].below += below
        if above or tail:
            comments[index].above += above
            comments[index].behind += tail or ""
    come = _blocks(_lines(new), {})
    were = _blocks(old, features)
    places = list(_places(were, _matched(were, come)))
    known = set(_places(come, _matched(come, come)))
    lines = [(block, at) for block, each in enumerate(were) for at in range(len(each.lines))]
    beside: dict[Place, LineComments] = {}
    homeless: list[Homeless] = []
    for index, each in sorted(comments.items()):
        if places[index] in known and (new or places[index] != _END):
            beside[places[index]] = each
        else:
            is_end = index == len(lines)
            beside_last = LineComments(below=each.above) if is_end else each
            homeless.append(_homeless(were, *lines[min(index, len(lines) - 1)], beside_last))
    return Commented(_with(new, beside), tuple(homeless))


def taken_in(text: str, homeless: Iterable[Homeless]) -> Commented:
    """Return a text with the comments of another one, each where the same lines stand, and the comments that are left.

    Of several blocks that say the same about a section, the last is meant.
    """
    blocks = _blocks(_lines(text), {})
    places = iter(list(_places(blocks, _matched(blocks, blocks))))
    by_line = {(index, at): next(places) for index, block in enumerate(blocks) for at in range(len(block.lines))}
    beside: defaultdict[Place, LineComments] = defaultdict(LineComments)
    left: list[Homeless] = []
    for each in homeless:
        if (found := _home(blocks, each)) is None:
            left.append(each)
            continue
        there = beside[by_line[found]]
        there.above += each.beside.above
        there.behind += each.beside.behind
        there.below += each.beside.below
    return Commented(_with(text, beside), tuple(left))


def _with(text: str, beside: Mapping[Place, LineComments]) -> str:
    """Return a text with comments at places; one that is to be no more has none."""
    if not beside:
        return text
    lines = _lines(text)
    blocks = _blocks(lines, {})
    found: list[str] = []
    for line, place in zip(lines, _places(blocks, _matched(blocks, blocks)), strict=True):
        comments = beside.get(place, LineComments())
        found += [*line.above, *comments.above, line.text + comments.behind, *comments.below]
    return "\n".join(found)


def _homeless(blocks: Sequence[_Block], block: int, at: int, beside: LineComments) -> Homeless:
    feature, lines = blocks[block]
    below = blocks[block + 1] if block + 1 < len(blocks) else _Block("", ())
    return Homeless(feature, lines, at, below.lines if below.feature == feature else (), beside)


def _home(blocks: Sequence[_Block], comments: Homeless) -> tuple[int, int] | None:
    """Return the block and the line for comments: an equal line of an equal block, or of the section itself.

    What is said of a section as a whole goes to the first block below, where that is what moved.
    """
    own = [(index, each.lines) for index, each in enumerate(blocks) if each.feature == comments.feature]
    for index, lines in reversed(own):
        if lines == comments.block and lines[0] != _SECTION:
            return index, comments.at
    if comments.block[0] != _SECTION:
        return None
    key = _key(comments.block[comments.at])
    is_whole = _has_title(comments.block)
    for index, lines in reversed(own):
        if (key in _LISTS or (is_whole and _has_title(lines))) and key in (keys := [_key(each) for each in lines]):
            return index, keys.index(key)
    return next(((index, 0) for index, lines in reversed(own) if lines == comments.next_block), None)


def _has_title(block: Sequence[str]) -> bool:
    """Whether the lines are those of a section of the document, and not of one about which something is set aside."""
    return any(each.startswith("title = ") for each in block)


class _Line(NamedTuple):
    """A line that says something, or the end of the text, and the lines above that say nothing."""

    text: str
    above: Sequence[str]


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    above: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            found.append(_Line(line, above))
            above = []
        else:
            above.append(line)
    return [*found, _Line("", above)]


def _tail(line: str, other: str) -> str | None:
    """Return the comment behind a line in another form of the line; None for another line."""
    if other.startswith(line) and re.fullmatch(r"\s*(#.*)?", other[len(line) :]):
        return other[len(line) :].rstrip()
    said = _values(line)
    ends = [found.start() for found in re.finditer(r"\s*(#|$)", other)]
    return next((other[end:].rstrip() for end in ends if said is not None and _values(other[:end]) == said), None)


def _values(line: str) -> Mapping[str, object] | None:
    try:
        return tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None


def _added(before: Sequence[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what people wrote between two lines: directly below the first, and above the second.

    Where they left no blank line, all of it is above.
    """
    below: list[str] = []
    above: list[str] = []
    is_apart = bool(before) and not all(each.strip() for each in now)
    for tag, at, _, begin, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag in {"insert", "replace"}:
            is_below = is_apart and at == 0 and bool(now[begin].strip())
            (below if is_below else above).extend(now[begin:end])
    return below, above


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines before the first blank one, and the rest."""
    end = next((index for index, each in enumerate(lines) if not each.strip()), len(lines))
    return lines[:end], lines[end:]


def _moves(lines: Sequence[_Line]) -> bool:
    """Whether the last line is of an agreement, which goes to another file when the document no longer says so."""
    headers = [each.text for each in lines if each.text.startswith("[")]
    return bool(headers) and (headers[-1] in _AGREED or _key(lines[-2].text) in _LISTS)


class _Block(NamedTuple):
    """The lines from a header on, or from the begin of the text, and the file of the section that they belong to."""

    feature: str
    lines: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, str]:
        """The section, and the header below it: several blocks can be of one kind."""
        return self.feature, self.lines[0] if self.lines[0].startswith("[") else ""


def _blocks(lines: Sequence[_Line], features: Mapping[str, str]) -> list[_Block]:
    """Return the blocks of a text, each section under the file that it has in the new text."""
    found: list[list[str]] = []
    for line in lines[:-1]:
        if line.text.startswith("[") or not found:
            found.append([])
        found[-1].append(line.text)
    blocks: list[_Block] = []
    feature = ""
    for block in found:
        if block[0] == _SECTION:
            name = tomllib.loads(next(each for each in block if each.startswith("feature = ")))["feature"]
            feature = features.get(name, name)
        blocks.append(_Block(feature, tuple(block)))
    return blocks


def _matched(old: Sequence[_Block], new: Sequence[_Block]) -> Mapping[int, int]:
    """Return which block of the new text each old one is: the one that says the same, or else as many in order.

    What people agreed on changes only when they say so: a block that says something else is another agreement.
    """
    found: dict[int, int] = {}
    for kind in dict.fromkeys(each.kind for each in old):
        olds, news = ([index for index, each in enumerate(blocks) if each.kind == kind] for blocks in (old, new))
        for index in tuple(olds):
            if same := [each for each in news if new[each] == old[index]]:
                found[index] = same[0]
                olds.remove(index)
                news.remove(same[0])
        is_agreed = kind[1] in _AGREED
        found.update(zip(olds, news, strict=True) if len(olds) == len(news) and not is_agreed else ())
    return found


def _places(blocks: Sequence[_Block], matched: Mapping[int, int]) -> Iterator[Place]:
    """Yield the place of each line, and that of the end."""
    for index, block in enumerate(blocks):
        keys = Counter[str]()
        for line in block.lines:
            key = _key(line)
            keys[key] += 1
            yield matched.get(index), key, keys[key]
    yield _END


def _key(line: str) -> str:
    return line.partition("," if line.startswith(" ") else " =")[0]
