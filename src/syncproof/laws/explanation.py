"""Who is whom, inferred: links are the SUT's own business, so some explanation of the ledger has to fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.agreement import agreement
from syncproof.laws.edits import lost_edits
from syncproof.laws.fits import GARBLED, misfits, shown
from syncproof.laws.groups import groups, links
from syncproof.laws.matching import cheapest
from syncproof.laws.pairing import Pair, Pairing, Surplus
from syncproof.laws.provenance import made_up
from syncproof.laws.standing import standings
from syncproof.laws.timeline import Life, Timeline
from syncproof.ledger import By, Event, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from syncproof.laws.scope import Scope

_EXPLAINED = -1_000_000
"""A source that is there and a counterpart that was made each weigh more than any breach between them."""
_BREACH = 10


class Explained(NamedTuple):
    """A history, read once, and who is whom in it."""

    timeline: Timeline
    scopes: Sequence[Scope]
    pairing: Pairing


def explain(history: Sequence[Event], scopes: Sequence[Scope]) -> Explained:
    """Read a history and find who is whom in it."""
    timeline = Timeline.of(history)
    return Explained(timeline, scopes, infer(timeline, scopes))


def pairs(history: Sequence[Event], scopes: Sequence[Scope]) -> Pairing:
    """Return the pairing that explains a history with the fewest breaches."""
    return explain(history, scopes).pairing


def infer(timeline: Timeline, scopes: Sequence[Scope]) -> Pairing:
    """Return the pairing; sections with one target and place compete for the records in it."""
    targets: dict[tuple[str, str, str], list[Scope]] = {}
    for scope in scopes:
        targets.setdefault((*scope.target, scope.place), []).append(scope)
    found = [_Target(timeline, together).pairing() for together in targets.values()]
    return Pairing(
        tuple(pair for part in found for pair in part.pairs),
        tuple(one for part in found for one in part.alone),
        tuple(one for part in found for one in part.surplus),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Seeker:
    """A source record in a section: it should have a counterpart."""

    scope: Scope
    life: Life

    @property
    def there(self) -> bool:
        return self.life.stay("").until is None


@dataclass(slots=True)
class _Component:
    """Seekers and counterparts that could be each other's and nobody else's; what each edge misfits."""

    seekers: list[_Seeker] = field(default_factory=list)
    made: list[Life] = field(default_factory=list)
    misfits: dict[tuple[_Seeker, Life], int] = field(default_factory=dict)


class _Target:
    """The sections that create records of one datatype in one place."""

    def __init__(self, timeline: Timeline, scopes: Sequence[Scope]) -> None:
        self.timeline = timeline
        self.scopes = scopes
        self.place = scopes[0].place
        self.seekers = [
            _Seeker(scope, life) for scope in scopes for life in timeline.of_type(*scope.source) if life.by is By.USER
        ]
        there = [life for life in timeline.of_type(*scopes[0].target) if self.place in life.places]
        self.made = [life for life in there if life.by is By.SUT and life.stay(self.place).since == life.born]
        self.brought = [life for life in there if life.stay(self.place).by is By.SUT]
        self.adoptable = [life for life in there if life.by is not By.HARNESS]
        self.matched: dict[_Seeker, Life] = {}

    def pairing(self) -> Pairing:
        """Match what was made, then what the target itself makes one, then what was made wrongly."""
        candidates = self._candidates()
        for component in _components(self.seekers, candidates):
            self._match(component)
        self._share()
        self._adopt_garbled()
        taken = set(self.matched.values())
        return Pairing(
            tuple(self._pair(seeker, life) for seeker, life in self.matched.items()),
            tuple((seeker.scope, seeker.life) for seeker in self.seekers if seeker not in self.matched),
            tuple(self._surplus(life, candidates.get(life, {})) for life in self.brought if life not in taken),
        )

    def _candidates(self) -> dict[Life, dict[_Seeker, int]]:
        """Return, for each record that the SUT made, the seekers that explain its values."""
        found: dict[Life, dict[_Seeker, int]] = {life: {} for life in self.made}
        for scope in self.scopes:
            seekers = [seeker for seeker in self.seekers if seeker.scope is scope]
            looks: list[dict[Value, list[_Seeker]]] = [{} for _ in scope.rows]
            for seeker in seekers:
                for row, by_look in zip(scope.rows, looks, strict=True):
                    for look in shown(scope, row, seeker.life):
                        by_look.setdefault(look, []).append(seeker)
            for life in self.made:
                # The rarest value is looked up, so that distinct records cost no comparison with each other.
                given = [life.value(row.target, life.born) for row in scope.rows]
                likely = [by_look.get(value, []) for value, by_look in zip(given, looks, strict=True) if value]
                like = min(likely, key=len) if likely else seekers
                for seeker in like:
                    count = misfits(scope, seeker.life, life) if seeker.life.born < life.born else GARBLED
                    if count < GARBLED:
                        found[life][seeker] = count
        return found

    def _match(self, component: _Component) -> None:
        """Match in the order of creation if that breaks nothing, else as cheaply as can be."""
        if len(component.seekers) == len(component.made) == 1:
            self.matched[component.seekers[0]] = component.made[0]
            return
        simple = self._in_order(component)
        if simple is None:
            costs = [[self._cost(component, seeker, life) for life in component.made] for seeker in component.seekers]
            simple = {
                component.seekers[row]: component.made[column]
                for row, column in cheapest(costs)
                if costs[row][column] < 0
            }
        self.matched |= simple

    def _in_order(self, component: _Component) -> dict[_Seeker, Life] | None:
        matched: dict[_Seeker, Life] = {}
        waiting = list(component.seekers)
        for life in component.made:
            fitting = (seeker for seeker in waiting if component.misfits.get((seeker, life)) == 0)
            chosen = next((seeker for seeker in fitting if not self._breaches(seeker, life)), None)
            if chosen is None:
                return None
            matched[chosen] = life
            waiting.remove(chosen)
        return None if any(seeker.there for seeker in waiting) else matched

    def _cost(self, component: _Component, seeker: _Seeker, life: Life) -> int:
        if (seeker, life) not in component.misfits:
            return 0
        explained = _EXPLAINED * (2 if seeker.there else 1)
        return explained + component.misfits[seeker, life] + _BREACH * self._breaches(seeker, life)

    def _breaches(self, seeker: _Seeker, life: Life) -> int:
        """Count what the two would break if they were a pair."""
        count = 0
        for group in groups(links([self._pair(seeker, life)])):
            count += sum(1 for _ in made_up(group))
            for standing in standings(group, self.timeline):
                count += sum(1 for _ in lost_edits(standing, "any"))
                if standing.line == self.timeline.rests[-1]:
                    count += sum(1 for _ in agreement(standing, self.timeline, "any"))
        return count

    def _share(self) -> None:
        """Let a seeker have the record that the target itself takes for the same (one email, one member)."""
        identity = self.scopes[0].target_type.identity
        if not identity:
            return
        by_look: dict[Value, list[Life]] = {}
        for life in self.adoptable:
            for value in dict.fromkeys(change.value for change in life.held.get(identity, ()) if change.value):
                by_look.setdefault(value, []).append(life)
        for seeker in self.seekers:
            rows = [row for row in seeker.scope.rows if row.target == identity]
            if seeker in self.matched or not rows:
                continue
            looks = shown(seeker.scope, rows[0], seeker.life)
            known = dict.fromkeys(life for look in sorted(looks, key=str) for life in by_look.get(look, ()))
            legal = [life for life in known if self._met(seeker, rows[0].source, life, identity)]
            if legal:
                self.matched[seeker] = min(
                    legal, key=lambda life: (self._breaches(seeker, life) if len(legal) > 1 else 0, life.born)
                )

    def _met(self, seeker: _Seeker, source: str, life: Life, identity: str) -> bool:
        """Whether the record still held a value, in its place, once the seeker had it."""
        stored = seeker.scope.target_type.properties[identity].stored
        until = life.stay(self.place).until
        changes = life.held.get(identity, [])
        following = [change.line for change in changes[1:]]
        for change, end in zip(changes, [*following, None], strict=True):
            last = min((one for one in (end, until) if one is not None), default=None)
            for had in seeker.life.held.get(source, ()):
                if stored(had.value) == change.value and (last is None or had.line < last):
                    return True
        return False

    def _adopt_garbled(self) -> None:
        """Take a record that fits nobody for that of a source that waits: its values are what is wrong."""
        taken = set(self.matched.values())
        waiting = [seeker for seeker in self.seekers if seeker.there and seeker not in self.matched]
        for life in self.made:
            if life in taken:
                continue
            chosen = min(
                (seeker for seeker in waiting[:100] if seeker.life.born < life.born),
                key=lambda seeker: misfits(seeker.scope, seeker.life, life),
                default=None,
            )
            if chosen is not None:
                self.matched[chosen] = life
                waiting.remove(chosen)

    def _pair(self, seeker: _Seeker, life: Life) -> Pair:
        return Pair(seeker.scope, seeker.life, life, max(seeker.life.born, life.stay(self.place).since))

    def _surplus(self, life: Life, like: dict[_Seeker, int]) -> Surplus:
        twin = next((seeker for seeker, count in like.items() if count == 0 and seeker in self.matched), None)
        return Surplus(twin.scope if twin else self.scopes[0], life, twin.life if twin else None)


def _components(seekers: Iterable[_Seeker], candidates: dict[Life, dict[_Seeker, int]]) -> list[_Component]:
    """Split the candidates into parts that have nothing in common, each in the order of creation."""
    wanted: dict[_Seeker, list[Life]] = {seeker: [] for seeker in seekers}
    for life, like in candidates.items():
        for seeker in like:
            wanted[seeker].append(life)
    seen: set[Life] = set()
    found = []
    for first in candidates:
        if first in seen:
            continue
        seen.add(first)
        part, frontier = [first], [first]
        while frontier:
            near = dict.fromkeys(life for seeker in candidates[frontier.pop()] for life in wanted[seeker])
            fresh = [life for life in near if life not in seen]
            seen.update(fresh)
            part += fresh
            frontier += fresh
        made = sorted(part, key=lambda life: life.born)
        members = dict.fromkeys(seeker for life in made for seeker in candidates[life])
        edges = {(seeker, life): count for life in made for seeker, count in candidates[life].items()}
        found.append(_Component(sorted(members, key=lambda seeker: seeker.life.born), made, edges))
    return found
