"""A counterexample made smaller: steps without which it fails in the same way are left out.

Hypothesis makes a story smaller by what it draws, and one rule of the machine can make several steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke
from syncproof.trouble.replay import replay

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.steps.stage import Stage
    from syncproof.trouble.counterexample import Counterexample
    from syncproof.trouble.replay import Replay

_PLAINER = (
    re.compile(r"(a user changes \w+'s \w+ in \w+)(?: to | in | with | half |, which ).*"),
    re.compile(r"(both systems know \w+), with .*"),
    re.compile(r"(\w+ is added to \w+)(?: with |, looking |, which ).*"),
)
"""Steps that say more than a plainer step says first."""


_LASTS = re.compile(r"which no list shows yet|from now on ")
_HEALS = re.compile(r"the lists of .+ show everything|.+ is well again")
"""What lasts until it is healed: without the healing, the laws would blame any sync."""


def smallest(
    stage: Stage,
    checklist: Checklist,
    found: Counterexample,
    ending: Replay,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Counterexample, Replay]:
    """Return the smallest story that fails by the cause of an ending and that leaving out leads to, and how it ends.

    As soon as `stop` holds, the smallest so far is returned: of a play that ended later, nothing is taken.
    """
    cause = ending.cause
    if not stop():
        again = replay(stage, checklist, found)
        ending = ending if stop() else again
    while ending.cause == cause and not stop():
        for candidate in _smaller(found):
            try:
                tried = replay(stage, checklist, candidate)
            except HarnessBroke:  # such as: nothing says that the sync comes to rest
                tried = None
            if stop():
                break
            if tried and tried.cause == cause:
                found, ending = candidate, tried
                break
        else:
            break
    return found._replace(rule=ending.rule or found.rule), ending


def _smaller(story: Counterexample) -> Iterator[Counterexample]:
    """Yield the stories that lack a step, the latest first, and those with a plainer step; the last claim stays."""
    for place in range(len(story.steps) - 2, -1, -1):
        lasts = any(_LASTS.search(each.text) for each in story.steps[:place])
        if not (lasts and _HEALS.fullmatch(story.steps[place].text)):
            yield story._replace(steps=(*story.steps[:place], *story.steps[place + 1 :]))
    for place, step in enumerate(story.steps):
        for found in filter(None, (each.fullmatch(step.text) for each in _PLAINER)):
            plainer = step._replace(text=found[1])
            yield story._replace(steps=(*story.steps[:place], plainer, *story.steps[place + 1 :]))
