"""The verdict as a badge in SVG, for a page that shows how a sync stands: two fields, nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from syncproof.report.front import standing, totals
from syncproof.report.standing import KNOWN, PART
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.rows import Summary

_NAME = "syncproof"
_COLOURS = {
    Verdict.PASS: "#17663a",
    Verdict.FAIL: "#ab1d16",
    Verdict.INCONCLUSIVE: "#7a4d00",
    Verdict.NONE: "#5a5d63",
    Verdict.ERROR: "#7b2a8c",
    PART: "#1c4f8c",
    KNOWN: "#7a4d00",
}
"""White text on each has a contrast of more than 5 to 1."""
_LETTER = 6.6
_ROOM = 10
_HEIGHT = 20


def svg(whole: Summary) -> str:
    """Return the badge: a part of the checklist says so, and has another colour than a pass."""
    how = standing(whole)
    text = f"{how.word}: {_counts(whole)}"
    left, right = (round(len(each) * _LETTER + 2 * _ROOM) for each in (_NAME, text))
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    root = ET.Element(
        "{http://www.w3.org/2000/svg}svg",
        {"width": str(left + right), "height": str(_HEIGHT), "role": "img", "aria-label": f"{_NAME}: {text}"},
    )
    _add(root, "title").text = f"{_NAME}: {text}"
    for x, width, colour, said in ((0, left, "#33353a", _NAME), (left, right, _COLOURS[how.state], text)):
        _add(root, "rect", x=x, width=width, height=_HEIGHT, fill=colour)
        field = _add(root, "text", x=x + _ROOM, y=14, fill="#fff", textLength=width - 2 * _ROOM)
        field.set("font-family", "Verdana, DejaVu Sans, sans-serif")
        field.set("font-size", "11")
        field.text = said
    return f"{ET.tostring(root, encoding='unicode')}\n"


def _counts(whole: Summary) -> str:
    """Return what decides: the stories that are no pass, the rules of a part, or the sentences of a whole."""
    counts = totals(whole)
    stories = sum(counts["stories"].values())
    if bad := stories - counts["stories"].get(Verdict.PASS, 0):
        return f"{bad:,} of {stories:,} stories{' known' if standing(whole).state in {KNOWN, PART} else ''}"
    if whole["played"] < whole["of"]:
        return f"{whole['played']:,} of {whole['of']:,} rules"
    passed, of = counts["sentences"].get(Verdict.PASS, 0), sum(counts["sentences"].values())
    return f"{passed:,} of {of:,} sentences"


def _add(root: ET.Element, tag: str, **attributes: float | str) -> ET.Element:
    return ET.SubElement(
        root, f"{{http://www.w3.org/2000/svg}}{tag}", {name: str(value) for name, value in attributes.items()}
    )
