"""Matches: which records that users made on both sides agree in a merge criterion, and which of these are pairs.

The problem. Two records that users made become a pair without a trace in the ledger: the SUT may store the pair and
have nothing to write. And where two records match a third one, nobody can say which is meant.

The idea. Go through the ends of passes and the rests. A match that lasted for the whole pass was there to be seen.
Where a source and a target match each other and no third record, the two are a pair from the next rest on, or from the
pass in which the SUT wrote to one of them. All else is in doubt as long as it lasts.

Why it is right. Before a rest nothing is demanded that a SUT could not see. Where a SUT may have acted without a word,
since a match was clear for a while and then was not, the law is lenient: neither a counterpart nor a report is owed.

An example. Ada is in both systems with one e-mail: a pair. Then a user copies Ada in the source. The copy matches the
same target record, but that has its partner: no doubt. Had the copy been made before the first pass, both sources
would be in doubt, and the SUT would have to say so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from syncproof.datatypes import is_own_id
from syncproof.laws.entitlement import meets
from syncproof.ledger import By

if TYPE_CHECKING:
    from syncproof.checklist import Criterion
    from syncproof.laws.life import Life
    from syncproof.laws.scope import Scope
    from syncproof.laws.timeline import Timeline
    from syncproof.ledger import Value


class Match(NamedTuple):
    """Two records hold the same in a criterion, from a line until another; None: to the end."""

    scope: Scope
    source: Life
    target: Life
    since: int
    until: int | None

    def lasts(self, first: int, last: int) -> bool:
        """Whether the two match from one line to another, without a break."""
        return self.since < first and (self.until is None or last < self.until)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A source record that several target records match, or one target record that other sources match as well."""

    scope: Scope
    source: Life
    targets: tuple[Life, ...]
    since: int
    is_open: bool
    """Whether the SUT never saw a clear match of one of these records."""


class SectionMatches:
    """All matches of a section that a history has had."""

    def __init__(self, timeline: Timeline, scope: Scope, sources: Iterable[Life], targets: Sequence[Life]) -> None:
        self.timeline = timeline
        self.all = [
            match for criterion in scope.criteria for match in _of_criterion(scope, criterion, list(sources), targets)
        ]

    def known(self, line: int) -> list[Match]:
        """Return the matches that last at a line, and that the SUT could see in the pass of that line."""
        begins = max((each for each in self.timeline.begun if each <= line), default=-1)
        return [each for each in self.all if each.lasts(begins, line)]


def decided(
    timeline: Timeline, matches: SectionMatches, taken: Mapping[Life, int]
) -> tuple[dict[Life, Match], tuple[Doubt, ...]]:
    """Return the match of each source that the SUT took for a pair, or had to, and what nobody could decide at the end.

    A source and a target that match each other and no third one are a pair from the next rest on, or from the pass in
    which the SUT wrote to one of them. `taken`: when sources got a counterpart that the SUT created for them.
    """
    pairs: dict[Life, Match] = {}
    likely: set[tuple[Life, Life]] = set()
    doubts: list[Doubt] = []
    ends = [(each.ends, each.begins, False) for each in timeline.passes if each.complete]
    for line, begins, is_rest in sorted(
        [*ends, *((rest, timeline.pass_before(rest), True) for rest in timeline.rests)]
    ):
        paired = {match.target for match in pairs.values()}
        by_source: dict[Life, dict[Life, Match]] = {}
        by_target: dict[Life, set[Life]] = {}
        for match in matches.all:
            known = match.source in taken and _could_not_know(timeline, match, taken[match.source])
            is_free = match.source not in pairs and match.target not in paired
            if is_free and not known and match.lasts(begins, line) and meets(match.scope, match.source, line):
                by_source.setdefault(match.source, {}).setdefault(match.target, match)
                by_target.setdefault(match.target, set()).add(match.source)
        doubts = []
        for source, found in by_source.items():
            first = next(iter(found.values()))
            if len(found) == 1 and by_target[first.target] == {source}:
                likely.add((source, first.target))
                if (is_rest and not timeline.missed(source, first.scope.source_place)) or any(
                    _is_written(life, begins, line) for life in (source, first.target)
                ):
                    pairs[source] = first
            else:
                # A pair of before, which the SUT may have made without a word, is no news.
                rivals = {(other, target) for target in found for other in by_target[target]}
                is_seen = not any(timeline.missed(other, first.scope.source_place) for other, _ in rivals)
                is_open = is_seen and likely.isdisjoint(rivals)
                since = max(each.since for each in found.values())
                doubts.append(Doubt(first.scope, source, tuple(found), since, is_open=is_open))
    settled = {doubt.source for doubt in doubts} | pairs.keys()
    for match in matches.all:
        # The SUT may have seen such a match, and stored the pair, before the match ended without a trace of that; or
        # may have missed a record that a user moved elsewhere before.
        ended = match.until or 0
        is_missed = timeline.missed(match.source, match.scope.source_place)
        if match.source not in settled and (is_missed or any(match.since < begin < ended for begin in timeline.begun)):
            settled.add(match.source)
            doubts.append(Doubt(match.scope, match.source, (match.target,), match.since, is_open=False))
    return pairs, tuple(doubts)


def taken_for_pairs(
    matches: SectionMatches, pairs: Mapping[Life, Match], taken: Container[Life], *, is_shared: bool
) -> Iterator[Match]:
    """Yield, for each record that the SUT wrote to without need, the match by which it may have been one of a pair.

    `is_shared`: the sources have counterparts by another section, too, for which the SUT may have written to them.
    """
    used = {match.target for match in pairs.values()}
    done = set(pairs)
    for match in sorted(matches.all, key=lambda each: each.since):
        free = match.source not in done and match.source not in taken and match.target not in used
        written = [match.target] if is_shared else [match.source, match.target]
        if free and any(_is_written(life, match.since) for life in written):
            done.add(match.source)
            used.add(match.target)
            yield match


def _is_written(life: Life, first: int, last: float = inf) -> bool:
    """Whether the SUT wrote to a record after a line, and before another."""
    return any(change.by is By.SUT and first < change.line <= last for held in life.held.values() for change in held)


def _could_not_know(timeline: Timeline, match: Match, created: int) -> bool:
    """Whether no pass began between the match and the line at which the SUT created a counterpart."""
    return not any(match.since < begin <= created for begin in timeline.begun)


def _of_criterion(
    scope: Scope, criterion: Criterion, sources: Iterable[Life], targets: Iterable[Life]
) -> Iterator[Match]:
    held: dict[Value, list[tuple[Life, int, int | None]]] = {}
    for life in targets:
        for value, since, until in _spans(life, criterion.target, scope.place):
            held.setdefault(value, []).append((life, since, until))
    for source in sources:
        for value, since, until in _spans(source, criterion.source, scope.source_place):
            for target, from_, to in held.get(value, ()):
                first, last = max(since, from_), _earlier(until, to)
                if last is None or first < last:
                    yield Match(scope, source, target, first, last)


def _spans(life: Life, name: str, place: str) -> Iterator[tuple[Value, int, int | None]]:
    """Yield each value that a property held, with the lines from which and until which."""
    gone = life.stay(place).until
    if is_own_id(name):
        yield life.record, life.born, gone
        return
    changes = life.held.get(name, [])
    following = [*(change.line for change in changes[1:]), None]
    for change, end in zip(changes, following, strict=True):
        if change.value not in {None, ""}:
            yield change.value, change.line, _earlier(end, gone)


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((line for line in (one, other) if line is not None), default=None)
