"""Every kind of value that a derived property takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from syncproof.datatypes import Form, Property, form_of
from syncproof.fakes.derived.properties import LONGEST
from syncproof.fakes.kit.texts import emails, moments, texts, websites
from syncproof.ledger import Value


def values(declared: Property) -> st.SearchStrategy[Value]:
    """Return values of which a property keeps something."""
    return _strategy(declared).filter(
        lambda value: declared.refusal(value) is None and declared.stored(value) is not None
    )


def _strategy(declared: Property) -> st.SearchStrategy[Value]:
    if declared.kind == "boolean":
        return st.booleans()
    if declared.kind == "number":
        whole = st.integers(-(10**9), 10**9)
        return whole if declared.refusal(0.5) else st.one_of(whole, whole.map(lambda cents: cents / 100))
    supply: Mapping[Form | None, Callable[[], st.SearchStrategy[Value]]] = {
        "email": lambda: emails().map(str.strip),
        "website": lambda: websites(LONGEST),
        "moment": moments,
    }
    return supply.get(form_of(declared), lambda: texts(LONGEST))()
