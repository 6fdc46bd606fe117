"""Pairs records that exist on both sides already, where the checklist says which properties have to match.

The problem: two users, one in each system, make a record of the same customer. The sync must pair the two records, and
neither create a third nor pick one of several that fit. Both can come, change and go in any order, and of each side a
pass reads only what has changed.

The idea: keep the *match keys* of all records without a partner, which are the values that they hold in the criteria.
A pass stores the keys of what has changed, and looks only at records whose keys were among these, before or after.
One join finds the candidates; each is read before it is believed.

Why it is right: a match comes to be, or ends, by a change of a record, and each change is read. What is gone without a
trace is found out when a candidate is read. Two empty values are no match, so they have no key. Where a record matches
two others, or another record matches the same, nobody can say which of them is meant: that is reported, once for the
same records, and looked at again in each pass, until one is left.

The cost: one row per criterion for each record without a partner. Nothing is decided before a second look: a
list may have come short, and a pair that was made for want of another match is there for good.

Example: the criterion is email to mail. Alpha's Ada has "ada@x.example"; a pass stores that key. A month later Beta
gets an Ada with the same mail: the pass finds both, reads both, stores the pair without a base, and reconciles: of two
values the later one stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from syncproof.datatypes import OWN_ID
from syncproof.engine.create import Creator
from syncproof.engine.failures import Failed, Gone
from syncproof.engine.match_keys import Keys
from syncproof.engine.plan import SOURCE, TARGET
from syncproof.engine.ports.port import Record
from syncproof.engine.side import Side
from syncproof.engine.work import Report, Work
from syncproof.ledger import Value

AMBIGUOUS = "ambiguous"
CONNECTED = "connected"
"""The side under which the keys of records are stored that wait for what they are connected to."""


class Matcher(Creator):
    """Pairs the records that match, before others are created."""

    def to_create(self, work: Work, new: list[str]) -> list[Record]:
        """Pair the records that match; return the source records for which a counterpart is to be created."""
        section = work.section
        new = [each for each in new if not self.is_made_here(work, each)]
        if section.connections:
            new += self.now_connected(work, new)
        if section.criteria:
            new = self.without_match(work, new)
        records = [work.source.changes.records[each] for each in new]
        asked = [each for each in records if section.creates or self.is_connected(work, each)]
        return [each for each in asked if self.meets(work, each)]

    def is_made_here(self, work: Work, source: str) -> bool:
        """Whether a source record came, by the sections that lead back, of a record of the target: its partner."""
        record: str | None = source
        for section in reversed(work.section.back):
            record = self.links.source_of(section, record) if record else None
        return bool(work.section.back and record)

    def meets(self, work: Work, record: Record) -> bool:
        """Whether a source record meets the section's condition, if there is any."""
        return work.section.predicate is None or work.section.predicate.holds(record.values)

    def is_connected(self, work: Work, record: Record) -> bool:
        """Whether a record is connected to one that is synchronized, by another section or by another document."""
        return any(
            bool(other) and (not each.section or self.links.is_source_paired(each.section, str(other)))
            for each in work.section.connections
            if (other := record.values.get(each.property)) is not None
        )

    def now_connected(self, work: Work, new: Iterable[str]) -> list[str]:
        """Store what new records are connected to; return earlier ones whose connected record has a pair by now."""
        section, keys = work.section, self.links.keys
        held = {
            record: {
                each.section: str(value)
                for each in section.connections
                if each.section and (value := work.source.changes.records[record].values.get(each.property))
            }
            for record in new
        }
        keys.store(section.id, CONNECTED, held)
        return [each for each in keys.waiting(section.id) if each not in held and self.still_connected(work, each)]

    def still_connected(self, work: Work, source: str) -> bool:
        """Whether a record that waits is there, and is still connected; what is gone waits no longer."""
        try:
            return self.is_connected(work, work.source.current(source))
        except Gone:
            self.links.keys.store(work.section.id, CONNECTED, {source: {}})
        except Failed as failed:
            # It waits on: the next pass asks again.
            self.report_failure(work, source, failed)
        return False

    def without_match(self, work: Work, new: Iterable[str]) -> list[str]:
        """Pair what matches; return the source records, new ones or not, that match nothing and are in no pair."""
        section, keys = work.section.id, self.links.keys
        sources = dict.fromkeys(new) | self.note_keys(work)
        if keys.unlinked(section, SOURCE, sources):
            self.refresh_target(work)
            sources |= self.note_keys(work)
        matched: set[str] = set()
        for source in keys.unlinked(section, SOURCE, sources):
            self.attempt(work, source, self.match_one, source, matched)
        left = [source for source in keys.unlinked(section, SOURCE, sources) if source not in matched]
        return [source for source in left if source in work.source.changes.records]

    def note_keys(self, work: Work) -> dict[str, None]:
        """Store the keys of all changed records; return the sources that match, or did match, one of the targets."""
        section, keys = work.section.id, self.links.keys
        concerned = dict.fromkeys(keys.undecided(section))
        for record in work.target.port.unchanged():
            work.target.changes.put(record)
        whole = {
            side: [record for record in side.changes.records.values() if record.whole]
            for side in (work.source, work.target)
        }
        changed = {side: self.keys_of(work, side, records) for side, records in whole.items()}
        concerned |= dict.fromkeys(keys.matching(section, TARGET, changed[work.target]))
        for side, held in changed.items():
            keys.store(section, side.name, held)
        return concerned | dict.fromkeys(keys.matching(section, TARGET, changed[work.target]))

    def keys_of(self, work: Work, side: Side, records: Iterable[Record]) -> Keys:
        """Return the values of records in the criteria; an empty value matches nothing, nor does an unmet condition."""
        return {
            record.id: {
                row.key: str(value)
                for row in work.section.criteria
                if (value := _compared(record, row.on(side.name))) not in {None, ""}
                and (side is work.target or self.meets(work, record))
            }
            for record in records
        }

    def match_one(self, work: Work, source: str, matched: set[str]) -> None:
        """Pair a source record with the one record that matches; report several."""
        section, keys = work.section.id, self.links.keys
        matched.add(source)
        try:
            self.look_at_all(work, source)
        except Failed:
            keys.mark_undecided(section, source, [])
            raise
        targets = keys.matching(section, SOURCE, [source])
        if not targets:
            keys.decide(section, source)
            matched.remove(source)
            return
        rivals = [other for other in keys.matching(section, TARGET, targets) if other != source]
        if len(targets) == 1 and not rivals:
            keys.decide(section, source)
            self.reconcile(work, self.links.pair_found(section, source, targets[0]))
        elif keys.is_news(section, source, [*targets, *rivals]):
            # Reported before it is stored: a sync that dies in between says it twice, and not never.
            reason = f"matches more than one: nobody can say which of {', '.join([*targets, *rivals])} is meant"
            self.report(Report.of(AMBIGUOUS, work.section.source, source, "", reason))
            keys.mark_undecided(section, source, [*targets, *rivals])

    def look_at_all(self, work: Work, source: str) -> None:
        """Look at a source record, the targets that match, and the other sources that match these."""
        section, keys = work.section.id, self.links.keys
        self.look(work, work.source, [source])
        self.look(work, work.target, keys.matching(section, SOURCE, [source]))
        self.look(work, work.source, keys.matching(section, TARGET, keys.matching(section, SOURCE, [source])))

    def look(self, work: Work, side: Side, records: Iterable[str]) -> None:
        """Read records, and store the keys of what they hold now; what is gone holds nothing."""
        for record in records:
            try:
                held = self.keys_of(work, side, [side.current(record)])
            except Gone:
                held = {record: {}}
            self.links.keys.store(work.section.id, side.name, held)


def _compared(record: Record, name: str) -> Value:
    """Return what a record holds in a property that has to match: its own id is no property."""
    return record.id if name == OWN_ID else record.values.get(name)
