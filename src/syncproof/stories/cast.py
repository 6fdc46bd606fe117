"""Names of records in stories: a system or a datatype of the document with the same name makes nobody guess."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.datatypes import Datatype

_UNDERSTUDIES = (
    *("Delta", "Epsilon", "Zeta", "Kappa", "Lambda", "Sigma", "Omega"),
    *("Ash", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Maple", "Oak", "Pine", "Rowan", "Willow"),
)


def cast(checklist: Checklist, datatype: Datatype) -> tuple[str, str, str]:
    """Return the names of three records; where the document has a name as a word of its own, another one."""
    taken = _words(checklist)
    free = (each for each in _UNDERSTUDIES if each.casefold() not in taken and each not in datatype.cast)
    first, second, third = (name if name.casefold() not in taken else next(free, name) for name in datatype.cast)
    return first, second, third


def _words(checklist: Checklist) -> set[str]:
    """Return the words of the names of all systems and datatypes, without capitals."""
    names = {checklist.source, checklist.target}
    for section in checklist.sections:
        for end in (section.source, section.target):
            names |= {end.system, end.datatype}
        names.update(chain.from_iterable(each.connected for each in section.sentences))
    return set(chain.from_iterable(map(_words_of, names)))


@lru_cache(maxsize=4096)  # each section of a document asks for the names of all
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", name.casefold()))
