"""An unlimited supply of values that Trello takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from hypothesis import strategies as st

from syncproof.fakes.kit.texts import emails, moments, texts, websites
from syncproof.fakes.trello.rules import DATATYPES, LONGEST
from syncproof.ledger import Value

_NOT_ON_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"


def _line(longest: int) -> st.SearchStrategy[str]:
    return texts(longest).map(lambda text: _NOT_ON_A_LINE.sub(" ", text))


def _name(longest: int) -> st.SearchStrategy[str]:
    return _line(longest).map(str.strip)


_SUPPLY: Mapping[str, Callable[[], st.SearchStrategy[Value]]] = MappingProxyType(
    {
        "fullName": lambda: _name(LONGEST),
        "email": lambda: emails().map(str.strip),
        "username": lambda: st.text(f"{_PLAIN}_", min_size=8, max_size=40),
        "initials": lambda: _name(4),
        "bio": lambda: texts(LONGEST),
        "displayName": lambda: _name(100),
        "name of Organizations": lambda: st.text(f"{_PLAIN}_", min_size=8, max_size=100),
        "desc": lambda: texts(LONGEST),
        "website": lambda: websites(LONGEST),
        "text": lambda: texts(LONGEST),
        "name": lambda: _line(LONGEST),
        "due": moments,
        "start": moments,
        "dueComplete": st.booleans,
        "closed": st.booleans,
        "pos": lambda: st.integers(1, 10**6) | st.floats(0.5, 10**6),
    }
)


def values(datatype: str, property_: str) -> st.SearchStrategy[Value]:
    """Return values that a property takes, never empty ones; the property may trim or re-case them.

    Raises KeyError for what names other records (`idList`, `idMembers`): only a place knows those.
    """
    declared = DATATYPES[datatype].properties[property_]
    name = f"{property_} of {datatype}"
    supply = _SUPPLY[name if name in _SUPPLY else property_]()
    return supply.filter(lambda value: value != "" and declared.refusal(value) is None)
