"""Values as people, spreadsheets and machines really write them: hypothesis strategies without end."""

from __future__ import annotations

import string
from datetime import UTC, datetime

from hypothesis import strategies as st

from syncproof.fakes.kit.clock import DAY, START, iso

AWKWARD = (
    "Zoë Ünsal-Müller",
    "Ærøskøbing Skibsværft A/S",
    "Дарья Ильина",
    "王小明",
    "山田 太郎",
    "김민수",
    "สมชาย ใจดี",
    "அருண் குமார்",
    "محمد بن علي",
    "שלום עולם",
    "\u202eright to left\u202c",
    "e\u0301 and \u00e9 look alike",
    "ﬁne ligature, ß and İ",
    "👩‍👩‍👧‍👦 👍🏽 🇳🇴",
    "zero\u200bwidth\ufeffspace",
    'O\'Neil "Junior"',
    "back\\slash and `tick`",
    "=SUM(A1:A9)",
    "+4712345678",
    "-1",
    "@SUM(1,2)",
    "0042",
    "1e5",
    "12,50",
    "null",
    "None",
    "true",
    "NaN",
    "2026-02-30",
    "<b>bold</b> & <script>alert(1)</script>",
    "&amp; &lt;",
    "# heading",
    "**bold** [link](https://x.example) ~~gone~~",
    "| a | b |",
    "a;b,c\td",
    "%s {0} ${x} %20",
    "'; DROP TABLE contact; --",
    "first line\nsecond line",
    "windows\r\nlines",
    "  spaces around  ",
    "non\u00a0breaking",
    "Straße",
    "line\u2028separator",
)
"""Texts that systems are known to spoil."""

TELLING = (
    "2028-02-29T12:00:00.000Z",  # a leap day
    "2026-03-29T00:59:59.999Z",  # a second before Europe's summer time
    "2026-10-25T01:30:00.000Z",  # in an hour that Europe has twice
    "2026-12-31T23:30:00.000Z",  # already next year east of Greenwich
    "1999-12-31T23:59:59.000Z",
    "2038-01-19T03:14:08.000Z",  # one second more than 31 bits hold
)
"""Moments at which a system with a wrong calendar goes wrong."""

NUMBERS = (0, -1, 1, 0.1, 0.5, -0.25, 1e-7, 123456.78, 2**31 - 1, 2**31, 2**53 - 1)
"""Numbers at which a system that counts in cents, in 32 bits, or in binary fractions goes wrong."""

_RARELY = 19
# All but surrogates is what UTF-8 can encode. Asked for it by `codec`, each process would count that out for a second,
# and so would a regular expression without an alphabet.
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_PLAIN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ æøåéü-'.", min_size=1, max_size=30)


def texts(longest: int) -> st.SearchStrategy[str]:
    """Return texts of every script, of 1 to so many characters; the longest are rare, and cheap to draw."""
    free = st.text(_CHARACTERS, min_size=1, max_size=min(longest, 60))
    awkward = st.builds("{}{}".format, st.sampled_from(AWKWARD), st.text(_CHARACTERS, max_size=8))
    numbered = st.builds("{} {}".format, _PLAIN, st.integers(0, 10**9))
    long = st.builds(_stretched, st.text(_CHARACTERS, min_size=1, max_size=20), st.integers(longest // 2, longest))
    # A failure shrinks towards the first: a name rather than a control character.
    usual = st.one_of(_PLAIN, numbered, awkward, free).map(lambda text: text[:longest])
    # A failure shrinks towards the low numbers, so towards short text.
    return st.integers(0, 19).flatmap(lambda luck: long if luck == _RARELY else usual)


def _hosts(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True, alphabet=f"{string.ascii_letters}{string.digits}-.")


def emails() -> st.SearchStrategy[str]:
    """Return email addresses, some in capitals, some with white space around them."""
    spelt = st.sampled_from((str, str.upper, str.title, " {} ".format, "{}\n".format))
    host = _hosts(r"([a-zA-Z]([a-zA-Z0-9-]{0,40}[a-zA-Z0-9])?\.){1,3}(example|test|com|museum|NO)")
    return st.builds(lambda spell, email: str(spell(email)), spelt, st.emails(domains=host))


def websites(longest: int) -> st.SearchStrategy[str]:
    """Return addresses of websites, with a scheme or without, some with a path in another script."""
    host = _hosts(r"[a-z][a-z0-9-]{0,30}[a-z0-9]\.(example|test|com|no)")
    path = st.text("abcxyz0189-_~æ王?=&#%/", max_size=20)
    scheme = st.sampled_from(("https://", "http://", "HTTPS://", ""))
    return st.builds("{}{}/{}".format, scheme, host, path).map(lambda website: website[:longest])


def moments(*, first: int = 1970, last: int = 2200) -> st.SearchStrategy[str]:
    """Return moments of some years, to the millisecond: any moment, midnights, last moments of a day, leap days."""
    low, high = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000) for year in (first, last))
    days = _near(START // DAY, low // DAY, high // DAY - 1)
    telling = st.sampled_from(TELLING).filter(lambda moment: str(first) <= moment[:4] < str(last))
    at = st.one_of(_near(START, low, high - 1), days.map(DAY.__mul__), days.map(lambda day: day * DAY + DAY - 1))
    return st.one_of(at.map(iso), telling)


def dates() -> st.SearchStrategy[str]:
    """Return dates, each as its midnight."""
    return _near(START // DAY, 0, 80_000).map(lambda day: iso(day * DAY))


def _near(now: int, low: int, high: int) -> st.SearchStrategy[int]:
    """Return whole numbers between two bounds; a failure shrinks towards now, for 1970 is nobody's date."""
    return st.integers(low - now, high - now).map(now.__add__)


def _stretched(seed: str, length: int) -> str:
    return (seed * (length // len(seed) + 1))[:length]
