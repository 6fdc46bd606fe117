"""The pairs of a scenario, as the laws infer them from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws import Explained, Pairing, Scope, Timeline, explained

if TYPE_CHECKING:
    from syncproof.ledger import Ledger
    from syncproof.steps.places import Places


class Pairs:
    """The pairing of the records so far; each line of the ledger is read once, when the pairing is next asked for."""

    def __init__(self, ledger: Ledger, places: Places) -> None:
        self._ledger = ledger
        self._places = places
        self.forget()

    def forget(self) -> None:
        """Forget what was inferred, to be inferred anew."""
        self._lines = 0
        self._timeline = Timeline()
        self._explained = explained(self._timeline, ())

    def scopes(self) -> tuple[Scope, ...]:
        """Return what the laws judge."""
        return self._places.scopes()

    def given_scopes(self) -> tuple[Scope, ...]:
        """Return what the laws would judge, had the SUT declined no section."""
        return self._places.given_scopes()

    def explained(self) -> Explained:
        """Return the ledger's explanation: the pairing, and what no pairing explains."""
        if self._lines != len(self._ledger):
            self._timeline.read(self._ledger[self._lines :])
            self._lines, self._explained = len(self._ledger), explained(self._timeline, self.scopes())
        return self._explained

    def pairing(self) -> Pairing:
        """Return which target record is the counterpart of which source record, by section."""
        return self.explained().pairing
