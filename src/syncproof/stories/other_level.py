"""Rules that are chosen by name beside a level that they do not have: nothing is left, and the name is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from syncproof.stories.choice import Choice


def check_levels(choice: Choice) -> None:
    """Raise BadInput for a rule, or a scenario of a rule, that is chosen beside levels of which the rule has none."""
    for only in choice.only:
        rule = RULES.get(only.partition(":")[0].strip().casefold())
        if rule and choice.levels and rule.level not in choice.levels:
            given = " and ".join(f"--level {level}" for level in choice.levels)
            raise BadInput(
                f"--only {only} and {given} choose nothing together: the rule has the level {rule.level}",
                do=f"choose --level {rule.level}, or leave out --level",
            )
