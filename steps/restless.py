"""A sync that never comes to rest: what it wrote in each pass, and whether that is progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from syncproof.ledger import By, Call, Created, Event, Marked, Updated, Value, WriteWatch

_SHOWN = 6
"""The passes of which the writes are counted one by one, the last ones."""
_LOOK_ALIKES = 2
"""So many records of a story may hold the same."""


@dataclass
class RestlessPass:
    """A pass: its writes, and what they made or changed: the record, the property and the value."""

    writes: list[Call] = field(default_factory=list)
    changes: set[tuple[str, str, Value]] = field(default_factory=set)
    made: list[frozenset[tuple[str, Value]]] = field(default_factory=list)
    """What each new record held."""
    lines: list[int] = field(default_factory=list)
    """The ledger lines of the changes."""

    @property
    def shown(self) -> int:
        """The line that shows best what the pass wrote: its last change, or else its last write."""
        return self.lines[-1] if self.lines else self.writes[-1].line


def passes(events: Iterable[Event]) -> list[RestlessPass]:
    """Return the passes of a ledger, or of its end."""
    found: list[RestlessPass] = []
    watch = WriteWatch()
    for event in events:
        if isinstance(event, Marked) and event.what == "pass begins":
            found.append(RestlessPass())
        if watch.is_write(event) and isinstance(event, Call):
            found[-1].writes.append(event)
        elif event.by is By.SUT and isinstance(event, Created | Updated):
            values = event.values if isinstance(event, Created) else event.after
            found[-1].changes |= {(event.ref.record, name, value) for name, value in values.items()}
            found[-1].made += [frozenset(values.items())] if isinstance(event, Created) else []
            found[-1].lines.append(event.line)
    return found


def described(writing: Sequence[RestlessPass]) -> str:
    """Return how much each of these passes wrote, and whether the sync made progress."""
    counts = ", ".join(str(len(each.writes)) for each in writing[-_SHOWN:])
    before = "…, " if len(writing) > _SHOWN else ""
    last = writing[-1].writes[-1] if writing else None
    which = (
        f"; the last one: {last.method} {last.path} to {last.system}, answered {last.status or 'never'}" if last else ""
    )
    return f"writes in each pass: {before}{counts}{which}{_progress(writing)}"


def _progress(writing: Sequence[RestlessPass]) -> str:
    changes = [change for each in writing for change in each.changes]
    if not changes:
        return "; none of them changed anything"
    if max(Counter(one for each in writing for one in each.made).values(), default=0) > _LOOK_ALIKES:
        return "; the same record was made again and again"
    if len(changes) == len(set(changes)) and all(each.changes for each in writing):
        return "; no value came twice, so this is progress: --sut-writes N declares a limit for each pass"
    return "; the same values were written again and again"
