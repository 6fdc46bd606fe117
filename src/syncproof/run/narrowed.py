"""A plan narrowed to some of its stories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.stories.choice import Owed

if TYPE_CHECKING:
    from collections.abc import Collection

    from syncproof.run.account import Key
    from syncproof.run.plan import RunPlan


def narrowed(plan: RunPlan, keys: Collection[Key], first: Collection[Key] = ()) -> RunPlan:
    """Return a plan of only those stories of a plan that have one of the keys; some of them are played `first`."""
    chosen = [each for each in plan.scenarios() if each.key in keys]
    rules = {(each.document, each.section, each.rule) for each in chosen}
    requested = {
        key: Owed(kept, owed.places)
        for key, owed in plan.requested.items()
        if (kept := tuple(rule for rule in owed.rules if (key.document, key.section, rule) in rules))
    }
    return replace(plan, listed=frozenset(each.key for each in chosen), requested=requested, first=frozenset(first))
