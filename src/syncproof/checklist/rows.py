"""The rows of a document's tables: two properties that are carried, or compared, and what a row depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from syncproof.datatypes import is_own_id

if TYPE_CHECKING:
    from syncproof.datatypes import Kind
    from syncproof.ledger import Value

_YES_OR_NO: Mapping[str, bool] = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A restriction of a row to records that hold a value in a path; where either is empty, nobody can test it."""

    value: str
    path: str

    def __str__(self) -> str:
        return f"(Dependant on having {self.value} in {self.path})"

    @property
    def plainly(self) -> str:
        """The restriction as words within a sentence."""
        return f"{self.value} in {self.path}"

    def takes(self, held: Value) -> bool:
        """Whether a record holds what is asked for; the document says every value as text."""
        return held is not None and (str(held).lower() if isinstance(held, bool) else str(held)) == self.value

    def asked(self, kind: Kind) -> Value:
        """Return what is asked for as a property of a kind holds that; None where none of the kind can."""
        if kind == "boolean":
            return _YES_OR_NO.get(self.value)
        return next(filter(self.takes, _numbers(self.value)), None) if kind == "number" else self.value


def _numbers(text: str) -> Iterator[Value]:
    for kind in (int, float):
        try:
            yield kind(text)
        except ValueError:
            continue


@dataclass(frozen=True, slots=True)
class Row:
    """Two properties that are synchronized, and the target's documented type.

    The type is the document's word, which may be none (`N/A`) or an expression. Rows are equal wherever they stand.
    """

    source: str
    target: str
    type: str
    origin: Literal["document", "agreement"]
    source_qualifiers: tuple[Qualifier, ...] = ()
    target_qualifiers: tuple[Qualifier, ...] = ()
    line: int = field(default=0, compare=False)
    nickname: str = field(default="", compare=False)
    """The label, where stories speak of another row by the source's name."""

    def __str__(self) -> str:
        return f"{cell_of(self.source, self.source_qualifiers)} to {cell_of(self.target, self.target_qualifiers)}"

    @property
    def label(self) -> str:
        """The name by which stories speak of the row: the source's, or, where that is another row's, the target's."""
        return self.nickname or self.source

    @property
    def qualifiers(self) -> tuple[Qualifier, ...]:
        """The qualifiers of both cells."""
        return (*self.source_qualifiers, *self.target_qualifiers)

    @property
    def having(self) -> str:
        """The words for all that the row depends on, '' where the row applies to every pair."""
        return " and ".join(each.plainly for each in self.qualifiers)


@dataclass(frozen=True, slots=True)
class Criterion:
    """Two properties that make a pair of two records that agree in them; equal wherever it stands."""

    source: str
    target: str
    source_qualifiers: tuple[Qualifier, ...] = ()
    target_qualifiers: tuple[Qualifier, ...] = ()
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{cell_of(self.source, self.source_qualifiers)} with {cell_of(self.target, self.target_qualifiers)}"

    @property
    def is_of_id(self) -> bool:
        """Whether one of the two is the record's own id, which a system sets."""
        return is_own_id(self.source) or is_own_id(self.target)


@dataclass(frozen=True, slots=True)
class Untested:
    """A row of a table that no story can test, with the reason."""

    row: Row
    why: str


@dataclass(frozen=True, slots=True)
class UntestedCriterion:
    """A criterion that no story can test, with the reason."""

    criterion: Criterion
    why: str


def cell_of(path: str, qualifiers: Iterable[Qualifier]) -> str:
    """Return the cell of a table that says a path and its qualifiers."""
    return " ".join([path, *map(str, qualifiers)])


class Joining(Protocol):
    """A row of a table, whoever reads it: two properties that hold one value."""

    @property
    def source(self) -> str:
        """The property of the source."""

    @property
    def target(self) -> str:
        """The property of the target."""


_Row = TypeVar("_Row", bound=Joining)


def joined(rows: Iterable[_Row]) -> list[tuple[_Row, ...]]:
    """Return rows in groups: those that share a property, directly or through others, hold one value.

    The order is that of the table, within a group and of the groups.
    """
    rows = tuple(rows)
    groups: list[list[int]] = []
    for place, row in enumerate(rows):
        near = [group for group in groups if any(shares(row, rows[each]) for each in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([place, *(each for group in near for each in group)]))
    return [tuple(rows[place] for place in group) for group in sorted(groups)]


def shares(one: Joining, other: Joining) -> bool:
    """Whether two rows have their source, or their target, in common."""
    return one.source == other.source or one.target == other.target
