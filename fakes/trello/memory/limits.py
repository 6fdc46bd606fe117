"""The rate limits, and the headers by which every answer tells of them. No HTTP here.

Requests are counted by key and token in windows of ten seconds that begin with the clock's (docs; where they
begin: ours), and once more by token, in windows of fifteen minutes, where a profile or a search is asked for (docs).
What is refused uses nothing up (ours), but a key that is refused too often is shut out for the rest of its window.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from syncproof.fakes.kit.store import Journal, Undo

WINDOW = 10_000
"""Milliseconds (docs)."""
LONG_WINDOW = 900_000
"""Milliseconds, for profiles and searches (docs)."""
OF_A_KEY = 300
OF_A_TOKEN = 100
"""Requests in a window (docs). A third count, of a member, was in the headers of 2020 and in none since (observed)."""
OF_PROFILES = 100
"""Requests for profiles and searches by a token, in a long window (docs)."""
REFUSALS = 200
"""Refused requests in a window; after more of them all requests of the key are refused until it ends (docs)."""

KEY_EXCEEDED = "API_KEY_LIMIT_EXCEEDED"
TOKEN_EXCEEDED = "API_TOKEN_LIMIT_EXCEEDED"  # noqa: S105 - a word of Trello's, no secret

Headers: TypeAlias = "list[tuple[str, str]]"


def _by_remaining(what: str, most: int) -> tuple[Headers, ...]:
    """Return the headers of a limit for each number of remaining requests; computed once, every answer needs them."""
    name = f"x-rate-limit-{what}"
    return tuple(
        [(f"{name}-interval-ms", f"{WINDOW}"), (f"{name}-max", f"{most}"), (f"{name}-remaining", f"{left}")]
        for left in range(most + 1)
    )


_KEY = _by_remaining("api-key", OF_A_KEY)
_TOKEN = _by_remaining("api-token", OF_A_TOKEN)
EXPOSED = ", ".join(name for limit in (_KEY, _TOKEN) for name, _ in limit[0])
"""The headers that a browser lets a page read."""


class Caller(NamedTuple):
    """The caller that Trello counts by; '' where the request bears no key or no token."""

    key: str
    token: str


class _Counts(NamedTuple):
    """The requests of a window by key and token, and the refused requests by key."""

    window: int
    keys: dict[str, int]
    tokens: dict[str, int]
    refused: dict[str, int]

    @classmethod
    def of(cls, window: int) -> _Counts:
        """Return the counts of a new window, all zero."""
        return cls(window, {}, {}, {})

    def copy(self) -> _Counts:
        """Return a copy to keep in a snapshot."""
        return _Counts(self.window, *(dict(one) for one in self[1:]))


class Limits:
    """Counts requests. The counts are in no table, to save time on each request: `remember` puts them in a snapshot."""

    def __init__(self, journal: Journal, *, limited: bool) -> None:
        self._journal = journal
        self._limited = limited
        self._short = _Counts.of(-1)
        self._long = _Counts.of(-1)

    def remember(self) -> None:
        """Note the counts of now in the journal, which restores them."""
        self._journal.note(self._recall, self._short.copy(), self._long.copy())

    def _recall(self, short: _Counts, long: _Counts) -> Undo:
        now = self._short, self._long
        self._short, self._long = short, long
        return self._recall, now

    def count(self, now: int, caller: Caller, *, profile: bool) -> str:
        """Count a request; return '' or, if it is one too many, the word for what is exceeded."""
        if now // WINDOW != self._short.window:
            self._short = _Counts.of(now // WINDOW)
        if profile and now // LONG_WINDOW != self._long.window:
            self._long = _Counts.of(now // LONG_WINDOW)
        _, keys, tokens, refused = self._short
        key, token = caller
        if self._limited and (exceeded := self._exceeded(caller, profile=profile)):
            refused[key] = refused.get(key, 0) + 1
            return exceeded
        if key:
            keys[key] = keys.get(key, 0) + 1
        if token:
            tokens[token] = tokens.get(token, 0) + 1
        if profile:
            self._long.tokens[token] = self._long.tokens.get(token, 0) + 1
        return ""

    def _exceeded(self, caller: Caller, *, profile: bool) -> str:
        _, keys, tokens, refused = self._short
        key, token = caller
        if refused and refused.get(key, 0) > REFUSALS:
            return KEY_EXCEEDED
        if token and tokens.get(token, 0) >= OF_A_TOKEN:
            return TOKEN_EXCEEDED
        if key and keys.get(key, 0) >= OF_A_KEY:
            return KEY_EXCEEDED
        if profile and token and self._long.tokens.get(token, 0) >= OF_PROFILES:
            return TOKEN_EXCEEDED  # which word it is: ours
        return ""

    def headers(self, caller: Caller) -> Headers:
        """Return the headers for an answer to a caller, of the window that the request was counted in."""
        _, keys, tokens, _ = self._short
        key, token = caller
        return _KEY[max(OF_A_KEY - keys.get(key, 0), 0)] + _TOKEN[max(OF_A_TOKEN - tokens.get(token, 0), 0)]
