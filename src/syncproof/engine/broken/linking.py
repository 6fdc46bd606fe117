"""Defects in how records become pairs, where that is not one counterpart for every record.

The sections are those of a sample document: neither of the two documents that ship has such sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from syncproof.engine import Sync
from syncproof.engine.broken.defect import Defect
from syncproof.engine.links import Base, Link
from syncproof.engine.match_keys import Keys
from syncproof.engine.plan import SOURCE, TARGET
from syncproof.engine.ports.port import Record
from syncproof.engine.section import SectionJob
from syncproof.engine.side import Side
from syncproof.engine.work import Work

DOCUMENT = "larkbook-tidepost"
LEADS_BACK = "larkbook-larkbook"


class Otherwise(Sync):
    """A sync that understands its sections otherwise than they are."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - whatever a sync is made of
        super().__init__(*args)
        self.sections = tuple(map(self.understood, self.sections))

    def understood(self, section: SectionJob) -> SectionJob:
        """Return a section as the sync takes it."""
        return section


class CreatesUnlinked(Otherwise):
    """Creates a counterpart for every record, linked or not."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, creates=True)


class NeverMerges(Otherwise):
    """Creates a counterpart beside the record that matches."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, criteria=())


class FirstCriterionOnly(Otherwise):
    """Looks at the first row of the merge criteria alone."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, criteria=section.criteria[:1])


class MergesNamesakes(Otherwise):
    """Takes records of one name for the same, although the name is no merge criterion."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, criteria=(*section.criteria, *section.rows[:1])) if section.criteria else section


class MergesNothings(Sync):
    """Takes two empty values for a match."""

    def keys_of(self, work: Work, side: Side, records: Iterable[Record]) -> Keys:
        return {
            record.id: {row.key: str(record.values.get(row.on(side.name)) or "") for row in work.section.criteria}
            for record in records
        }


class PicksAny(Sync):
    """Takes the first of several records that match, and says nothing."""

    def match_one(self, work: Work, source: str, matched: set[str]) -> None:
        keys = self.links.keys
        found = keys.matching(work.section.id, SOURCE, [source])
        if len(found) < 2:  # noqa: PLR2004 - several
            super().match_one(work, source, matched)
            return
        matched.add(source)
        self.reconcile(work, self.links.pair_found(work.section.id, source, found[0]))


class LinksAny(PicksAny):
    """Links the first of several records that match, where it creates none, and says nothing."""


class SourceWinsMerge(Sync):
    """Overwrites the target with the source when two records become a pair, whichever is the later."""

    def match_one(self, work: Work, source: str, matched: set[str]) -> None:
        pair_found = self.links.pair_found

        def with_base(section: str, source: str, target: str) -> Link:
            link = pair_found(section, source, target)
            held = work.target.current(target).values
            base: Base = {row.key: (None, held.get(row.target)) for row in work.section.rows}
            return self.links.rebase(link, base, retry=True)

        self.links.pair_found = with_base  # type: ignore[method-assign]  # for this match alone
        try:
            super().match_one(work, source, matched)
        finally:
            self.links.pair_found = pair_found  # type: ignore[method-assign]  # as it was


class MatchesOnce(Sync):
    """Looks for a match when a record is new, and never again when another one comes to match later."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - whatever a sync is made of
        super().__init__(*args)
        self.seen: set[str] = set()

    def match_one(self, work: Work, source: str, matched: set[str]) -> None:
        if source not in self.seen:
            super().match_one(work, source, matched)
        self.seen.add(source)


class WaitsForMatch(Sync):
    """Creates nothing as long as the target has records without a partner: one of them may match some day."""

    def to_create(self, work: Work, new: list[str]) -> list[Record]:
        found = super().to_create(work, new)
        listed = work.target.changes.records if work.section.criteria else ()
        return [] if self.links.keys.unlinked(work.section.id, TARGET, listed) else found


class IgnoresCondition(Otherwise):
    """Creates a counterpart for every record, whether the condition is met or not."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, predicate=None)


class DecidesOnce(Sync):
    """Asks whether the condition is met when a record is new, and never again."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - whatever a sync is made of
        super().__init__(*args)
        self.unmet: set[str] = set()

    def meets(self, work: Work, record: Record) -> bool:
        if not super().meets(work, record):
            self.unmet.add(record.id)
        return record.id not in self.unmet


class DecidesForAll(Sync):
    """Asks of the first record of a pass whether the condition is met, and takes the answer for all."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - whatever a sync is made of
        super().__init__(*args)
        self.decided: tuple[Work, bool] | None = None

    def meets(self, work: Work, record: Record) -> bool:
        if self.decided is None or self.decided[0] is not work:
            self.decided = work, super().meets(work, record)
        return self.decided[1]


