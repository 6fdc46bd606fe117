"""Creates counterparts: exactly one for each source record, whatever dies on the way.

The problem: a create is not idempotent. A POST sent twice makes two records; and when a pass dies, or the answer is
lost, after the POST was sent, nobody knows whether a record exists.

The idea: store an *intent* before the create: the source's id, the values to be sent, and the target's high-water
mark, which is the highest id (or the log's last line) so far. While the outcome is unknown, look for the record
first, and repeat the create only if there is none. The record that a create made is newer than the high-water mark,
holds the intended value of a required property (or held it when it was created), and has no partner.

Why it is right: a lookalike that stood there before is older than the mark. Two source records with equal values may
find each other's counterparts, which makes no difference: both are equal to both. A record that was edited since it
was created is found by another required property or by the log, and its intended values are the merge base, so the
edit is an edit.

Where the system itself allows one record per value (`identity`, a member's e-mail), the create is idempotent, and the
record is adopted however old it is. Its values were not made from ours, so it has no base yet.

The cost: one transaction before each create; a list is read again only where an answer is missing. The limit: as long
as an answer is missing, candidates differ by a required property alone. A record of that name that a user creates in
the same moment may be adopted, and so may the counterpart of another source record of that name whose answer is
missing too.

Example: `POST /organizations` "Acme" is sent, and the connection breaks. The next read shows an "Acme" with an id
above the mark and without a partner: the pair is made. No such "Acme": the POST is sent again.
"""

from __future__ import annotations

from syncproof.engine.failures import DeniedError, Failed, Gone, NotSent, RefusedError, Unanswered
from syncproof.engine.http import BACKOFF
from syncproof.engine.links import Base, Link
from syncproof.engine.ports.port import Changes, Record
from syncproof.engine.reconcile import Reconciler
from syncproof.engine.side import Side
from syncproof.engine.work import Report, Work
from syncproof.ledger import Values

LOOKS = 2
"""How often a record is looked for before its create is repeated: a list may come short once."""


