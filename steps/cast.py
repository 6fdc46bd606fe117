"""The cast: believable records for the names that the features speak of, the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from syncproof.checklist import End
from syncproof.fakes import FAKES
from syncproof.ledger import Value
from syncproof.steps.alike import Alike

if TYPE_CHECKING:
    from faker import Faker


# A Faker reads its word lists when made, which takes longer than a scenario; whoever only plans or reports needs none.
@cache
def _faker() -> Faker:
    from faker import Faker  # noqa: PLC0415 - as above

    return Faker("en_GB")


class Cast:
    """Makes records; asking twice gives two different ones."""

    def __init__(self, seed: int, alike: Alike) -> None:
        self._seed = seed
        self._alike = alike
        self._asked = 0

    def number(self) -> int:
        """Return the next whole number, from 1."""
        self._asked += 1
        return self._asked

    def record(self, who: str, end: End) -> dict[str, Value]:
        """Return a full, believable record of values that the properties across take.

        Properties that share a row hold one value, if both take the value.
        """
        seed = f"{self._seed}/{who}/{end}/{self.number()}"

        def record(number: int | None = None) -> Mapping[str, Value]:
            return _believable(seed if number is None else f"{seed}/{number}", end, FAKES.generation)

        return self._alike.evened(end, self._alike.taken(end, record(), record))


# The same few people begin nearly every scenario.
@lru_cache(maxsize=1024)
def _believable(seed: str, end: End, _: int) -> Mapping[str, Value]:
    _faker().seed_instance(seed)
    return FAKES[end.system].samples().record(_faker(), end.datatype)
