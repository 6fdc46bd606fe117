"""Order of scenarios that wait aside: what people wrote returns to its Rule behind what it stood behind.

The order is kept beside what was rendered, as a feature that has the titles and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.stories.pieces import PieceKey, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_END, _ORDER = ".txt", ".#order.txt"


def name_of_order(aside: str) -> str:
    """Return the name under which the order is kept in which the scenarios of a file stood that wait aside."""
    return f"{aside.removesuffix(_END)}{_ORDER}"


def order_below(kind: str, text: str, file: str) -> str:
    """Return the text that keeps the order of the scenarios below a Rule of a feature."""
    found = [key for key in pieces(text, file) if key.kind == kind and key.is_scenario]
    titles = ["\n".join([*([f"    @{key.tag}"] if key.tag else ()), f"    Example: {key.name}"]) for key in found]
    return joined(["Feature: order", f"  @{kind}\n  Rule: order", *titles])


def kept_orders(kept: Mapping[str, str], there: Iterable[str]) -> Mapping[str, str]:
    """Return the orders to keep: those of Rules of which scenarios wait aside, in files that are `there`."""
    names = {name_of_order(each) for each in there}
    return {name: text for name, text in kept.items() if name in names}


def placed(there: Iterable[PieceKey], back: Iterable[PieceKey], order: str) -> Sequence[PieceKey]:
    """Return the pieces of a feature with others that come back below a Rule: each behind what it stood behind.

    Where that is no more, behind what stood there before it; one of which no order is kept is the last of its Rule.
    """
    found, known = list(there), list(pieces(order, "the order of scenarios"))
    for key in back:
        before = known[: known.index(key)] if key in known else []
        above = [each for each in before if each.kind == key.kind and each in found]
        last = above or [each for each in found if each.kind == key.kind]
        found.insert(found.index(last[-1]) + 1, key)
    return found
