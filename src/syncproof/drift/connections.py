"""Connections of two documents: the names of datatypes that took the place of others among what sections connect to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from syncproof.checklist.names import squeezed

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, Section

_Key = TypeVar("_Key", bound=Hashable)
_Of: TypeAlias = tuple[tuple[str, str], str]
"""The two datatypes of a section, and the kind of its sentence."""


def connected_anew(old: Checklist, new: Checklist) -> Mapping[str, str]:
    """Return the new name of each connected datatype, squeezed, where only one name went and only one came.

    The old name stands nowhere in the new document then, and the new one nowhere in the old document.
    """
    olds, news = _connected(old), _connected(new)
    gone, come = _sources(old) - _sources(new), _sources(new) - _sources(old)
    both = [(olds[each] - news[each], news[each] - olds[each]) for each in olds.keys() & news.keys()]
    found = {
        (one, two)
        for was, is_ in both
        for one in was
        for two in is_
        if len(was) == len(is_) == 1 and was <= gone and is_ <= come
    }
    return one_to_one(found)


def one_to_one(matches: Iterable[tuple[_Key, _Key]]) -> Mapping[_Key, _Key]:
    """Return the matches of which neither end has another one."""
    found = list(matches)
    ones, twos = Counter(one for one, _ in found), Counter(two for _, two in found)
    return {one: two for one, two in found if ones[one] == twos[two] == 1}


def _connected(checklist: Checklist) -> Mapping[_Of, set[str]]:
    found: dict[_Of, set[str]] = {}
    for section in checklist.sections:
        for each in section.sentences:
            if each.connected:
                found.setdefault((section.pair, each.kind), set()).update(map(squeezed, each.connected))
    return found


def _sources(checklist: Checklist) -> set[str]:
    """Return the datatypes of the source, squeezed."""
    return {name for section in checklist.sections for name in _names(section)}


def _names(section: Section) -> Iterator[str]:
    yield section.pair[0]
    yield from (squeezed(name) for each in section.sentences for name in each.connected)
