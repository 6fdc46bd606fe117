"""Broken engines: each a sync with one planted, realistic defect; the proof that a rule can fail.

`BROKEN` is the one list. Each defect names the rules that it turns red in a section where the defect shows; the suite's
own tests play the engine in that section, and expect these rules and no others to turn red.
"""

from __future__ import annotations

from syncproof.engine.broken import (
    counterparts,
    crashes,
    edits,
    linking,
    merges,
    people,
    retries,
    rows,
    times,
    trouble,
    values,
)
from syncproof.engine.broken.defect import Defect

BROKEN: dict[str, Defect] = {
    defect.name: defect
    for module in (counterparts, linking, rows, edits, merges, values, retries, trouble, crashes, people, times)
    for defect in module.DEFECTS
}

__all__ = ["BROKEN", "Defect"]
