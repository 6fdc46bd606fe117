"""Names of systems and datatypes: spelt in several ways, compared without case, blanks and punctuation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_MOST_WORDS = 60
"""Words of a system's name."""


def normalised(text: str) -> str:
    """Return text on one line with single spaces: documents break lines and double spaces as they like."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def squeezed(name: str) -> str:
    """Return the letters and digits of a name, without case; a name that has none is its own."""
    folded = name.casefold()
    return "".join(filter(str.isalnum, folded)) or "".join(folded.split())


class SpeltName(NamedTuple):
    """A system's name as a text spells it, '' where it does not name the system, and the datatype after it."""

    system: str
    datatype: str


def after_system(text: str, system: str) -> SpeltName | None:
    """Return what follows a system's name in a text, whatever the name's case, blanks and punctuation.

    None where the text does not begin with the name, or nothing follows.
    """
    wanted = squeezed(system)
    if not wanted:
        return SpeltName("", text) if text else None
    words, begin = text.split(), ""
    for count, word in enumerate(words[:-1][:_MOST_WORDS], 1):
        begin += word
        if squeezed(begin) == wanted:
            return SpeltName(" ".join(words[:count]), " ".join(words[count:]))
    return None


def after_begin(text: str, system: str) -> SpeltName | None:
    """Return what follows the longest begin of a system's name, as in `Alpha Task` of `Alpha Online`; None for none."""
    words, name = text.split(), system.split()
    count = shared([words[:-1], name])
    return SpeltName(" ".join(words[:count]), " ".join(words[count:])) if count else None


def before_datatype(text: str, datatypes: Collection[str]) -> SpeltName | None:
    """Return what precedes the longest of several squeezed datatypes at the end of a text; None for none of them."""
    words = text.split()
    for count in range(min(len(words), _MOST_WORDS) if datatypes else 0):
        if squeezed(" ".join(words[count:])) in datatypes:
            return SpeltName(" ".join(words[:count]), " ".join(words[count:]))
    return None


def shared(texts: Iterable[Sequence[str]]) -> int:
    """Return the number of words that several texts begin with, whatever their case."""
    count = 0
    for column in zip(*texts, strict=False):
        if len({word.casefold() for word in column}) > 1:
            break
        count += 1
    return count