class UnlinksUnmet(Sync):
    """Stops a pair's sync when the condition is no longer met."""

    def reconcile(self, work: Work, link: Link) -> None:
        if self.meets(work, work.source.current(link.source)):
            super().reconcile(work, link)


class NeedsNoConnection(Sync):
    """Creates a counterpart of a record that is connected to nothing."""

    def is_connected(self, work: Work, record: Record) -> bool:
        return bool(work.section.connections) or super().is_connected(work, record)


class CountsTheUnlinked(Sync):
    """Creates a counterpart of a record that is connected to one which is in no pair itself."""

    def is_connected(self, work: Work, record: Record) -> bool:
        return any(record.values.get(each.property) is not None for each in work.section.connections)


class IgnoresConnections(Otherwise):
    """Creates nothing for what a record is connected to."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, connections=())


class ConnectsOnce(Sync):
    """Asks what a record is connected to when the record is new, and never again."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - whatever a sync is made of
        super().__init__(*args)
        self.seen: set[str] = set()

    def is_connected(self, work: Work, record: Record) -> bool:
        is_new = record.id not in self.seen
        self.seen.add(record.id)
        return is_new and super().is_connected(work, record)


class GoesInCircles(Otherwise):
    """Takes what one section makes for something new in the section that leads back, and so makes records for ever."""

    def understood(self, section: SectionJob) -> SectionJob:
        return replace(section, back=())


def _defect(name: str, sync: type[Sync], rule: str, section: str, *also: str) -> Defect:
    return Defect(name, sync, rule, section, DOCUMENT, also, law="counterpart")


_READER, _TITLE, _LOAN, _FINE = "reader-to-patrons", "title-to-items", "loan-to-parcels", "fine-to-charges"
_NO_MATCH = ("merge-criteria.no-match", "merge-criteria.empty-is-no-match")
DEFECTS = (
    _defect(
        "creates-unlinked",
        CreatesUnlinked,
        "link-first.not-created",
        _READER,
        "link-first.linked",
        "in-sync.life-cycle",
        *_NO_MATCH,
    ),
    _defect("matches-once", MatchesOnce, "link-first.linked", _READER),
    _defect(
        "never-merges",
        NeverMerges,
        "match-or-create.adopted",
        _TITLE,
        "match-or-create.ambiguous",
        "merge-criteria.each-row",
        "merge-criteria.both-sides-before",
        "in-sync.nothing-else",
    ),
    _defect(
        "waits-for-match",
        WaitsForMatch,
        "match-or-create.created",
        _TITLE,
        "every.one-way",
        "in-sync.nothing-else",
        *_NO_MATCH,
    ),
    _defect("picks-any", PicksAny, "match-or-create.ambiguous", _TITLE),
    _defect("links-any", LinksAny, "merge-criteria.ambiguous", _READER),
    _defect("first-criterion-only", FirstCriterionOnly, "merge-criteria.each-row", _READER),
    _defect("merges-namesakes", MergesNamesakes, "merge-criteria.no-match", _READER),
    _defect("merges-nothings", MergesNothings, "merge-criteria.empty-is-no-match", _READER),
    _defect(
        "source-wins-merge",
        SourceWinsMerge,
        "merge-criteria.both-sides-before",
        _READER,
        "link-first.linked",
        "merge-criteria.each-row",
    ),
    _defect("decides-for-all", DecidesForAll, "condition.met", _LOAN),
    _defect("decides-once", DecidesOnce, "condition.becomes-met", _LOAN),
    _defect(
        "ignores-condition",
        IgnoresCondition,
        "condition.unmet",
        _LOAN,
        "condition.met",
        "condition.becomes-met",
    ),
    _defect(
        "unlinks-unmet",
        UnlinksUnmet,
        "condition.no-longer-met",
        _LOAN,
        "in-sync.nothing-else",
        "in-sync.untouched-is-not-reverted",
    ),
    _defect(
        "needs-no-connection",
        NeedsNoConnection,
        "create-if-connected.unconnected",
        _FINE,
        "create-if-connected.later-connected",
        "link-first.not-created",
        "link-first.linked",
        "in-sync.life-cycle",
        *_NO_MATCH,
    ),
    _defect("counts-the-unlinked", CountsTheUnlinked, "create-if-connected.unconnected", _FINE),
    _defect(
        "ignores-connections",
        IgnoresConnections,
        "create-if-connected.connected",
        _FINE,
        "create-if-connected.later-connected",
    ),
    _defect("connects-once", ConnectsOnce, "create-if-connected.later-connected", _FINE),
    Defect("goes-in-circles", GoesInCircles, "every.exactly-once", "reader-to-patron", LEADS_BACK, law="rest"),
)
