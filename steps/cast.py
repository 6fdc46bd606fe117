"""The cast: believable records for the names that the features speak of, the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from syncproof.checklist import Checklist, End
from syncproof.checklist.testable import joined
from syncproof.fakes import FAKES
from syncproof.ledger import Value

if TYPE_CHECKING:
    from faker import Faker


# A Faker reads its word lists when made, which takes longer than a scenario; whoever only plans or reports needs none.
@cache
def _faker() -> Faker:
    from faker import Faker  # noqa: PLC0415 - as above

    return Faker("en_GB")


class Cast:
    """Makes records; asking twice gives two different ones."""

    def __init__(self, seed: int, checklist: Checklist) -> None:
        self._seed = seed
        self._asked = 0
        self._alike: dict[End, list[tuple[str, str]]] = {}
        """By datatype: a property, and one that holds the same because the two share a row."""
        for section in checklist.sections:
            for first, *others in joined((*section.rows, *section.branches)):
                for row in others:
                    self._alike.setdefault(section.source, []).append((first.source, row.source))
                    self._alike.setdefault(section.target, []).append((first.target, row.target))

    def number(self) -> int:
        """Return the next whole number, from 1."""
        self._asked += 1
        return self._asked

    def record(self, who: str, end: End) -> dict[str, Value]:
        """Return a full, believable record; properties that share a row hold one value, if both take the value."""
        record = dict(_believable(f"{self._seed}/{who}/{end}/{self.number()}", end, FAKES.generation))
        for name, other in self._alike.get(end, ()):
            declared = FAKES[end.system].datatypes[end.datatype].properties[other]
            if declared.refusal(record[name]) is None and declared.stored(record[name]) == record[name]:
                record[other] = record[name]
        return record


# The same few people begin nearly every scenario.
@lru_cache(maxsize=1024)
def _believable(seed: str, end: End, _: int) -> Mapping[str, Value]:
    _faker().seed_instance(seed)
    return FAKES[end.system].samples().record(_faker(), end.datatype)