class Creator(Reconciler):
    """Creates a counterpart for a source record, or finds the one that an earlier create made."""

    def create(self, work: Work, record: Record) -> None:
        """Create a counterpart; the intent is stored first, so that a crash leaves a trace."""
        base = self.intended_base(work, record, work.counterpart_values(record))
        again = self.links.is_denied(work.section.id, record.id, base)
        link = self.links.intend(work.section.id, record.id, base, work.target.changes.cursor)
        if not (work.target.port.identity and self.adopt(work, link)):
            self.request_create(work, link, record, again=again)

    def retry_create(self, work: Work, link: Link) -> None:
        """Create the counterpart of an intent that was found nowhere."""
        record, identity = work.source.current(link.source), work.target.port.identity
        own = {row.key: record.values.get(row.source) for row in work.rows_of(link) if row.target == identity}
        if own and all(link.base[key][0] == value for key, value in own.items()):
            # The record may have been made, and have left: it comes back as it was made, so the intent stays.
            self.request_create(work, link, record)
        else:
            self.create(work, record)

    def intended_base(self, work: Work, record: Record, values: Values) -> Base:
        """Return the base of a pair whose counterpart stores exactly these values."""
        return {
            row.key: (record.values.get(row.source), values.get(row.target))
            for row in work.section.rows
            # Of several properties that feed one, those that hold something else are still to be made equal.
            if row.applies(record.values, values) and values.get(row.target) in {None, record.values.get(row.source)}
        }

    def request_create(self, work: Work, link: Link, record: Record, *, again: bool = False) -> None:
        """Send the create; without an answer, look for the created record before sending again.

        `again`: the same create was denied, and reported, before.
        """
        values = work.counterpart_values(record)
        waits, is_sent = iter(BACKOFF), False
        listing = ""
        while values:
            try:
                created = work.target.port.create(values)
            except Gone as gone:
                raise Failed(f"the place is not there: {gone}") from gone
            except RefusedError as refused:
                listing = work.listing if isinstance(refused, DeniedError) else ""
                values = {} if listing and again else self.without_refused(work, link, values, refused)
                # What was refused as a whole keeps its base, by which it is known again.
                link = (
                    link
                    if not values
                    else self.links.rebase(link, self.intended_base(work, record, values), retry=True)
                )
            except Unanswered as unanswered:
                if (wait := next(waits, None)) is None:
                    raise
                self.sleep(wait)
                if isinstance(unanswered, NotSent) and not is_sent:
                    continue
                is_sent = True
                work.unresolved.append(link)
                for _ in range(LOOKS):
                    self.refresh_target(work)
                    self.find_created(work)
                    if link not in work.unresolved:
                        return
                work.unresolved.remove(link)
            else:
                self.pair_created(work, link, values, created)
                return
        self.links.mark_refused(link, denied_at=listing)

    def pair_created(self, work: Work, link: Link, values: Values, created: Record | None) -> None:
        """Pair with the created record, with the values that it stored as the base."""
        self.unanswered = 0
        if created is None:
            work.unresolved.append(link)
            return
        stored = {**values, **created.values}
        base = {row.key: (link.base[row.key][0], stored.get(row.target)) for row in work.rows_of(link)}
        paired = self.links.pair(link, created.id, base)
        source = work.source.changes.records.get(link.source)
        if source and any(row.key not in base for row in work.section.rows if row.applies(source.values, stored)):
            # Of several properties that feed one, some held another value: all are to hold what was created.
            self.reconcile(work, paired)

    def without_refused(self, work: Work, link: Link, values: Values, refused: RefusedError) -> Values:
        """Report the values that a create was refused for, and return the others; {} if a required one was refused."""
        reasons = refused.reasons_for(values)
        for name in reasons or [""]:
            source = next((row.source for row in work.section.rows if row.target == name), "")
            reason = reasons.get(name, str(refused))
            self.report(Report.of(refused.kind, work.section.source, link.source, source, reason))
        if not reasons or not reasons.keys().isdisjoint(work.target.port.required):
            return {}
        return {name: value for name, value in values.items() if name not in reasons}

    def refresh_target(self, work: Work) -> None:
        """Read what has changed in the target since the last read."""
        work.target.refresh()
        self.fill_hidden_identity(work.target)

    def fill_hidden_identity(self, side: Side) -> None:
        """Add the identity from the merge base to records whose identity the system does not show."""
        name, records = side.port.identity, side.changes.records
        hidden = {id_: record for id_, record in records.items() if name and name not in record.values}
        if hidden:
            identities = self.links.base_values(name, hidden)
            filled = {
                id_: hidden[id_]._replace(values={**hidden[id_].values, name: value})
                for id_, value in identities.items()
            }
            side.changes.extend(Changes(filled, side.changes.cursor))

    def find_created(self, work: Work) -> None:
        """Find the created records of all open intents: by the first required property, and the rest by the next."""
        for name in work.target.port.required:
            links, work.unresolved = work.unresolved, []
            for link in links:
                self.attempt(work, link.source, self.adopt_or_keep_looking, link, name)

    def adopt_or_keep_looking(self, work: Work, link: Link, name: str) -> None:
        """Pair an intent with a created record, or leave the intent unresolved."""
        if not self.adopt(work, link, name):
            work.unresolved.append(link)

    def adopt(self, work: Work, link: Link, name: str = "") -> bool:
        """Whether an intent found its counterpart by a property; the two are then paired and reconciled."""
        port = work.target.port
        name = name or port.required[0]
        value = next((link.base[row.key][1] for row in work.rows_of(link) if row.target == name), None)
        for found in port.created_candidates(work.target.changes, name, value, link.high_water):
            paired = self.links.is_paired(found.id)
            if not paired or name == port.identity:
                # A record that is older than the intent, or another's partner, was not made from this source's values:
                # of these, only the equal ones are the base.
                made = found.id > link.high_water and not paired
                equal = [row.key for row in work.rows_of(link) if found.values.get(row.target) == link.base[row.key][1]]
                base = link.base if made else {key: link.base[key] for key in equal}
                self.reconcile(work, self.links.pair(link, found.id, base, retry=True))
                return True
        return False
