"""The systems that are served: the fakes with one clock and one ledger, their doors, and their records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from faker import Faker

from syncproof.fakes import FAKES, make_systems
from syncproof.fakes.kit.clock import START, Clock
from syncproof.fakes.kit.delivery import Deliveries
from syncproof.fakes.kit.fake import Fake, NoRoom, Snapshot
from syncproof.fakes.kit.faults import Faults
from syncproof.fakes.kit.mount import Door
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import By
from syncproof.serve.recent_ledger import RecentLedger
from syncproof.serve.timekeeper import Seconds, Timekeeper

_MOST_ACTIONS = 10_000
"""Actions of Trello's log that are kept beside the comments; each takes more than a kilobyte."""


class Settings(NamedTuple):
    """The settings of served systems; `seconds` drives the clock, None: it stands still."""

    seed: int = 0
    records: int = 10
    now: int = START
    seconds: Seconds | None = None
    capabilities: frozenset[str] = ALL
    limited: bool = True


class _Moment(NamedTuple):
    """A moment to go back to: each system, the length of the ledger, and the state of chance."""

    systems: Mapping[str, Snapshot]
    line: int
    chance: tuple[Any, ...]


class Systems:
    """All systems by name. `reset` makes them anew, so only this object may keep a fake or a door."""

    fakes: Mapping[str, Fake]
    doors: Mapping[str, Door]
    faults: Mapping[str, Faults]
    places: Mapping[tuple[str, str], Mapping[str, str]]
    """By system and datatype: the prepared place of the records, its ids by name, as a SUT gets it."""
    trello: Trello
    queues: Sequence[Deliveries]
    """The deliveries of each system that has webhooks."""
    full: tuple[str, ...]
    """The datatypes of which a system took fewer records than asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.resets = -1
        self.reset()

    def reset(self) -> None:
        """Make everything as it was at the start, with an empty ledger; snapshots and faults are forgotten."""
        settings = self.settings
        self.clock, self.ledger = Clock(settings.now), RecentLedger()
        self.time = Timekeeper(self.clock, settings.seconds)
        self.fakes = make_systems(
            self.clock, self.ledger, seed=settings.seed, capabilities=settings.capabilities, limited=settings.limited
        )
        self.trello = cast("Trello", self.fakes[Trello.name])
        self.trello.keep_actions(_MOST_ACTIONS)
        self.queues = [fake.deliveries for fake in self.fakes.values() if fake.deliveries is not None]
        self.doors = {name: Door(fake) for name, fake in self.fakes.items()}
        self.faults = {name: door.faults for name, door in self.doors.items()}
        for door in self.doors.values():
            door.ask = None  # the gateway asks: a door that did would block every client
        self.places = {
            (name, datatype): fake.prepare(datatype) for name, fake in self.fakes.items() for datatype in fake.datatypes
        }
        self._snapshots: list[_Moment] = []
        self._faker = Faker()
        self._faker.seed_instance(settings.seed)
        self.resets += 1
        self.full = self.seed(settings.records)

    def seed(self, records: int) -> tuple[str, ...]:
        """Put so many believable records of each datatype into each system, as the harness.

        Returns the datatypes of which a system takes fewer, such as `Trello Members`, where a plan has its limits.
        """
        full = []
        for name, fake in self.fakes.items():
            for datatype in fake.datatypes:
                try:
                    for _ in range(records):
                        values = fake.samples().record(self._faker, datatype)
                        fake.add(datatype, values, place=self.place(name, datatype), by=By.HARNESS)
                except NoRoom:
                    full.append(f"{name} {datatype}")
        return tuple(full)

    def place(self, system: str, datatype: str) -> str:
        """Return the id of the prepared container for records of a datatype, '' where they need none."""
        return FAKES[system].container(datatype, self.places[system, datatype])

    def snapshot(self) -> int:
        """Return the number of a moment to come back to."""
        snapshots = {name: fake.snapshot() for name, fake in self.fakes.items()}
        self._snapshots.append(_Moment(snapshots, len(self.ledger), self._faker.random.getstate()))
        return len(self._snapshots)

    def restore(self, number: int) -> None:
        """Go back to a moment, the clock too; the ledger goes on. Later moments are gone. Raises LookupError."""
        if not 1 <= number <= len(self._snapshots):
            raise LookupError(number)
        snapshots, line, chance = self._snapshots[number - 1]
        del self._snapshots[number:]
        for name, fake in self.fakes.items():
            fake.restore(snapshots[name])
        self._faker.random.setstate(chance)
        self.time.set(self.clock.now)
        self.ledger.marked(self.clock.now, f"restored what was before line {line}")

    @property
    def snapshots(self) -> int:
        """How many moments there are to come back to."""
        return len(self._snapshots)

    def credentials(self) -> dict[str, dict[str, str]]:
        """Return the credentials of each system, by its name in small letters."""
        return {name.lower(): dict(fake.all_credentials) for name, fake in self.fakes.items()}
