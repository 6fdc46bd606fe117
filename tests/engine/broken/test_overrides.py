"""A broken engine is broken where the engine can see: each method that a defect defines replaces one of the engine."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from syncproof.engine.broken import counterparts, edits, merges, people, retries, times, trouble, values
from syncproof.engine.sync import Sync


def defective(*modules: ModuleType) -> Iterator[type]:
    """Yield the classes that modules define: broken engines, and the ports that break others."""
    for module in modules:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__:
                yield found


def strangers(broken: type) -> set[str]:
    """Return the methods and attributes of a class that no class above it has: a renamed method is no defect."""
    inherited = {name for parent in broken.__mro__[1:] for name in vars(parent)}
    return {name for name in vars(broken) if not name.startswith("__")} - inherited


@pytest.mark.parametrize("broken", [*defective(counterparts, edits, merges, people, retries, times, trouble, values)])
def test_a_defect_replaces_methods_that_the_engine_has(broken: type) -> None:
    assert strangers(broken) == set()


def test_a_method_that_the_engine_lost_is_seen() -> None:
    class Outdated(Sync):
        def an_old_name(self) -> None:
            """Never called."""

    assert strangers(Outdated) == {"an_old_name"}
