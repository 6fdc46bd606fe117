"""Ids and other made-up text: different every time, the same for the same seed and the same calls."""

from __future__ import annotations

from hashlib import blake2b

from syncproof.fakes.kit.store import Journal, Undo

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class Ids:
    """Makes ids from a seed and a count; the journal takes the count back."""

    def __init__(self, journal: Journal, seed: str) -> None:
        self._journal = journal
        self._seed = seed
        self._count = 0

    def number(self) -> int:
        """Return the next whole number, from 1."""
        self._journal.note(self._recount, self._count)
        self._count += 1
        return self._count

    def _recount(self, count: int) -> Undo:
        now, self._count = self._count, count
        return self._recount, (now,)

    def hexadecimal(self, length: int) -> str:
        """Return lower-case hexadecimal text, as unpredictable as an API's ids."""
        return blake2b(f"{self._seed}/{self.number()}".encode(), digest_size=32).hexdigest()[:length]

    def letters(self, length: int) -> str:
        """Return text of letters and digits."""
        digest = blake2b(f"{self._seed}/{self.number()}".encode(), digest_size=32).digest()
        return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:length])
