"""The faults planted at a system's door: which request meets which, and how often."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.faults.exchange import WAITED, Answer, Exchange, Limit, OwnWrite
from syncproof.fakes.kit.faults.kinds import FAULTS, LASTING, READS, WRITES, Fault, check
from syncproof.fakes.kit.store import Table
from syncproof.fakes.kit.web import Question

_STRIKES = 100
"""How many strikes are remembered, the latest: enough to see what a fault planted by hand has met."""


class Strike(NamedTuple):
    """A request that a planted fault has met; `number` is that of the fault, `path` is as the ledger has it."""

    number: int
    kind: str
    method: str
    path: str
    at: int
    line: int
    """The length of the ledger then: the request is the first one of its kind from there on."""


class _Planted:
    """A fault with what is left of its `skip` and its `times`."""

    def __init__(self, fault: Fault, number: int) -> None:
        self.fault = fault
        self.number = number
        self.kind = FAULTS[fault.kind]
        self.skip = fault.skip
        self.times = fault.times
        self.struck = False
        self._methods = frozenset(fault.method.split(",")) if fault.method else self.kind.methods

    @property
    def left(self) -> Fault:
        return self.fault._replace(skip=self.skip, times=self.times)

    def may_meet(self, method: str, path: str) -> bool:
        """Whether a request can be one that the fault meets, before its answer is known."""
        return method in self._methods and fnmatchcase(path, self.fault.path)

    def needs_answer(self, method: str) -> bool:
        """Whether the answer says whether the fault makes sense; only a read can be asked beforehand."""
        return method in READS and (self.kind.answers != "any" or self.kind.fits is not None)


class Faults:
    """A WSGI application that answers as another does, except where a planted fault strikes."""

    def __init__(self, app: WSGIApplication, fake: Fake) -> None:
        self._app = app
        self._fake = fake
        self._planted: list[_Planted] = []
        self._own_writes: Table[str, OwnWrite] = Table(fake.journal)
        """The SUT's latest write, which a restore takes back as it takes back the write."""
        self.limit = Limit()
        self.met: Counter[str] = Counter()
        """How many requests each kind of fault has met since all was well."""
        self.in_hand = ""
        """The kind of the fault that met the latest request, '' where none did."""
        self.number_in_hand = 0
        """The number of that fault."""
        self.strikes: deque[Strike] = deque(maxlen=_STRIKES)
        """The latest requests that faults have met, also those of faults that were removed since."""
        self.changes = 0
        """How often a fault was planted, let a request pass, struck, or was removed."""
        self._numbers = 0
        self.watch: Callable[[Exchange, Answer], object] | None = None
        """Is shown each request with its answer, as long as no fault is planted."""
        self.on_strike: Callable[[str], object] | None = None
        """Is called with the kind of a fault just before the fault strikes the request in hand."""

    @property
    def planted(self) -> Sequence[Fault]:
        """The faults that will meet further requests, each with what is left of its `skip` and `times`."""
        return [each.left for each in self._planted]

    @property
    def numbered(self) -> Mapping[int, Fault]:
        """The same faults by their numbers."""
        return {each.number: each.left for each in self._planted}

    @property
    def unmet(self) -> Sequence[Fault]:
        """The planted faults that have met no request yet."""
        return [each.left for each in self._planted if not each.struck]

    def plant(self, fault: Fault) -> int:
        """Let a fault meet the next requests that it fits, and return its number, from 1.

        Raises ValueError where no such fault can strike.
        """
        check(fault)
        self._numbers += 1
        self.changes += 1
        self._planted.append(_Planted(fault, self._numbers))
        self._fake.journal.watch()  # a read from before a write needs the journal
        return self._numbers

    def note(self, method: str, path: str) -> None:
        """Remember the strike of the fault in hand, with the request as the ledger has it."""
        self.changes += 1
        now, line = self._fake.clock.now, len(self._fake.ledger)
        self.strikes.append(Strike(self.number_in_hand, self.in_hand, method, path, now, line))

    def withdraw(self) -> None:
        """Forget the faults that have met no request yet; those that have met one go on."""
        self._planted = [each for each in self._planted if each.struck]

    def heal(self) -> None:
        """Remove all faults: the system is well again."""
        self.changes += 1
        self._planted.clear()
        self.met.clear()
        self.limit.end()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or don't. Raises Disconnected, Silence or Slow."""
        self.in_hand = ""
        troubled = self._planted or self.limit.lasts
        if not (troubled or self.watch) or environ.get(WAITED):
            return self._ask(environ, start_response)
        exchange = Exchange(self._ask, environ, start_response, self._fake, self.limit, self._own_writes.get("latest"))
        if self.watch and not troubled:
            answer = exchange.ask()
            self.watch(exchange, answer)
            return answer.send(start_response)
        refused = self.limit.meets(exchange)
        return self._meet(exchange) if refused is None else refused

    def _meet(self, exchange: Exchange) -> Iterable[bytes]:
        """Answer a request by the first fault that it meets, or as the system does."""
        method, path = exchange.environ["REQUEST_METHOD"], exchange.environ["PATH_INFO"]
        answer: Answer | None = None
        for planted in self._planted:
            if not planted.may_meet(method, path):
                continue
            if planted.needs_answer(method):
                answer = answer or exchange.ask()
                if not planted.kind.makes_sense(exchange, answer):
                    continue
            if planted.skip:
                planted.skip -= 1
                self.changes += 1
                continue
            return self._strike(planted, exchange._replace(asked=answer))
        return (
            answer.send(exchange.start_response) if answer else exchange.app(exchange.environ, exchange.start_response)
        )

    def _strike(self, planted: _Planted, exchange: Exchange) -> Iterable[bytes]:
        place, times, struck = self._planted.index(planted), planted.times, planted.struck
        planted.struck = True
        self.in_hand, self.number_in_hand = planted.kind.name, planted.number
        self.met[planted.kind.name] += 1
        if times != LASTING:
            planted.times -= 1
        if planted.times == 0:
            del self._planted[place]
        if self.on_strike:
            self.on_strike(planted.kind.name)
        try:
            return planted.kind.happen(exchange, **planted.fault.parameters)
        except Question:
            # The same request comes again, and is the one to meet the fault.
            self.met[planted.kind.name] -= 1
            if planted.times == 0:
                self._planted.insert(place, planted)
            planted.times, planted.struck = times, struck
            raise

    def _ask(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Ask the system, and note a write of the SUT's own that changed something."""
        if environ["REQUEST_METHOD"] not in WRITES:
            return self._app(environ, start_response)
        before = len(self._fake.journal)
        answer = self._app(environ, start_response)
        if len(self._fake.journal) > before:
            self._own_writes["latest"] = OwnWrite(before, self._fake.clock.now)
        return answer
