"""Former datatypes of sections: one that returns while the later one goes is the same datatype, whatever else changed.

A datatype with another name is known by what its sections say. When the earlier name returns together with another
change, what they say does not show that: so the datatypes that a section had are kept beside what was rendered.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from syncproof.checklist.names import squeezed
from syncproof.drift.datatypes import other_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncproof.checklist import Checklist, Section
    from syncproof.drift.datatypes import Names, Pair

Former: TypeAlias = "Mapping[str, Sequence[Pair]]"
"""The pairs of datatypes that sections had before, by the name of the section."""

_BEGIN, _END = "former/", ".datatypes"
"""The begin and the end of the names under which former datatypes are kept beside what was rendered."""


def former_of(kept: Mapping[str, str]) -> Former:
    """Return the former datatypes that are kept beside what was rendered."""
    names = [each for each in kept if each.startswith(_BEGIN) and each.endswith(_END)]
    return {
        each.removeprefix(_BEGIN).removesuffix(_END): [(pair[0], pair[1]) for pair in json.loads(kept[each])]
        for each in names
    }


def has_other_datatypes(old: Checklist, new: Checklist) -> bool:
    """Whether sections of two datatypes are gone, and those of two others are new."""
    olds, news = _single(old), _single(new)
    return bool(olds.keys() - news.keys()) and bool(news.keys() - olds.keys())


def renamed_back(former: Former, old: Checklist, new: Checklist) -> Mapping[Pair, Names]:
    """Return the names of now for accepted sections that have datatypes again which they had before.

    Of several sections that had or have the same two datatypes, nobody can tell which one returns.
    """
    olds, news = _single(old), _single(new)
    gone = {pair: section for pair, section in olds.items() if pair not in news}
    come = {pair: section for pair, section in news.items() if pair not in olds}
    matches = [
        (pair, was)
        for pair, section in gone.items()
        for was in dict.fromkeys(_squeezed(each) for each in former.get(section.slug, ()))
        if was in come
    ]
    ones, twos = Counter(one for one, _ in matches), Counter(two for _, two in matches)
    return {one: other_names(gone[one], come[two]) for one, two in matches if ones[one] == twos[two] == 1}


def kept_former(
    kept: Mapping[str, str], moved: Sequence[tuple[Section, Section]], there: Iterable[str]
) -> Mapping[str, str]:
    """Return the texts of former datatypes to keep, for sections of which files are `there`.

    `kept` is what is kept under the names of now, and `moved` are the accepted sections as they were, and as they are.
    """
    found = {slug: {_squeezed(each): each for each in pairs} for slug, pairs in former_of(kept).items()}
    for was, is_ in moved:
        if was.pair != is_.pair:
            found.setdefault(is_.slug, {})[was.pair] = (was.source.datatype, was.target.datatype)
            found[is_.slug].pop(is_.pair, None)
    files = {each.rpartition("/")[2].partition(".")[0] for each in there}
    return {
        f"{_BEGIN}{slug}{_END}": json.dumps(list(pairs.values()), ensure_ascii=False)
        for slug, pairs in found.items()
        if slug in files and pairs
    }


def _single(checklist: Checklist) -> Mapping[Pair, Section]:
    """Return the sections that have no copy, by their datatypes."""
    counts = Counter(each.pair for each in checklist.sections)
    return {each.pair: each for each in checklist.sections if counts[each.pair] == 1}


def _squeezed(pair: Pair) -> Pair:
    return squeezed(pair[0]), squeezed(pair[1])
