"""The pieces of a feature's text, as people think of them: the feature itself, its Rules, and their scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist import KINDS
from syncproof.stories import gherkin
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class PieceKey(NamedTuple):
    """The identity of a piece: the kind of its Rule, and the tag and the name of its scenario; '' for what is above."""

    kind: str
    tag: str = ""
    name: str = ""

    @property
    def is_scenario(self) -> bool:
        """Whether the piece is a scenario, and not the head of a Rule or of the feature."""
        return bool(self.tag or self.name)


def pieces(text: str, file: str) -> Mapping[PieceKey, str]:
    """Return the pieces of a feature in their order, each with the tags and comments above it.

    Pieces without an end of line, and without the blank lines between. Raises BadInput for a text that is no Gherkin.
    """
    if not text.strip():
        return {}
    lines = text.split("\n")
    starts = [(_top(lines, line), key) for line, key in _keys(gherkin.parse(text, file))]
    starts[0] = (0, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    found: dict[PieceKey, str] = {}
    for (start, key), end in zip(starts, ends, strict=True):
        found[_free(key, found)] = "\n".join(lines[start:end]).strip("\n")
    return found


def joined(parts: Iterable[str]) -> str:
    """Return the text of pieces."""
    return "\n\n".join(parts) + "\n"


def _keys(node: gherkin.FeatureNode) -> Iterator[tuple[int, PieceKey]]:
    """Yield each piece with the line of its keyword, in the order of lines."""
    found = [(node.line, PieceKey(""))]
    found += [(each.line, PieceKey("", _first(each.tags, RULES), each.name)) for each in node.loose]
    for rule in node.rules:
        kind = _first(rule.tags, KINDS) or f"line {rule.line}"
        found.append((rule.line, PieceKey(kind)))
        found += [(each.line, PieceKey(kind, _first(each.tags, RULES), each.name)) for each in rule.scenarios]
    yield from sorted(found)


def _first(tags: Sequence[str], among: Iterable[str]) -> str:
    return next((tag for tag in tags if tag in set(among)), "")


def _free(key: PieceKey, taken: Mapping[PieceKey, str]) -> PieceKey:
    """Return a key that no piece has yet: of two with one name, neither may be lost."""
    name, count = key.name, 1
    while key in taken:
        count += 1
        key = key._replace(name=f"{name}#{count}")
    return key


def _top(lines: Sequence[str], line: int) -> int:
    """Return the index of the first line that belongs to the keyword of a line: its tags, and comments on them."""
    index = line - 1
    while index > 0 and lines[index - 1].lstrip().startswith(("@", "#")):
        index -= 1
    return index
