"""The frame of a fake: what a system declares, its web application, and what a user does in it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import falcon

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.delivery import Deliveries
from syncproof.fakes.kit.ids import Ids
from syncproof.fakes.kit.samples import Samples
from syncproof.fakes.kit.store import Journal
from syncproof.fakes.kit.wire import Wire
from syncproof.ledger import By, Ledger, Ref, Value, Values


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A system refuses a value; the text is the reason in the system's own words."""

    def __init__(self, property_: str, value: Value, reason: str) -> None:
        super().__init__(reason)
        self.property = property_
        self.value = value
        self.reason = reason


class NoSuchRecord(LookupError):  # noqa: N818 - an answer, not an error
    """The system has no such record, or not any more."""


class NoRoom(Exception):  # noqa: N818 - an answer, not an error
    """The system takes no more records now, whatever their values are: its plan has limits."""


class NoSuchAct(LookupError):  # noqa: N818 - an answer, not an error
    """The system offers its users nothing of the kind: its records are never archived, moved or copied."""


class Snapshot(NamedTuple):
    """A moment to come back to."""

    mark: int
    now: int
    ahead: int = 0


class Fake(ABC):
    """A stand-in for one system. Same seed and same calls: same answers, same ids, same ledger.

    State lives in tables of `self.journal`: a snapshot costs nothing, a restore as much as has changed since.
    `capabilities` are those that the system has, of all; `limited`: its rate limits are on, where it has any.
    """

    name: ClassVar[str]
    """The system's name, as documents write it."""
    url: ClassVar[str]
    """Where a SUT in this process finds the system, no slash at the end."""
    datatypes: ClassVar[Mapping[str, Datatype]]
    environment: ClassVar[tuple[str, ...]]
    """The variables in a SUT's environment, after `SYNCPROOF_` and the system's name: `URL` and the credentials."""
    sign_in: ClassVar[str]
    """How a request signs in, by the names in the environment: the cure for a 401."""
    place_keys: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """By datatype: which of the ids that `prepare` returns is of the container that a record is put into."""
    all_capabilities: ClassVar[frozenset[str]] = frozenset()
    """The names of the capabilities that the fake has beyond the real system."""
    other_datatypes: ClassVar[frozenset[str]] = frozenset()
    """The datatypes in the ledger that no section pairs, such as what lies on a record."""
    wire: ClassVar[Wire] = Wire()
    """How the system's API words errors and lists."""
    secret_text: ClassVar[re.Pattern[str] | None] = None
    """The form of credentials that are made later and can stand in a path: 64 characters or more."""

    def __init__(
        self,
        clock: Clock,
        ledger: Ledger,
        *,
        seed: int = 0,
        capabilities: frozenset[str] = frozenset(),
        limited: bool = True,
    ) -> None:
        if unknown := capabilities - self.all_capabilities:
            there = ", ".join(sorted(self.all_capabilities))
            raise ValueError(f"no such capability: {', '.join(sorted(unknown))}; there are {there}")
        self.capabilities = capabilities
        self.limited = limited
        self.clock = clock
        self.ledger = ledger
        self.journal = Journal()
        self.ids = Ids(self.journal, f"{self.name}/{seed}")

    @classmethod
    def ledger_datatypes(cls) -> frozenset[str]:
        """Return every datatype that a change in the ledger can have."""
        return cls.other_datatypes | frozenset(cls.datatypes)

    @classmethod
    def word(cls) -> str:
        """Return the system's name in a SUT's environment: `SYNCPROOF_TRELLO_URL` has the word `TRELLO`."""
        return cls.name.upper()

    @classmethod
    def described(cls) -> Mapping[str, Any]:
        """Return the description of the system in a SUT's checklist file; {} for a system that a page describes."""
        return {}

    @property
    @abstractmethod
    def app(self) -> falcon.App[falcon.Request, falcon.Response]:
        """The web application, the same object at every call."""

    @property
    @abstractmethod
    def credentials(self) -> Mapping[str, str]:
        """The credentials of the SUT: `token`, or `key`, or both."""

    @property
    def all_credentials(self) -> Mapping[str, str]:
        """The credentials, and what else a SUT in another process gets: the secret that webhooks are signed with."""
        return self.credentials

    @property
    def deliveries(self) -> Deliveries | None:
        """The requests to webhooks that wait for their time; None for a system without webhooks."""
        return None

    @classmethod
    @abstractmethod
    def samples(cls) -> Samples:
        """Return the module that makes up records and values; loaded only now, since it loads Faker and Hypothesis."""

    @abstractmethod
    def prepare(self, datatype: str) -> Mapping[str, str]:
        """Make the place that records of a datatype need, as the harness, and return its ids by name; {} if none."""

    @classmethod
    def container(cls, datatype: str, place: Mapping[str, str]) -> str:
        """Return the id of what a record is put into, of a prepared place; '' where it is put into nothing."""
        return place[cls.place_keys[datatype]] if datatype in cls.place_keys else ""

    @abstractmethod
    def records(self, datatype: str, place: str = "") -> Mapping[str, Values]:
        """Return the records that live in a place ('': in any), by id, oldest first."""

    @abstractmethod
    def add(self, datatype: str, values: Values, *, place: str = "", by: By = By.USER) -> str:
        """Let a user add a record, and return its id. Raises Refusal, and then nothing has changed.

        Raises NoRoom where the system takes no more records.
        """

    @abstractmethod
    def edit(self, datatype: str, record: str, changes: Values, *, by: By = By.USER, as_sut: bool = False) -> None:
        """Let a user change properties. Raises Refusal or NoSuchRecord, and then nothing has changed.

        `as_sut`: the user is signed in with the account of the SUT's credentials, and the system says so where it
        shows who changed something. The ledger has the user as the author all the same.
        """

    @abstractmethod
    def remove(self, datatype: str, record: str, *, by: By = By.USER) -> None:
        """Let a user delete a record. Raises NoSuchRecord."""

    def archive(self, datatype: str, record: str, *, archived: bool = True) -> None:
        """Let a user archive a record, or restore it. Raises NoSuchAct or NoSuchRecord."""
        _ = archived
        raise self._cannot(datatype, record, "archived")

    def move(self, datatype: str, record: str, to: str) -> None:
        """Let a user move a record to one of the places that its datatype names. Raises NoSuchAct or NoSuchRecord."""
        raise self._cannot(datatype, record, f"moved to {to}")

    def copy(self, datatype: str, record: str) -> str:
        """Let a user copy a record, and return the id of the copy. Raises NoSuchAct or NoSuchRecord."""
        raise self._cannot(datatype, record, "copied")

    def unlisted(self) -> AbstractContextManager[None]:
        """Return a context in which changes happen that no list shows until `list_all`. Raises NoSuchAct."""
        raise NoSuchAct(f"the lists of {self.name} always show what the records hold")

    def list_all(self) -> None:  # noqa: B027 - lists that are never late show everything
        """Let the lists show every change again, where they can be late."""

    def round_times(self) -> None:
        """Keep the times of records in whole seconds from now on. Raises NoSuchAct."""
        raise NoSuchAct(f"the records of {self.name} have no times")

    def _cannot(self, datatype: str, record: str, what: str) -> NoSuchAct:
        return NoSuchAct(f"{self.name} has no way in which {datatype} {record!r} can be {what}")

    def snapshot(self) -> Snapshot:
        """Return a moment to come back to."""
        return Snapshot(self.journal.mark(), self.clock.now, self.clock.ahead)

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a moment: state, ids and clock; the ledger is the harness's."""
        self.journal.back(snapshot.mark)
        self.clock.ahead = snapshot.ahead
        self.clock.now = snapshot.now

    def refuse(self, by: By, ref: Ref, refusal: Refusal) -> None:
        """Note in the ledger that a value was refused."""
        self.ledger.refused(self.clock.now, by, ref, refusal.property, refusal.value, refusal.reason)
