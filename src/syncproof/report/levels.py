"""The levels of a run: how many rules of each level were played, and which rules of the level were not tried at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from syncproof.errors import counted
from syncproof.stories.rules import LEVELS, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncproof.report.rows import LevelRow, RuleRow, ScenarioRow


def rows(had: Iterable[str], rules: Iterable[RuleRow], note: str) -> list[LevelRow]:
    """Return a row for each level, given the rules that the features have, once a sentence, and those of a run.

    `note` is what a sweep showed, or that there was none: it goes to the level `robust`, where something was tried.
    """
    ids = Counter(had)
    of = Counter(RULES[rule].level for rule in ids.elements())
    rules = [rule for rule in rules if rule["scenarios"]]
    has_trouble = any(rule["level"] == "robust" for rule in rules)
    played = Counter(rule["level"] for rule in rules if is_whole(rule))
    tried = {rule["id"] for rule in rules}
    return [
        {
            "level": level,
            "played": played[level],
            "of": of[level],
            "untried": [rule.id for rule in RULES.values() if rule.level == level and rule.id in ids.keys() - tried],
            "storyless": [rule.id for rule in RULES.values() if rule.level == level and rule.id not in ids],
            "note": note if level == "robust" and has_trouble else "",
        }
        for level in LEVELS
    ]


def is_whole(rule: RuleRow) -> bool:
    """Whether all stories of a rule were played."""
    return len(stories(rule)) >= rule["total"] > 0


def is_partial(rule: RuleRow) -> bool:
    """Whether some stories of a rule were played, and others not."""
    return 0 < len(stories(rule)) < rule["total"]


def stories(rule: RuleRow) -> list[ScenarioRow]:
    """Return the scenarios of a rule without its sweep, which is no story."""
    return [each for each in rule["scenarios"] if "cells" not in each]


def texts(levels: Iterable[LevelRow]) -> Iterable[tuple[str, str]]:
    """Yield each level of which something was not tried, and what it was."""
    for row in levels:
        if not row["of"]:
            rules = counted(len(row["storyless"]), "rule")
            holds = f"{rules}, and none has a story" if row["storyless"] else "no rule yet"
            yield row["level"], f"holds {holds}: nothing was tried of this level"
            continue
        parts = [f"{row['played']} of {row['of']} rules", *([row["note"]] if row["note"] else [])]
        parts += [f"not tried: {', '.join(row['untried'])}"] if row["untried"] else []
        parts += [f"no story in these documents: {', '.join(row['storyless'])}"] if row["storyless"] else []
        if row["played"] < row["of"] or len(parts) > 1:
            yield row["level"], "; ".join(parts)
