"""Nouns of a datatype in sentences: documents name datatypes as they like, `Contact` as well as `Members`."""

from __future__ import annotations

import re

ARTICLES = ("a", "an", "one of the")
"""What can stand before a datatype's name where a sentence speaks of one record."""
_VOWEL = re.compile(
    r"[ai]|o(?!ne\b|nce\b)|e(?!u[a-z])|hour|honest|honou?r|heir|8|1[18]\b|u(?!ni(?!n|d|m|ss)|s\b|sa|se|ti|ra)",
    re.IGNORECASE,
)
"""A word that is spoken with a vowel first, such as `employee` and `hour`, and not `unit`, `user` or `European`."""
_CAPITALS = re.compile(r"([A-Z]{2,})(?:s\b|(?![a-z]))")
"""Capitals as the first word of a name, or as the first part of a word."""
_ABBREVIATION = 4
"""Letters of the longest word in capitals alone that is taken for an abbreviation."""
_SPELT_WITH_VOWEL = "FHLMNRSX"
"""Letters that are no vowels and are spoken with a vowel first: an SMS, an HR file."""
_WORD = re.compile(r"[^\W\d_]+")
_PLURAL = re.compile(
    r".*(?:[a-z](?<![sui])s|[A-Z]s"
    r"|[Pp]eople|[Cc]hildren|\b(?:wo)?men|(?:[ks]|wo)men|[Cc]riteria|[Tt]axis|[Mm]enus|[Ss]kus|[Aa]pis|[Kk]pis)",
)
"""A word that is a plural, and not `Address` or `Status`."""
_NO_PLURAL = re.compile(r".*(?:alias|atlas|bias|canvas|gas|lens|news|series)", re.IGNORECASE)
"""A word that looks like a plural, and is none."""
_MASS = re.compile(
    r".*(?:data|equipment|feedback|goods|hardware|information|media|news|personnel|software|staff|series)",
    re.IGNORECASE,
)
"""A word that speaks of many, and that nobody counts: neither one data nor two."""


def with_article(noun: str) -> str:
    """Return a noun behind the indefinite article that its first sound has."""
    if found := _CAPITALS.match(noun):
        letters = found[1]
        if letters[0] == "U":
            return f"a {noun}"
        if set("AEIOUY").isdisjoint(letters):
            return f"{'an' if letters[0] in _SPELT_WITH_VOWEL else 'a'} {noun}"
    return f"{'an' if _VOWEL.match(noun) else 'a'} {noun}"


def one_of(datatype: str) -> str:
    """Return a datatype's name with what stands before the name for one record: `a Contact`, `one of the Members`."""
    is_singular = not (_is_plural(datatype) or _is(_MASS, datatype))
    return with_article(datatype) if is_singular else f"one of the {datatype}"


def one_record(datatype: str) -> str:
    """Return a datatype as the noun of one record: `Contact`, and `Members record`."""
    return f"{datatype} record" if _is_plural(datatype) or _is(_MASS, datatype) else datatype


def records(datatype: str) -> str:
    """Return a datatype as the noun of several records: `Members`, and `Contact records`."""
    return datatype if _is_plural(datatype) else f"{datatype} records"


def within(datatype: str) -> str:
    """Return a datatype as a word within a sentence; a name of capitals and small letters mixed stays a name."""
    return datatype.lower() if datatype.istitle() else datatype


def _is_plural(datatype: str) -> bool:
    return _is(_PLURAL, datatype) and not _is(_NO_PLURAL, datatype)


def _is(words: re.Pattern[str], datatype: str) -> bool:
    """Whether the last word of a name is one of some words, but for what stands in brackets behind the name."""
    found = _WORD.findall(datatype.partition("(")[0]) or _WORD.findall(datatype)
    last = found[-1] if found else ""
    return bool(words.fullmatch(last.lower() if last.isupper() and len(last) > _ABBREVIATION else last))
