"""Infers the pairing: which target record is the counterpart of which source record.

The problem. The laws speak of pairs, and the SUT's own links are never asked for: a SUT need not show any, and wrong
links must not hide a breach. There is only the ledger: who created which record, and what each record held when.

The idea. A pairing explains a ledger; look for the pairing that leaves the fewest breaches. A record that the SUT
created can be the counterpart of a source record that had held, by then, the values that the SUT gave (`fits`). That
is the assignment problem (`matching`): a row a source record, a column a created record, and in each cell the cost of
the two as a pair, which is the number of breaches that they would be judged for. Finding a partner outweighs any
breach. Where a section has merge criteria, records that users made on both sides are pairs as well (`matches`). Two
kinds of pairs follow: a source record without a counterpart shares the record that the target itself takes for the
same (one email is one member), and a created record that matches no source is paired with the closest unpaired source,
so that one wrong value is reported, and not a missing and a surplus record.

Why it is right. A sync is judged by the pairing that speaks most for the sync. If some assignment breaks nothing, then
the cheapest one breaks nothing: a correct sync is not blamed. If the cheapest one breaks a law, then so do all others:
a defect is not explained away.

Its cost. A created record is looked up by its rarest value, so n distinct records need n comparisons. Only lookalikes
meet in a component; the order of creation is tried first, and n lookalikes for which that fails take n³ steps.

An example. Two customers c1 and c2 are called "Ada"; the SUT creates o1 and o2, both "Ada". Either pairing will do.
Then c1 is renamed "Eve", and the SUT renames o2. With c1-o1 and c2-o2 an edit would be lost and a value made up; with
c1-o2 and c2-o1 nothing is broken, so these are the pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.candidates import Component, SourceRecord, components
from syncproof.laws.fits import GARBLED, by_target, images, misfits
from syncproof.laws.life import Life
from syncproof.laws.matches import Doubt, SectionMatches, decided, taken_for_pairs
from syncproof.laws.matching import cheapest
from syncproof.laws.pairing import Pair, Pairing, Surplus
from syncproof.laws.refusals import creation_reported, refused_creation
from syncproof.laws.shared_records import SharedRecords, shared_ends
from syncproof.laws.timeline import Timeline
from syncproof.laws.weight import weight
from syncproof.ledger import By, Event, Value

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from syncproof.checklist import Policy
    from syncproof.laws.scope import EndInPlace, Scope

_EXPLAINED = -1_000_000
"""An existing source record and a created counterpart each weigh more than any breach between the two."""


class Explained(NamedTuple):
    """A history, read once, and the pairing that explains the history under a policy."""

    timeline: Timeline
    scopes: Sequence[Scope]
    pairing: Pairing
    policy: Policy


def explain(history: Sequence[Event], scopes: Sequence[Scope], policy: Policy = "latest-wins") -> Explained:
    """Read a history and infer the pairing."""
    return explained(Timeline.of(history), scopes, policy)


def explained(timeline: Timeline, scopes: Sequence[Scope], policy: Policy = "latest-wins") -> Explained:
    """Infer the pairing of a history that was read; it holds until the timeline reads on."""
    return Explained(timeline, scopes, infer(timeline, scopes, policy), policy)


def pairs(history: Sequence[Event], scopes: Sequence[Scope]) -> Pairing:
    """Return the pairing that explains a history with the fewest breaches."""
    return explain(history, scopes).pairing


def infer(timeline: Timeline, scopes: Sequence[Scope], policy: Policy) -> Pairing:
    """Return the pairing; sections with one target and place compete for the records in that place."""
    targets: dict[tuple[str, str, str], list[Scope]] = {}
    for scope in scopes:
        targets.setdefault((*scope.target, scope.place), []).append(scope)
    shared = shared_ends(scopes)
    found = [_Target(timeline, together, policy, shared).pairing() for together in targets.values()]
    return Pairing(
        tuple(pair for part in found for pair in part.pairs),
        tuple(record for part in found for record in part.alone),
        tuple(record for part in found for record in part.surplus),
        tuple(doubt for part in found for doubt in part.doubts),
    )


class _Target:
    """The sections that create records of one datatype in one place."""

    def __init__(
        self, timeline: Timeline, scopes: Sequence[Scope], policy: Policy, shared: Container[EndInPlace]
    ) -> None:
        self.timeline = timeline
        self.scopes = scopes
        self.policy = policy
        self.shared = shared
        """The datatypes, each in its place, of several sections: a record of theirs can have several partners."""
        self.place = scopes[0].place
        self.sources = [
            SourceRecord(scope, life)
            for scope in scopes
            for life in timeline.of_type(*scope.source)
            if scope.has_source(life)
        ]
        in_place = [life for life in timeline.of_type(*scopes[0].target) if self.place in life.places]
        self.created = [life for life in in_place if life.by is By.SUT and next(iter(life.places)) == self.place]
        self.brought = [life for life in in_place if life.stay(self.place).by is By.SUT]
        self.adoptable = [life for life in in_place if life.by is not By.HARNESS]
        self.shared_records = SharedRecords(timeline, scopes[0], self.adoptable)
        self.matched: dict[SourceRecord, Life] = {}
        self.merged: dict[SourceRecord, int] = {}
        """Since when a source and the record that users made on the other side are a pair."""
        self.doubts: list[Doubt] = []

    def pairing(self) -> Pairing:
        """Pair created records, then records that the target itself shares, then records with a wrong value."""
        candidates = self._candidates()
        for component in components(self.sources, candidates):
            self._match(component)
        self._merge()
        self._share()
        self._adopt_garbled()
        taken = set(self.matched.values())
        return Pairing(
            tuple(self._pair(source, life) for source, life in self.matched.items()),
            tuple((source.scope, source.life) for source in self.sources if source not in self.matched),
            tuple(self._surplus(life, candidates.get(life, {})) for life in self.brought if life not in taken),
            tuple(self.doubts),
        )

    def _candidates(self) -> dict[Life, dict[SourceRecord, int]]:
        """Return, for each record that the SUT created, the sources that explain its values, with their misfits."""
        found: dict[Life, dict[SourceRecord, int]] = {life: {} for life in self.created}
        for scope in self.scopes:
            sources = [source for source in self.sources if source.scope is scope]
            targets = by_target(scope)
            images_of_targets: list[dict[Value, list[SourceRecord]]] = [{} for _ in targets]
            for source in sources:
                for rows, by_image in zip(targets.values(), images_of_targets, strict=True):
                    for image in set().union(*(images(scope, row, source.life) for row in rows)):
                        by_image.setdefault(image, []).append(source)
            for life in self.created:
                # The rarest value is looked up, so that distinct records cost no comparison with each other.
                given = [life.value(name, life.born) for name in targets]
                likely = [
                    by_image.get(value, []) for value, by_image in zip(given, images_of_targets, strict=True) if value
                ]
                like = min(likely, key=len) if likely else sources
                for source in like:
                    count = misfits(scope, source.life, life, targets) if self._could_create(source, life) else GARBLED
                    if count < GARBLED:
                        found[life][source] = count
        return found

    def _could_create(self, source: SourceRecord, life: Life) -> bool:
        """Whether the SUT could still know of a source when it created a record: at rest it knows what is gone."""
        until = source.life.stay(source.scope.source_place).until
        return source.life.born < life.born and (until is None or not self.timeline.rested_between(until, life.born))

    def _match(self, component: Component) -> None:
        """Match in the order of creation if that breaks nothing, else by the cheapest assignment."""
        if len(component.sources) == len(component.created) == 1:
            self.matched[component.sources[0]] = component.created[0]
            return
        matched = self._in_order(component)
        if matched is None:
            costs = [
                [self._cost(component, source, life) for life in component.created] for source in component.sources
            ]
            matched = {
                component.sources[row]: component.created[column]
                for row, column in cheapest(costs)
                if costs[row][column] < 0
            }
        self.matched |= matched

    def _in_order(self, component: Component) -> dict[SourceRecord, Life] | None:
        matched: dict[SourceRecord, Life] = {}
        waiting = list(component.sources)
        for life in component.created:
            fitting = (source for source in waiting if component.misfits.get((source, life)) == 0)
            chosen = next((source for source in fitting if not self._breaches(source, life)), None)
            if chosen is None:
                return None
            matched[chosen] = life
            waiting.remove(chosen)
        return None if any(map(self._needs_partner, waiting)) else matched

    def _needs_partner(self, source: SourceRecord) -> bool:
        """Whether no pair is a breach; a source may be alone whose value the target refuses, if that is reported."""
        is_owed = source.is_owed and not self.timeline.missed(source.life, source.scope.source_place)
        if not (source.is_written or is_owed):
            return False
        refusal = refused_creation(self.timeline, source.scope, source.life)
        return refusal is None or not creation_reported(self.timeline, source.scope, source.life, refusal[0])

    def _cost(self, component: Component, source: SourceRecord, life: Life) -> int:
        if (source, life) not in component.misfits:
            return 0
        others = [each for each in self.shared_records.open_to(source) if each is not life]
        # A source that can share another record needs no record of its own; of an older one, it probably has a share.
        explained = _EXPLAINED * (2 if self._needs_partner(source) and not others else 1)
        doubt = any(each.born < life.born for each in others)
        return explained + component.misfits[source, life] + self._breaches(source, life) + doubt

    def _breaches(self, source: SourceRecord, life: Life, beside: Iterable[SourceRecord] = ()) -> int:
        """Return the weight of the breaches that the two would be judged for as a pair, 0 for none.

        `beside`: the sources that share the record already.
        """
        pair, others = self._pair(source, life), [self._pair(other, life) for other in beside]
        return weight(pair, others, self.timeline, self.policy, self.shared)

    def _merge(self) -> None:
        """Pair the records that users made on both sides: those that match, and those that the SUT took for a pair."""
        for scope in [scope for scope in self.scopes if scope.criteria]:
            sources = {source.life: source for source in self.sources if source.scope is scope}
            made = [life for life in self.adoptable if life.by is By.USER]
            matches = SectionMatches(self.timeline, scope, sources, made)
            if not matches.all:
                continue
            taken = {life: self.matched[each].born for life, each in sources.items() if each in self.matched}
            pairs, doubts = decided(self.timeline, matches, taken)
            is_shared = scope.ends[0] in self.shared
            found = [*pairs.values(), *taken_for_pairs(matches, pairs, taken, is_shared=is_shared)]
            self.matched |= {sources[match.source]: match.target for match in found}
            self.merged |= {sources[match.source]: match.since for match in found}
            self.doubts += [doubt for doubt in doubts if sources[doubt.source] not in self.merged]

    def _share(self) -> None:
        """Pair a source with the record that the target itself takes for the same (one email is one member)."""
        sharing: dict[Life, list[SourceRecord]] = {}
        for source, life in self.matched.items():
            sharing.setdefault(life, []).append(source)
        # What a source gave that may be without a counterpart can look made up, or lost, until all others have theirs.
        needing = {source: self._needs_partner(source) for source in self.sources if source not in self.matched}
        for source, needs in sorted(needing.items(), key=lambda each: not each[1]):
            legal = self.shared_records.open_to(source)
            is_clear = len(legal) == 1 and needs
            weights = {life: 0 if is_clear else self._breaches(source, life, sharing.get(life, ())) for life in legal}
            # A source that may be without a counterpart shares one only where that breaks nothing.
            if weights and (needs or not min(weights.values())):
                chosen = self.matched[source] = min(legal, key=lambda life: (weights[life], life.born))
                sharing.setdefault(chosen, []).append(source)

    def _adopt_garbled(self) -> None:
        """Pair a created record that matches no source with the closest unpaired source."""
        taken = set(self.matched.values())
        waiting = [source for source in self.sources if source.exists and source not in self.matched]
        for life in self.created:
            if life in taken:
                continue
            chosen = min(
                (source for source in waiting[:100] if source.life.born < life.born),
                key=lambda source: misfits(source.scope, source.life, life),
                default=None,
            )
            if chosen is not None:
                self.matched[chosen] = life
                waiting.remove(chosen)

    def _pair(self, source: SourceRecord, life: Life) -> Pair:
        since = max(source.life.born, life.stay(self.place).since, self.merged.get(source, 0))
        return Pair(source.scope, source.life, life, since)

    def _surplus(self, life: Life, like: dict[SourceRecord, int]) -> Surplus:
        twin = next((source for source, count in like.items() if count == 0 and source in self.matched), None)
        return Surplus(twin.scope if twin else self.scopes[0], life, twin.life if twin else None)
