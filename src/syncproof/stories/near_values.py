"""Near values: what differs from an old value as little as people's edits do; and moments at the edges of calendars."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

from syncproof.datatypes import Property
from syncproof.fakes.kit.clock import DAY, iso, moment
from syncproof.ledger import Value

_ORNATE = "Zoë's café ❤ by the river"
_LONG = f"{_ORNATE}, where long tables stand under the old trees, and the lamps are lit at nightfall; " * 2
_VARIATION = "\ufe0f"
"""What makes an emoji of a heart."""

NEARNESS: Mapping[str, Callable[[str], str]] = {
    "case": lambda text: text[0].swapcase() + text[1:],
    "spaces": lambda text: text.replace(" ", "  ", 1),
    "the form of its accents": lambda text: unicodedata.normalize("NFD", text),
    "its last character": lambda text: f"{text[:-1]}!",
    "the form of its emoji": lambda text: text.replace("❤", f"❤{_VARIATION}"),
}
"""The smallest edits of a text, by what they change."""

EDGES: Mapping[str, str] = {
    "midnight": "2026-05-01T00:00:00.000Z",
    "the last moment of a month": "2026-04-30T23:59:59.999Z",
    "the hour that summer time skips": "2026-03-29T01:30:00.000Z",
    "the hour that summer time repeats": "2026-10-25T00:30:00.000Z",
    "a leap day": "2028-02-29T12:00:00.000Z",
    "the first day of the year 1": "0001-01-01T00:00:00.000Z",
    "the last day of the year 9999": "9999-12-31T00:00:00.000Z",
    "a day before 1970": "1969-12-31T00:00:00.000Z",
}
"""Moments at which calendars and clocks do something special, by their names."""

TIMES: Mapping[str, str] = {
    "just before summer time ends": "2026-10-25T01:00:00Z",
    "just before summer time begins": "2026-03-29T01:00:00Z",
    "just before the end of a month": "2026-04-01T00:00:00Z",
    "just before a leap day": "2028-02-29T00:00:00Z",
}
"""Times at which they do, a little before which a story begins; summer time is that of the European Union."""


def ornate_value(*declared: Property, who: str = "") -> str | None:
    """Return a text that all of these properties keep as it is, and all its near values, too; None where none does.

    The longest such text is returned; with the name of `who` in the text, no two people have the same.
    """
    if any(each.kind != "text" for each in declared):
        return None
    texts = (_LONG.strip(), _ORNATE)
    for text in (*(each.replace("Zoë's", f"Zoë's and {who}'s") for each in texts if who), *texts):
        near = (text, *(change(text) for change in NEARNESS.values()))
        if all(_keeps(each, value) for each in declared for value in near):
            return text
    return None


def edge_value(edge: str, *declared: Property) -> Value:
    """Return a moment of an edge, or else its day, that all of these properties keep as it is; None where none does."""
    at = EDGES[edge]
    day = iso(moment(at) // DAY * DAY)
    return next((value for value in (at, day) if all(_keeps(each, value) for each in declared)), None)


def edges(*declared: Property) -> Iterator[str]:
    """Yield the edges that all of these properties keep."""
    yield from (edge for edge in EDGES if edge_value(edge, *declared) is not None)


def _keeps(declared: Property, value: str) -> bool:
    return declared.refusal(value) is None and declared.stored(value) == value
