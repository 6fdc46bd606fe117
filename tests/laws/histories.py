"""Random small histories with trouble: users act on both sides, and a sync carries over, well or badly, under trouble.

The trouble: lost answers, crashes, passes given up, two instances, archived and moved records, copies, skewed clocks.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from syncproof.checklist import Row
from syncproof.datatypes import Datatype, Property
from syncproof.laws import Scope
from syncproof.ledger import By, Ledger, Ref, Updated
from tests.laws.brute_force import DATATYPES, MAPPED, PLACE, SYSTEMS, Terms, Timestamped

if TYPE_CHECKING:
    from syncproof.checklist import Policy
    from syncproof.ledger import Event, Value

TIMESTAMPED: tuple[Timestamped, ...] = ("property", "record", "never")
POLICIES: tuple[Policy, ...] = ("latest-wins", "latest-wins", "source-wins", "target-wins", "any")
VALUES: tuple[Value, ...] = ("a", "b", "c", "d", None)
Key = tuple[int, str]
"""Side and id of a record."""


class History(NamedTuple):
    """A history, the terms by which it is judged, and how often each act and trouble is in it."""

    events: list[Event]
    terms: Terms
    holds: Counter[str]


def history(seed: int) -> History:
    """Return the history of a seed."""
    return _Play(Random(seed)).history()  # noqa: S311 - a history is no secret


def scope(terms: Terms) -> Scope:
    """Return the section of all histories."""
    properties = {name: Property(name) for name in (*MAPPED, "closed", "idList")}
    source, target = (
        Datatype(name, properties, timestamped=unit) for name, unit in zip(DATATYPES, terms.timestamped, strict=True)
    )
    return Scope(
        "source-to-target",
        (SYSTEMS[0], DATATYPES[0]),
        (SYSTEMS[1], DATATYPES[1]),
        PLACE,
        tuple(Row(name, name, "string", "agreement") for name in MAPPED),
        source,
        target,
        frozenset({"every"}),
    )


class _Play:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.ledger = Ledger()
        self.holds: Counter[str] = Counter()
        self.terms = Terms((rng.choice(TIMESTAMPED), rng.choice(TIMESTAMPED)), rng.choice(POLICIES))
        self.skewed = rng.random() < 0.4
        self.skew = (rng.randint(-40, 40), rng.randint(-40, 40)) if self.skewed else (0, 0)
        self.first = VALUES[: self.rng.randint(1, 3)]
        """The values that new records hold: the fewer there are, the more records look alike."""
        self.mischief = rng.choice((0.0, 0.0, 0.05, 0.2))
        self.records: dict[Key, dict[str, Value]] = {}
        self.places: dict[Key, str] = {}
        self.alive: list[Key] = []
        self.links: dict[Key, Key] = {}
        self.ever: list[Value] = []
        self.users = (
            *(self._edit, self._edit, self._edit_both, self._edit_both, self._edit_back, self._edit_alike),
            *(self._archive, self._move),
        )

    def history(self) -> History:
        self._add(0)
        for _ in range(self.rng.randint(2, 7)):
            self.rng.choice((self._users_act, self._users_act, self._pass, self._settle))()
        self._settle(final=True)
        return History(self.ledger[:], self.terms, self.holds)

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _now(self, side: int) -> int:
        if self.skewed and self._chance(0.05):
            self.skew = (self.skew[0] + self.rng.randint(-15, 15), self.skew[1] + self.rng.randint(-15, 15))
            self.holds["a clock is set"] += 1
        return 10 * len(self.ledger) + self.skew[side]

    # What users do.

    def _users_act(self) -> None:
        for _ in range(self.rng.randint(1, 3)):
            if not self.alive or self._chance(0.12):
                self._add(0)
            elif self._chance(0.1):
                self._delete()
            elif self._chance(0.08):
                self._copy()
            else:
                self.rng.choice(self.users)()

    def _add(self, side: int) -> None:
        values = {name: self.rng.choice(self.first) for name in MAPPED}
        self._create(side, By.USER, values)
        self.holds["add"] += 1

    def _copy(self) -> None:
        key = self.rng.choice(self.alive)
        self._create(key[0], By.USER, {name: self.records[key][name] for name in MAPPED})
        self.holds["copy"] += 1

    def _edit(self) -> None:
        key = self.rng.choice(self.alive)
        name = self.rng.choice(("p", "p", "q"))
        self._update(key, By.USER, {name: self.rng.choice(VALUES)})
        self.holds["edit"] += 1

    def _edit_both(self) -> None:
        """Edit one property on both sides of a pair."""
        both = list(self.rng.choice(list(self.links.items()) or [()]))
        self.rng.shuffle(both)
        for key in both:
            if key in self.alive:
                self._update(key, By.USER, {"p": self.rng.choice(VALUES)})
                self.holds["edit on both sides"] += 1

    def _edit_back(self) -> None:
        """Put a value back that the record has held."""
        key = self.rng.choice(self.alive)
        held = [event.before["p"] for event in self.ledger if isinstance(event, Updated) and event.before.get("p")]
        self._update(key, By.USER, {"p": self.rng.choice(held)} if held else {})
        self.holds["back to an old value"] += 1

    def _edit_alike(self) -> None:
        """Give a record the value that its partner holds."""
        source, target = self.rng.choice(list(self.links.items()) or [(None, None)])
        if source in self.alive and target in self.alive:
            self._update(source, By.USER, {"p": self.records[target]["p"]})
            self.holds["the partner's value"] += 1

    def _archive(self) -> None:
        key = self.rng.choice(self.alive)
        self._update(key, By.USER, {"closed": not self.records[key]["closed"]})
        self.holds["archive or restore"] += 1

    def _move(self) -> None:
        key = self.rng.choice(self.alive)
        self.places[key] = self.rng.choice((PLACE, "other list"))
        self._update(key, By.USER, {"idList": self.places[key]})
        self.holds["move"] += 1

    def _delete(self) -> None:
        key = self.rng.choice(self.alive)
        self._remove(key, By.USER)
        self.holds["delete"] += 1

    # What the sync does.

    def _settle(self, *, final: bool = False) -> None:
        """Let the sync run until it rests, as far as it ever will; a bad sync rests too early."""
        for _ in range(self.rng.randint(0, 1)):
            self._pass(calm=final)
        if final and not self._chance(0.15 * (self.mischief > 0)):
            self._pass(calm=True, kind=True)
        for _ in range(2):
            self._mark("pass begins")
            if self._chance(self.mischief / 4):
                self._wrong()
            self._mark("pass ends")
        self._mark("never at rest" if self._chance(self.mischief / 10) else "at rest")

    def _pass(self, *, calm: bool = False, kind: bool = False) -> None:
        self._mark("pass begins")
        jobs = [*(key for key in self.records if key[0] == 0 and key not in self.links), *self.links]
        self.rng.shuffle(jobs)
        for source in jobs:
            if not calm and self._chance(0.12):
                self._users_act()
                self.holds["a user acts during a pass"] += 1
            if not kind and self._chance(self.mischief):
                self._wrong()
            if not calm and self._chance(0.08):
                trouble, mark = self.rng.choice((("crash", "restarted"), ("pass given up", "pass given up")))
                self.holds[trouble] += 1
                self._mark(mark)
                self._mark("healed")
                return
            if source in self.links:
                self._carry(source, calm=calm)
            elif source in self.alive:
                self._create_counterpart(source, calm=calm)
        self._mark("pass ends")

    def _create_counterpart(self, source: Key, *, calm: bool) -> None:
        values = {name: self.records[source][name] for name in MAPPED}
        if not calm and self._chance(0.1):
            values[self.rng.choice(MAPPED)] = None
        twice = 2 if self._chance(self.mischief / 2) else 1
        for _ in range(twice):
            if not self._chance(0.1):
                self.links[source] = self._create(1, By.SUT, values)
                self._call("POST", 1, calm=calm)
                continue
            self.holds["a create that never arrived"] += 1
            self._call("POST", 1, calm=True, status=0)

    def _carry(self, source: Key, *, calm: bool) -> None:
        """Carry one side's values over; which side's, and how often, is chance."""
        target = self.links[source]
        both = (source, target)
        living = [key for key in both if key in self.alive]
        if len(living) == 1 and self._chance(self.mischief):
            partner = source if living == [target] else target
            self._update(living[0], By.SUT, {"p": self.records[partner]["p"]})
            self._call("PUT", living[0][0], calm=calm)
            self.holds["a write to a record whose partner is gone"] += 1
        if len(living) < 2:
            return
        for name in MAPPED:
            if self.records[source][name] == self.records[target][name]:
                continue
            last = max(both, key=lambda key: self._edited(key, name))
            winner = last if self._chance(0.7) else self.rng.choice(both)
            loser = target if winner == source else source
            value = self.records[winner][name]
            for _ in range(1 if calm else self.rng.choice((0, 1, 1, 1, 2))):
                self._update(loser, By.SUT, {name: value})
                self._call("PUT", loser[0], calm=calm)
            if not calm and self._chance(0.1):
                # A second instance has read before, and writes what it read.
                self._update(winner, By.SUT, {name: self.rng.choice([value, *self._had(loser, name)])})
                self._call("PUT", winner[0], calm=calm)
                self.holds["a second instance writes"] += 1

    def _wrong(self) -> None:
        """Do what no sync should, or what is right by luck only."""
        if not self.alive:
            return
        key = self.rng.choice(self.alive)
        name = self.rng.choice(MAPPED)
        had = self._had(key, name) + self._had(self.links.get(key, key), name)
        deeds = (*["old"] * 12, *["made up"] * 3, *["again"] * 3, "unmapped", "delete", "elsewhere", "nothing")
        match self.rng.choice(deeds):
            case "old":
                self._update(key, By.SUT, {name: self.rng.choice(had)})
            case "made up":
                self._update(key, By.SUT, {name: self.rng.choice(("a", "b", "e"))})
            case "unmapped":
                self._update(key, By.SUT, {"closed": not self.records[key]["closed"]})
            case "delete":
                self._remove(key, By.SUT)
            case "elsewhere":
                self._create(1, By.SUT, {each: self.records[key][each] for each in MAPPED}, place="other list")
            case "again":
                self._create(1, By.SUT, {each: self.records[key][each] for each in MAPPED})
            case _:
                pass
        self._call("PUT", key[0], calm=False)
        self.holds["mischief"] += 1

    # What the ledger shows.

    def _create(self, side: int, by: By, values: dict[str, Value], place: str = PLACE) -> Key:
        key = (side, f"{'st'[side]}{len(self.records)}")
        self.records[key] = {**values, "closed": False, "idList": PLACE}
        self.places[key] = place if side == 1 else ""
        self.alive.append(key)
        self.ledger.created(self._now(side), by, self._ref(key), dict(self.records[key]))
        return key

    def _update(self, key: Key, by: By, values: dict[str, Value]) -> None:
        """Change a record; what it holds already is no change."""
        held = self.records[key]
        after = {name: value for name, value in values.items() if held[name] != value}
        if after:
            before = {name: held[name] for name in after}
            held |= after
            self.ledger.updated(self._now(key[0]), by, self._ref(key), before, after)
        else:
            self.holds["the same value"] += 1

    def _remove(self, key: Key, by: By) -> None:
        self.alive.remove(key)
        self.ledger.deleted(self._now(key[0]), by, self._ref(key))

    def _call(self, method: str, side: int, *, calm: bool, status: int = 200) -> None:
        fault = ""
        if not calm and self._chance(0.1):
            status, fault = self.rng.choice(((0, ""), (200, "garbled")))
            self.holds["lost answer"] += 1
        self.ledger.call(10 * len(self.ledger), By.SUT, SYSTEMS[side], method, "/records", status, fault)

    def _mark(self, what: str) -> None:
        self.ledger.marked(10 * len(self.ledger), what)

    def _ref(self, key: Key) -> Ref:
        return Ref(SYSTEMS[key[0]], DATATYPES[key[0]], key[1], self.places[key])

    def _edited(self, key: Key, name: str) -> int:
        """Return the line at which a user last edited a property."""
        return max(
            (
                event.line
                for event in self.ledger
                if getattr(event, "ref", None) == self._ref(key)
                and event.by is By.USER
                and name in (getattr(event, "after", {}) or getattr(event, "values", {}))
            ),
            default=-1,
        )

    def _had(self, key: Key, name: str) -> list[Value]:
        return [
            values[name]
            for event in self.ledger
            if getattr(event, "ref", None) == self._ref(key)
            and name in (values := getattr(event, "after", {}) or getattr(event, "values", {}))
        ] or [None]
