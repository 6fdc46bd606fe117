"""Nouns of a datatype in sentences: documents name datatypes as they like, `Contact` as well as `Members`."""

from __future__ import annotations

import re

_VOWEL = re.compile(r"[aeio]|hour|honou?r|u(?!ni|s\b|sa|se|ti|ra)", re.IGNORECASE)
"""A word that is spoken with a vowel first, such as `employee` and `hour`, and not `unit` or `user`."""
_PLURAL = re.compile(r"\w*[a-z0-9](?<![sui])s(?=\W*$|\W+\()", re.IGNORECASE)
"""A plural as the last word of a name, but for what stands in brackets: `Customers (human data)`, and not `Address`."""


def with_article(noun: str) -> str:
    """Return a noun behind the indefinite article that its first sound has."""
    return f"{'an' if _VOWEL.match(noun) else 'a'} {noun}"


def one_record(datatype: str) -> str:
    """Return a datatype as the noun of one record: `Contact`, and `Members record`."""
    return f"{datatype} record" if _is_plural(datatype) else datatype


def records(datatype: str) -> str:
    """Return a datatype as the noun of several records: `Members`, and `Contact records`."""
    return datatype if _is_plural(datatype) else f"{datatype} records"


def within(datatype: str) -> str:
    """Return a datatype as a word within a sentence; a name of capitals and small letters mixed stays a name."""
    return datatype.lower() if datatype.istitle() else datatype


def _is_plural(datatype: str) -> bool:
    return bool(_PLURAL.search(datatype))
