"""Broken engines: each a sync with one planted, realistic defect; the proof that a rule can fail.

`BROKEN` is the one list. Each names the rules that it turns red in a section where they apply; the suite's own tests
run it there and expect these, and no other.
"""

from __future__ import annotations

from syncproof.engine.broken import counterparts, edits, values
from syncproof.engine.broken.defect import Defect

BROKEN: dict[str, Defect] = {
    defect.name: defect for module in (counterparts, edits, values) for defect in module.DEFECTS
}

__all__ = ["BROKEN", "Defect"]
