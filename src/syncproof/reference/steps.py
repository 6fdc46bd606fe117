"""The page on steps: every sentence that a story can be made of."""

from __future__ import annotations

from pathlib import Path

from syncproof import features
from syncproof.reference.markdown import code, table
from syncproof.reference.markdown import page as page_of
from syncproof.report.catalogue import LISTS
from syncproof.run.known import known_in


def page() -> str:
    """Return the page on steps, in Markdown."""
    intro = (
        "A story is made of these sentences. `<Name>` is a word to fill in: a record, a system, a value. "
        "[Add a story](../adding.md#a-story) shows how. "
        "`syncproof list steps --section TEXT` lists those of a section."
    )
    steps = [each.facts for each in LISTS["steps"](known_in(Path(*features.__path__), of="steps"))]
    rows = [(", ".join(_texts(each["keywords"])), code(str(each["step"]))) for each in steps]
    return page_of("Steps", intro, table(("keyword", "step"), sorted(rows)))


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
