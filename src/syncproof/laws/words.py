"""How findings name records: by datatype and by what the record holds, as a person knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.values import empty, quoted

if TYPE_CHECKING:
    from syncproof.laws.groups import Spot
    from syncproof.laws.life import Life
    from syncproof.laws.pairing import Pair
    from syncproof.laws.scope import Scope


def source_named(scope: Scope, life: Life) -> str:
    """Return the name of a source record, such as `Contact "Ada"`."""
    return named(life, [row.source for row in scope.rows])


def target_named(scope: Scope, life: Life) -> str:
    """Return the name of a target record, such as `Members "Ada"`."""
    return named(life, [row.target for row in scope.rows])


def pair_named(pair: Pair) -> str:
    """Return the name of a pair, such as `Contact "Ada" and its Members`."""
    return f"{source_named(pair.scope, pair.source)} and its {pair.scope.target_type.name}"


def spot_named(spot: Spot) -> str:
    """Return the name of a property, such as `name in Customerp Contact`: sections can share a system."""
    return f"{spot.property} in {spot.life.key[0]} {spot.life.key[1]}"


def named(life: Life, properties: list[str]) -> str:
    """Return a record's name: the last text of its first property that held any, or its id."""
    for name in properties:
        for change in reversed(life.held.get(name, ())):
            if isinstance(change.value, str) and not empty(change.value):
                return f"{life.key[1]} {quoted(change.value)}"
    return f"{life.key[1]} {life.record}"
