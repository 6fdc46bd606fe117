"""Every kind of value that Customerp takes."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from syncproof.fakes.customerp.rules import DATATYPES, LONGEST, STATUSES
from syncproof.fakes.kit.texts import dates, emails, texts, websites
from syncproof.ledger import Value


def values(datatype: str, property_: str) -> st.SearchStrategy[Value]:
    """Return values of which a property keeps something; the system may trim or re-case them."""
    declared = DATATYPES[datatype].properties[property_]
    return _strategy(property_, declared.kind).filter(
        lambda value: declared.refusal(value) is None and declared.stored(value) is not None
    )


def _strategy(property_: str, kind: str) -> st.SearchStrategy[Value]:
    if kind == "number":
        return st.one_of(st.integers(0, 10**9), st.integers(0, 10**9).map(lambda cents: cents / 100))
    if kind == "moment":
        return dates()
    special: Mapping[str, Callable[[], st.SearchStrategy[Value]]] = {
        "email": emails,
        "website": lambda: websites(255),
        "status": lambda: st.sampled_from(STATUSES),
        "customer_id": lambda: st.text(f"{string.ascii_letters}{string.digits}", min_size=10, max_size=10).map(
            "cus_{}".format
        ),
    }
    return special.get(property_, lambda: texts(LONGEST.get(property_, 255)))()
