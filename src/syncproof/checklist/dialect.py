"""The dialect: how a document writes the sentences and tables of a section, and how they are recognised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist.kinds import KINDS
from syncproof.checklist.names import normalised, squeezed

if TYPE_CHECKING:
    from syncproof.checklist import End

TYPES = ("string", "integer", "float", "boolean")
"""The types that a table of properties can name."""
WITH_FREE_TEXT = ("condition", "create-if-connected")
"""The kinds of sentences that hold more than the names of the two ends."""
_LONGEST = 20_000
"""Characters of a sentence; a longer text is none."""
_MOST_HYPHENS = 8
"""Hyphens of an internal id behind which a datatype is looked for."""
_MOST_WORDS = 20
"""Words of a system's name that only a sentence has."""
_SHORTEST = 0.5
"""The part of a name's letters that a shorter name has at least: a shorter one could be any word."""


def wording(kind: str, source: End, target: End, *, words: str = "", connected: Iterable[str] = ()) -> str:
    """Return the text of a sentence, on one line."""
    named = {"words": words, "connected": _listed(source, tuple(connected)), "system": target.system}
    return normalised(KINDS[kind].shape.format(source=source, target=target, **named))


def _listed(source: End, connected: tuple[str, ...]) -> str:
    """Return datatypes as a sentence lists them: only the first one carries the system's name."""
    if not connected:
        return ""
    first, *others = connected
    names = [normalised(f"{source.system} {first}"), *others]
    return names[0] if not others else f"{', '.join(names[:-1])}, or {names[-1]}"


def header(source: End, target: End) -> tuple[str, str, str]:
    """Return the first row of a table of properties."""
    return *criteria_header(source, target), normalised(f"{target.system} Data Type")


def criteria_header(source: End, target: End) -> tuple[str, str]:
    """Return the first row of a table of merge criteria."""
    return normalised(f"{source} Property"), normalised(f"{target} Property")


def same(text: str, other: str) -> bool:
    """Whether two texts differ only in case and spaces: documents spell a system's name in several ways."""
    return normalised(text).casefold() == normalised(other).casefold()


def fingerprint(text: str) -> str:
    """Return a sentence's fingerprint, kept instead of the text; equal for texts that are the `same`."""
    return sha256(normalised(text).casefold().encode(errors="surrogatepass")).hexdigest()[:16]


class EndNames:
    """The names by which the sentences of a section may call one of its ends."""

    def __init__(self, end: End, spellings: Collection[str], others: Collection[str]) -> None:
        """`spellings` are those of the end's system in the document, `others` those of the other end's."""
        self.datatype = squeezed(end.datatype)
        self._names = {squeezed(f"{spelling} {end.datatype}") for spelling in (*spellings, "")}
        self._is_named = all(spellings)
        self._own = set(map(squeezed, spellings))
        self._known = self._own | set(map(squeezed, others))

    def system(self, text: str) -> str | None:
        """Return how a text that names the end's system spells it, as `called`."""
        if squeezed(text) in self._own:
            return ""
        return text if text and squeezed(text) not in self._known else None

    def is_unnamed(self, text: str) -> bool:
        """Whether a text names the end without its system, where the document names the system everywhere."""
        return self._is_named and squeezed(text) == self.datatype

    def is_shortened(self, name: str) -> bool:
        """Whether a name is the first letters of one of the system's, and not too few of them."""
        begin = squeezed(name)
        return any(each.startswith(begin) and len(begin) >= _SHORTEST * len(each) for each in self._own if each)

    def called(self, text: str) -> str | None:
        """Return how a text that names the end spells the system, where that is new; '' where not, None for others."""
        if squeezed(text) in self._names:
            return ""
        words = text.split()
        counts = range(1, min(len(words), _MOST_WORDS)) if self._is_named else ()
        count = next((each for each in counts if squeezed(" ".join(words[each:])) == self.datatype), 0)
        # A name that goes on behind the system's, or behind the other system's, is another datatype's.
        known = any(squeezed(" ".join(words[:each])) in self._known for each in range(1, count + 1))
        return " ".join(words[:count]) if count and not known else None


class Recognised(NamedTuple):
    """The kind of a text, and what the text says beside the ends.

    `is_other` says that the text speaks of other ends than its section does.
    """

    kind: str
    words: str = ""
    connected: str = ""
    is_other: bool = False


def recognised(text: str, source: EndNames, target: EndNames) -> Recognised | None:
    """Return what a text on one line is in the section of two ends, None where no kind has its shape."""
    if len(text) > _LONGEST:
        return None
    other = None
    for kind, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            names = _names(found)
            if all(None not in side for side in _called(names, source, target)):
                words, connected = (names.get(key, [""])[0] for key in ("words", "connected"))
                return Recognised(kind, words, connected)
            other = other or Recognised(kind, is_other=True)
    return other


def called_in(text: str, kind: str, source: EndNames, target: EndNames) -> tuple[list[str], list[str]]:
    """Return how a sentence of a kind calls each of the two systems, as `EndNames.called`, as often as it does."""
    found = _PATTERNS[kind].fullmatch(text)
    sides = _called(_names(found), source, target) if found else ([], [])
    one, two = ([each for each in side if each is not None] for side in sides)
    return one, two


