"""Linking: the SUT creates only where a section says so, and pairs records of users only where one match is clear.

`counterpart.py` judges what is missing or surplus; here is what should not have been made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.entitlement import unasked
from syncproof.laws.matches import SectionMatches
from syncproof.laws.refusals import reported
from syncproof.laws.scope import Finding, Scope
from syncproof.laws.words import source_named, target_named
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.laws.life import Life
    from syncproof.laws.pairing import Pair, Pairing
    from syncproof.laws.timeline import Timeline


def linking(timeline: Timeline, scopes: Sequence[Scope], pairing: Pairing) -> Iterator[Finding]:
    """Find counterparts that the SUT created against its section, pairs picked at random, and doubts not reported."""
    for scope in scopes:
        pairs = [pair for pair in pairing.pairs if pair.scope is scope]
        for pair in pairs:
            why = pair.target.by is By.SUT and unasked(timeline, scope, pair.source, pair.target.born, pairing)
            if why:
                yield _created_unasked(pair, why)
        if scope.criteria:
            yield from _judged_by_matches(timeline, scope, pairs)
    for doubt in pairing.doubts:
        names = {name for each in doubt.scope.criteria for name in (each.source, each.target)}
        alone = all(pair.source is not doubt.source or pair.scope is not doubt.scope for pair in pairing.pairs)
        if alone and doubt.is_open and not reported(timeline, (doubt.source, *doubt.targets), names, since=doubt.since):
            record, target = source_named(doubt.scope, doubt.source), doubt.scope.target_type.name
            text = f"{record} matches {_several(doubt.targets, target)}; expected a report of it, saw none"
            lines = (doubt.source.born, *(life.born for life in doubt.targets), *timeline.rests[-1:])
            yield Finding("in-order", text, lines, f"{target} that several match, unreported")


def _created_unasked(pair: Pair, why: str) -> Finding:
    scope = pair.scope
    text = f"the sync created {target_named(scope, pair.target)} for {source_named(scope, pair.source)}"
    about = f"created {scope.target_type.name} unasked"
    return Finding("counterpart", f"{text}; expected none: {why}", (pair.source.born, pair.target.born), about)


def _judged_by_matches(timeline: Timeline, scope: Scope, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Find counterparts that were created although a record matched, and pairs of which another was as likely."""
    users = [life for life in timeline.of_type(*scope.source) if scope.has_source(life)]
    targets = [life for life in timeline.of_type(*scope.target) if life.by is By.USER and scope.place in life.places]
    matches = SectionMatches(timeline, scope, users, targets)
    partner = {pair.target: pair.source for pair in pairs}
    for pair in pairs:
        name = scope.target_type.name
        if pair.target.by is By.SUT and scope.creates:
            known = [match.target for match in matches.known(pair.target.born) if match.source is pair.source]
            free = [life for life in dict.fromkeys(known) if partner.get(life, pair.source) is pair.source]
            # Where another source matches the same record, nobody can say which of the two should be created for.
            rivals = {match.source for match in matches.known(pair.target.born) if match.target in free}
            if free and rivals == {pair.source}:
                text = f"the sync created {target_named(scope, pair.target)}; expected none"
                why = f"{source_named(scope, pair.source)} matches {_several(free, name)}"
                lines = (pair.source.born, *(life.born for life in free), pair.target.born)
                yield Finding("counterpart", f"{text}: {why}", lines, f"created {name} beside a match")
        others = [each.target for each in matches.all if each.source is pair.source]
        # A target that makes one record of two by itself needs no match for that.
        if pair.target in others and not _was_clear(timeline, matches, pair, partner):
            text = f"the sync took {target_named(scope, pair.target)} for {source_named(scope, pair.source)}"
            why = f"expected a report of it: {_several(list(dict.fromkeys(others)), name)} match"
            lines = (pair.source.born, *(life.born for life in dict.fromkeys(others)))
            yield Finding("counterpart", f"{text}; {why}", lines, f"one of several {name} picked")


def _was_clear(timeline: Timeline, matches: SectionMatches, pair: Pair, partner: dict[Life, Life]) -> bool:
    """Whether the records of a pair matched each other, and no third one, at the begin of a pass or at a rest."""
    for line in sorted((*timeline.begun, *timeline.rests)):
        now = [match for match in matches.all if match.lasts(line, line)]
        mine = {
            match.target
            for match in now
            if match.source is pair.source and partner.get(match.target, pair.source) is pair.source
        }
        its = {match.source for match in now if match.target is pair.target}
        its -= {
            source for source in its if source is not pair.source and timeline.missed(source, pair.scope.source_place)
        }
        if mine == {pair.target} and its == {pair.source}:
            return True
    return False


def _several(lives: Sequence[Life], name: str) -> str:
    return f"{name} {lives[0].record}" if len(lives) == 1 else f"{len(lives)} {name}: {_ids(lives)}"


def _ids(lives: Sequence[Life]) -> str:
    return " and ".join(life.record for life in lives)
