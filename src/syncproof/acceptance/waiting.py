"""Comments that wait for their lines: kept beside what was rendered, until the document says again what they are about.

A conflict shows them meanwhile, so that whoever does not want to wait can write them elsewhere.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from syncproof.acceptance.comments import Homeless, LineComments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAME = "checklist.comments"


def waiting_of(kept: Mapping[str, str], features: Mapping[str, str]) -> Sequence[Homeless]:
    """Return the comments that wait; `features` are the files of sections that have another name, by the old one."""
    return [
        Homeless(
            features.get(each["feature"], each["feature"]),
            tuple(each["block"]),
            each["at"],
            tuple(each["next_block"]),
            LineComments(**each["beside"]),
        )
        for each in json.loads(kept.get(_NAME, "[]"))
    ]


def kept_waiting(comments: Sequence[Homeless]) -> Mapping[str, str]:
    """Return the text that keeps comments, by its name."""
    found = [{**each._asdict(), "beside": asdict(each.beside)} for each in comments]
    return {_NAME: json.dumps(found, ensure_ascii=False)} if found else {}


def still_waiting(comments: Sequence[Homeless], text: str) -> Sequence[Homeless]:
    """Return those comments that people did not write elsewhere into a text in the meantime."""
    return [each for each in comments if any(line.strip() not in text for line in _said(each.beside))]


def _said(beside: LineComments) -> Sequence[str]:
    return [each for each in (*beside.above, beside.behind, *beside.below) if each.strip()]
