"""The evidence of a scenario: what was asserted and seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from syncproof.errors import PromiseBroken


class Evidence:
    """The claims that held, a line each; a scenario without evidence has asserted nothing."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def keep(self, line: str) -> None:
        """Keep a line of evidence."""
        self._lines.append(line)

    def replace(self, line: str) -> None:
        """Keep one line for all that was kept so far, where many trials show one thing."""
        self._lines = [line]

    def expect(
        self,
        holds: object,
        claim: str,
        *,
        otherwise: str,
        expected: object = "",
        saw: object = "",
        lines: Callable[[], Iterable[int]] = tuple,
    ) -> None:
        """Keep a claim as evidence where it holds, with what was seen; else raise PromiseBroken, saying `otherwise`.

        `lines` returns the ledger lines that show the matter; it is called only for a claim that does not hold, since
        to look for the lines takes longer than most claims.
        """
        if not holds:
            raise PromiseBroken(otherwise, expected=str(expected), saw=str(saw), lines=tuple(lines()))
        self.keep(f"{claim}: {saw}" if saw != "" else claim)
