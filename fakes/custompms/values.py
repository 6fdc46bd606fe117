"""Every kind of value that Custompms takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from syncproof.fakes.custompms.rules import CUT, DATATYPES, HIGHEST_PRIORITY, LONGEST
from syncproof.fakes.kit.texts import moments, texts, websites
from syncproof.ledger import Value


def values(datatype: str, property_: str) -> st.SearchStrategy[Value]:
    """Return values of which a property keeps something; the system may trim or cut them."""
    declared = DATATYPES[datatype].properties[property_]
    return _strategy(property_, declared.kind).filter(
        lambda value: declared.refusal(value) is None and declared.stored(value) not in {None, ""}
    )


def _strategy(property_: str, kind: str) -> st.SearchStrategy[Value]:
    if kind == "boolean":
        return st.booleans()
    if kind == "moment":
        return moments()
    hours = st.integers(0, 10_000).map(lambda quarters: quarters / 4)
    special: Mapping[str, Callable[[], st.SearchStrategy[Value]]] = {
        "website": lambda: websites(200),
        "priority": lambda: st.integers(0, HIGHEST_PRIORITY),
        "customerId": lambda: st.integers(1, 10**6),
        "projectId": lambda: st.integers(1, 10**6),
        "budgetHours": lambda: hours,
        "estimateHours": lambda: hours,
        # A little more than is kept, for the cut.
        "notes": lambda: texts(CUT + 100),
        "description": lambda: texts(CUT + 100),
    }
    return special.get(property_, lambda: texts(LONGEST.get(property_, 250)))()
