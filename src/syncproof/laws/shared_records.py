"""Shared records: what a target takes for one record, whoever asks for it, as one e-mail is one member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.fits import images

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Row
    from syncproof.laws.candidates import SourceRecord
    from syncproof.laws.life import Life
    from syncproof.laws.scope import EndInPlace, Scope
    from syncproof.laws.timeline import Timeline
    from syncproof.ledger import Value


def shared_ends(scopes: Sequence[Scope]) -> set[EndInPlace]:
    """Return the ends of which several sections may have the same records: those of any place, or of one place."""
    ends = [end for scope in scopes for end in scope.ends]
    return {
        one
        for number, one in enumerate(ends)
        for other in (*ends[:number], *ends[number + 1 :])
        if one[:2] == other[:2] and (one[2] == other[2] or "" in {one[2], other[2]})
    }


class SharedRecords:
    """The records of a place that several sources may share; there are none where the target has no identity."""

    def __init__(self, timeline: Timeline, scope: Scope, records: Sequence[Life]) -> None:
        self.timeline = timeline
        self.place = scope.place
        self.identity = scope.target_type.identity
        self.records = records if self.identity else ()
        self._by_value: dict[Value, list[Life]] = {}
        for life in self.records:
            for value in dict.fromkeys(change.value for change in life.held.get(self.identity, ()) if change.value):
                self._by_value.setdefault(value, []).append(life)

    def open_to(self, source: SourceRecord) -> list[Life]:
        """Return the records that may be a source's counterpart."""
        found: dict[Life, None] = {}
        for row in self._rows(source):
            for image in sorted(images(source.scope, row, source.life), key=str):
                found |= dict.fromkeys(self._by_value.get(image, ()))
        return [life for life in found if self._met(source, life)]

    def _rows(self, source: SourceRecord) -> list[Row]:
        return [row for row in source.scope.rows if row.target == self.identity][:1]

    def _met(self, source: SourceRecord, life: Life) -> bool:
        """Whether the record still held a value, in its place, for all that the SUT saw when the source came to it."""
        stored = source.scope.target_type.properties[self.identity].stored
        until = life.stay(self.place).until
        changes = life.held.get(self.identity, [])
        following = [change.line for change in changes[1:]]
        for row in self._rows(source):
            for change, end in zip(changes, [*following, None], strict=True):
                last = min((line for line in (end, until) if line is not None), default=None)
                unseen = None if last is None else self.timeline.unseen_until(last)
                for had in source.life.held.get(row.source, ()):
                    if stored(had.value) == change.value and (unseen is None or had.line < unseen):
                        return True
        return False
