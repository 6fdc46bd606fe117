"""Comments of people in `checklist.toml`: puts each beside the same line of the next generation."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

Place: TypeAlias = tuple[int | None, str, int]
"""A block of the new text, None for one that is no more; the key of a line there, and which line of that key."""

_END: Place = (0, "", 0)


def with_comments(base: str, now: str, new: str, features: Mapping[str, str]) -> str | None:
    """Return a new text with the comments of `now`, which says what `base` says.

    `features` are the files of sections in the new text, by those in `base`. None where `now` has more than comments
    and blanks beside what `base` has, and where the line of a comment is no more.
    """
    old, there, come = _lines(base), _lines(now), _lines(new)
    tails = [_tail(one.text, other.text) for one, other in zip(old, there, strict=False)]
    if len(old) != len(there) or None in tails:
        return None
    blocks, were = _blocks(come, {}), _blocks(old, features)
    places = list(_places(were, _matched(were, blocks)))
    beside: defaultdict[Place, _Beside] = defaultdict(_Beside)
    for index, (before, line, tail) in enumerate(zip(old, there, tails, strict=True)):
        below, above = _added(before.above, line.above)
        if below:
            beside[places[index - 1]].below += below
        if above or tail:
            beside[places[index]].above += above
            beside[places[index]].behind += tail or ""
    found: list[str] = []
    for line, place in zip(come, _places(blocks, _matched(blocks, blocks)), strict=True):
        comments = beside.pop(place, _Beside())
        found += [*line.above, *comments.above, line.text + comments.behind, *comments.below]
    return None if beside else "\n".join(found)


class _Beside:
    """The comments of a line."""

    def __init__(self) -> None:
        self.above: list[str] = []
        self.behind = ""
        self.below: list[str] = []


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
    """Return what people wrote between two lines: directly below the first, and above the second."""
    below: list[str] = []
    above: list[str] = []
    for tag, at, _, begin, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag in {"insert", "replace"}:
            is_below = bool(before) and at == 0 and bool(now[begin].strip())
            (below if is_below else above).extend(now[begin:end])
    return below, above


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
        if block[0] == "[[section]]":
            name = tomllib.loads(next(each for each in block if each.startswith("feature = ")))["feature"]
            feature = features.get(name, name)
        blocks.append(_Block(feature, tuple(block)))
    return blocks


def _matched(old: Sequence[_Block], new: Sequence[_Block]) -> Mapping[int, int]:
    """Return which block of the new text each old one is: the one that says the same, or else as many in order."""
    found: dict[int, int] = {}
    for kind in dict.fromkeys(each.kind for each in old):
        olds, news = ([index for index, each in enumerate(blocks) if each.kind == kind] for blocks in (old, new))
        for index in tuple(olds):
            if same := [each for each in news if new[each] == old[index]]:
                found[index] = same[0]
                olds.remove(index)
                news.remove(same[0])
        found.update(zip(olds, news, strict=True) if len(olds) == len(news) else ())
    return found


def _places(blocks: Sequence[_Block], matched: Mapping[int, int]) -> Iterator[Place]:
    """Yield the place of each line, and that of the end."""
    for index, block in enumerate(blocks):
        keys = Counter[str]()
        for line in block.lines:
            key = line.partition("," if line.startswith(" ") else " =")[0]
            keys[key] += 1
            yield matched.get(index), key, keys[key]
    yield _END