def unnamed_in(text: str, kind: str, source: EndNames, target: EndNames) -> tuple[bool, bool]:
    """Return for each of the two ends whether a sentence of a kind leaves the name of its system out."""
    found = _PATTERNS[kind].fullmatch(text)
    names = _names(found) if found else {}
    one, two = (any(map(end.is_unnamed, names.get(key, ()))) for key, end in (("source", source), ("target", target)))
    return one, two


def _called(
    names: Mapping[str, list[str]], source: EndNames, target: EndNames
) -> tuple[list[str | None], list[str | None]]:
    of_target = [target.called(name) for name in names.get("target", ())]
    of_target += [target.system(name) for name in names.get("system", ())]
    return [source.called(name) for name in names.get("source", ())], of_target


def shape_of(text: str) -> str:
    """Return the kind whose shape a text on one line has, whatever its ends are, or ''."""
    return next((kind for kind, each in _PATTERNS.items() if len(text) <= _LONGEST and each.fullmatch(text)), "")


def named_ends(text: str) -> tuple[str, str] | None:
    """Return how a text on one line names the two ends, the source first; None for a shape with free text, or none."""
    for kind, pattern in _PATTERNS.items():
        if kind not in WITH_FREE_TEXT and len(text) <= _LONGEST and (found := pattern.fullmatch(text)):
            names = _names(found)
            return names["source"][0], names["target"][0]
    return None


def in_header(text: str, side: EndNames) -> str | None:
    """Return how the header of a column names the end, as `EndNames.called`."""
    found = re.fullmatch(r"(.*)\bproperty", text, re.IGNORECASE | re.DOTALL)
    return side.called(found[1].strip()) if found else None


def in_type_header(text: str, side: EndNames) -> str | None:
    """Return how the header of the types names the end's system, as `EndNames.system`; '' where it names none."""
    found = re.fullmatch(r"(.*)\bdata type", text, re.IGNORECASE | re.DOTALL)
    name = found[1].strip() if found else None
    return side.system(name) if name else name


def connected_names(text: str, spellings: Collection[str]) -> tuple[str, ...]:
    """Return the datatypes that a `create-if-connected` lists, without the names of their system."""
    return tuple(_without(name, spellings) for name in _items(text) if name)


def is_cut_off(text: str) -> bool:
    """Whether a list of datatypes lacks one, before or behind a comma or an `or`."""
    return not all(_items(text))


def _items(text: str) -> list[str]:
    """Return what a list has between its commas, '' where nothing stands."""
    pieces = (piece.strip() for piece in re.split(r",(?: [oO][rR])?(?= |$)|^or(?= )|(?<= )or$", text))
    return ["" if piece in {"or", ","} else normalised(piece) for piece in pieces]


def _without(name: str, spellings: Collection[str]) -> str:
    for spelling in sorted(filter(None, spellings), key=len, reverse=True):
        if name.casefold().startswith((f"{spelling} ".casefold(), f"{spelling}-".casefold())):
            return name[len(spelling) + 1 :].strip() or name
    return name


def of_internal_id(
    name: str, datatypes: Collection[str], spellings: Collection[str], known: Collection[str] = ()
) -> str:
    """Return the datatype that an internal id such as `acme_internal-lines` ends in, or else the name itself.

    It stands behind a hyphen, and is one of several squeezed `datatypes` behind one word, or follows the first words of
    a system's name, or the whole of a squeezed one that is `known` beside: where a system is renamed, its ids stay.
    """
    if squeezed(name) in datatypes:
        return name
    for found in islice(re.finditer("-", name), _MOST_HYPHENS):
        before, after = name[: found.start()].casefold().split(), name[found.end() :].strip()
        begins = before and (
            any(each.casefold().split()[: len(before)] == before for each in spellings)
            or squeezed(" ".join(before)) in known
        )
        if (squeezed(after) in datatypes and len(before) < 2) or (after and begins):  # noqa: PLR2004 - an id is a word
            return after
    return name


def _pattern(shape: str) -> re.Pattern[str]:
    """Return the pattern of a shape: linear in the text, for each part ends where what follows is met first."""
    first, *others = re.split(r"\{(\w+)\}", shape)
    fields = list(zip(others[::2], others[1::2], strict=True))
    pattern = re.escape(first)
    for index, (name, literal) in enumerate(fields):
        group, after = f"(?P<{name}{index}>", re.escape(literal)
        if index == len(fields) - 1:
            pattern += f"{group}.*){after}"
        elif name == "words":  # free text may hold what follows it
            pattern += f"(?>{group}.*){after})"
        else:
            pattern += f"(?>{group}.*?){after})"
    return re.compile(pattern, re.IGNORECASE)


def _names(found: re.Match[str]) -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = {}
    for key, value in found.groupdict().items():
        names.setdefault(key.rstrip("0123456789"), []).append(value.strip())
    return names


_PATTERNS = {
    # A shape that begins with free text comes last: that text could begin like any other sentence.
    name: _pattern(kind.shape)
    for name, kind in sorted(KINDS.items(), key=lambda item: item[1].shape.startswith("{words}"))
}
