"""A told story made smaller: steps without which it fails in the same way are left out.

Hypothesis makes a story smaller by what it draws, and a rule of the machine can tell several steps at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke
from syncproof.trouble.told_again import again

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.steps.stage import Stage
    from syncproof.trouble.breach import Breach
    from syncproof.trouble.told import ToldStory
    from syncproof.trouble.told_again import ToldEnding

_VALUE = re.compile(r"^(a user changes \w+'s \w+ in \w+) to .*$")


def smallest(stage: Stage, checklist: Checklist, told: ToldStory, cause: Breach) -> tuple[ToldStory, ToldEnding]:
    """Return the smallest story that fails by a cause and that leaving out leads to, and how that story ends."""
    ending = again(stage, checklist, told)
    while ending.cause == cause:
        for candidate in _smaller(told):
            try:
                tried = again(stage, checklist, candidate)
            except HarnessBroke:  # such as: nothing says that the sync comes to rest
                continue
            if tried.cause == cause:
                told, ending = candidate, tried
                break
        else:
            break
    return told._replace(rule=ending.rule or told.rule), ending


def _smaller(told: ToldStory) -> Iterator[ToldStory]:
    """Yield the stories that are one step smaller, that lack the latest first; the claim at the end stays."""
    for place in range(len(told.steps) - 2, -1, -1):
        yield told._replace(steps=(*told.steps[:place], *told.steps[place + 1 :]))
    for place, step in enumerate(told.steps):
        if found := _VALUE.match(step.text):
            plain = step._replace(text=found[1])
            yield told._replace(steps=(*told.steps[:place], plain, *told.steps[place + 1 :]))
