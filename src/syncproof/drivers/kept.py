"""An object kept as it is at a moment, to be made again from then on, as often as needed."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Mapping
from types import BuiltinFunctionType, FunctionType
from typing import Generic, TypeVar, cast

T = TypeVar("T")

_BY_REFERENCE = (type, FunctionType, BuiltinFunctionType)
"""Objects that a copy shares with the original in any case."""


class Kept(Generic[T]):
    """An object with all that it knows; `shared` is the part that every copy has in common.

    Pickled rather than copied: a copy is made for each cell of a sweep, and unpickling takes a fifth of the time.
    """

    def __init__(self, kept: T, shared: Iterable[object]) -> None:
        self._shared = {id(each): each for each in shared}
        file = io.BytesIO()
        _Pickler(file, self._shared).dump(kept)
        self._data = file.getvalue()

    def again(self, instead: Mapping[int, object] | None = None) -> T:
        """Return a copy; `instead` are objects that take the place of shared ones, by the id of those."""
        return cast("T", _Unpickler(io.BytesIO(self._data), {**self._shared, **(instead or {})}).load())


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, shared: dict[int, object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._shared = shared

    def persistent_id(self, obj: object) -> int | None:
        """Return the id of a shared object, None for one that is copied."""
        if id(obj) in self._shared:
            return id(obj)
        if isinstance(obj, _BY_REFERENCE):
            self._shared[id(obj)] = obj
            return id(obj)
        return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, shared: Mapping[int, object]) -> None:
        super().__init__(file)
        self._shared = shared

    def persistent_load(self, pid: int) -> object:
        """Return the shared object of an id."""
        return self._shared[pid]
