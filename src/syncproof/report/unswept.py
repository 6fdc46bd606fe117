"""The stories of a run's sweep that were not swept, and the rules that are not shown for this reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from syncproof.report.sweep_fold import is_untroubled
from syncproof.report.swept import NAME
from syncproof.report.unplayed import Unplayed
from syncproof.stories.choice import Choice, Key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from syncproof.report.provenance_rows import SelectionRow
    from syncproof.report.run_events import SweptRow
    from syncproof.report.sweep_rows import StoryToSweepRow
    from syncproof.stories.choice import Owed


def unswept_rules(
    stories: Sequence[tuple[StoryToSweepRow | SweptRow, str]],
    requested: Mapping[Key, Owed],
    rules: Collection[str],
) -> Iterator[Unplayed]:
    """Yield the sweep of each rule that trouble shows, in the sections of which stories were not swept."""
    left = Counter((story["document"], story["section"], why) for story, why in stories)
    for (document, section, why), count in left.items():
        reason = f"{count} canonical {'story was' if count == 1 else 'stories were'} not swept: {why}"
        for key, owed in requested.items():
            if (key.document, key.section) == (document, section):
                swept = [rule for rule in owed.rules if rule in rules]
                yield from (Unplayed(document, section, rule, NAME, 1, reason) for rule in swept)


def not_asked_for(
    swept: Sequence[SweptRow], requested: Mapping[Key, Owed], selection: SelectionRow
) -> list[tuple[SweptRow, str]]:
    """Return the stories that break a rule without any trouble which the run did not choose, each with the reason.

    The rule is not the run's matter; but no trouble could show anything of those that are.
    """
    choice = Choice(levels=tuple(selection["levels"]), only=tuple(selection["only"]))
    broken: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    found = []
    for row in filter(is_untroubled, swept):
        [count] = row["counts"]
        key = Key(row["document"], row["section"], count["sentence"])
        if key not in requested or not choice.takes(count["rule"], ""):
            broken[key[:2]][count["rule"]] = None
            found.append(row)
    return [(row, _without_trouble(broken[row["document"], row["section"]])) for row in found]


def _without_trouble(rules: Collection[str]) -> str:
    """Return why the stories of a section were not swept that do not show these rules."""
    return f"there {', '.join(rules)} {'does' if len(rules) == 1 else 'do'} not pass even without trouble"
