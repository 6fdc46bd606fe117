"""The list of faults, `FAULTS`, and what a fault is: one decorated function, with what can be chosen about it.

The function gets the request as an `Exchange`, and answers instead of the system. Its keyword parameters are what can
be chosen: the control API reads them, and stories and sweeps give them by name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias, get_type_hints

from syncproof.fakes.kit.faults.exchange import Answer, Exchange

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
READS = frozenset({"GET"})
REQUESTS = WRITES | READS | {"HEAD"}

LASTING = 1_000_000
"""How many `times` mean: until the fault is removed."""

Strikes: TypeAlias = Literal["before", "after"]
Answers: TypeAlias = Literal["any", "list", "record"]

_NONE: Mapping[str, Any] = MappingProxyType({})


class Fault(NamedTuple):
    """Meets requests of a method ('': any; or some, such as `PUT,PATCH`) whose path fits a pattern such as `/1/*`.

    Of the requests on which the kind makes sense, `skip` pass, and the fault strikes the next `times`.
    """

    kind: str
    """A name in `FAULTS`."""
    method: str = ""
    path: str = "*"
    times: int = 1
    parameters: Mapping[str, Any] = _NONE
    """Those that the kind declares, by name; a parameter left out has its default."""
    skip: int = 0


Happening: TypeAlias = Callable[..., Iterable[bytes]]
"""Does to an `Exchange` what a fault does, given the parameters by name. Raises Disconnected, Silence or Slow."""
Fits: TypeAlias = Callable[[Exchange, Answer], bool]
"""Whether a fault makes sense on a read, given the answer that it would have without the fault."""


class Between(NamedTuple):
    """The bounds of a number; both belong to it."""

    least: float
    most: float


class Parameter(NamedTuple):
    """Something that can be chosen about a fault; `default` None: the parameter must be given."""

    type: Any
    default: Any
    bounds: Between | None


class FaultKind(NamedTuple):
    """A row of the list: how a fault is called, when it strikes, and what can be chosen about it."""

    name: str
    plain: str
    """The words of a story: "Trello's next answer is lost"."""
    strikes: Strikes
    """Whether the fault strikes before the effect of a request, so that there is none, or after it."""
    methods: frozenset[str]
    """The requests on which the fault makes sense, and differs from every other kind."""
    happen: Happening
    parameters: Mapping[str, Parameter]
    rule: str
    """The rule that the fault is evidence for, such as `robust.rate-limit`."""
    lasting: bool
    """Whether the fault makes sense for all requests from one on, until the system is well again, too."""
    answers: Answers
    """The answers on which the fault makes sense: any, a list that holds records, or one about a record that is there.

    A request that changes a record by its address has an answer about that record.
    """
    fits: Fits | None

    @property
    def does(self) -> str:
        """One sentence on the effect of the fault; docs/reference/faults.md has the same."""
        return inspect.getdoc(self.happen) or ""

    def makes_sense(self, exchange: Exchange, answer: Answer) -> bool:
        """Whether the fault makes sense on a read that would have this answer."""
        wire = exchange.fake.wire
        if self.answers == "list" and not wire.records(answer.decoded()):
            return False
        if self.answers == "record" and not answer.is_record:
            return False
        return self.fits is None or self.fits(exchange, answer)


FAULTS: dict[str, FaultKind] = {}
"""Every kind of fault by its name."""


def fault(
    name: str,
    plain: str,
    *,
    strikes: Strikes,
    rule: str,
    methods: frozenset[str] = REQUESTS,
    lasting: bool = True,
    answers: Answers = "any",
    fits: Fits | None = None,
) -> Callable[[Happening], Happening]:
    """Add a kind of fault to the list: what happens is the function, its keyword parameters are the fault's."""

    def declare(happen: Happening) -> Happening:
        FAULTS[name] = FaultKind(
            name, plain, strikes, methods, happen, _parameters(happen), rule, lasting, answers, fits
        )
        return happen

    return declare


def _parameters(happen: Happening) -> Mapping[str, Parameter]:
    types, annotations = get_type_hints(happen), get_type_hints(happen, include_extras=True)
    found = {}
    for name, each in inspect.signature(happen).parameters.items():
        if each.kind is each.KEYWORD_ONLY:
            default = None if each.default is each.empty else each.default
            bounds = next(iter(getattr(annotations[name], "__metadata__", ())), None)
            found[name] = Parameter(types[name], default, bounds)
    return found


def check(fault: Fault) -> None:
    """Raise ValueError where no such fault can strike: unknown kind, method or parameter, or a parameter is missing."""
    if fault.kind not in FAULTS:
        raise ValueError(f"no such kind of fault: {fault.kind}; there are {', '.join(FAULTS)}")
    kind = FAULTS[fault.kind]
    if fault.method and not kind.methods.issuperset(fault.method.split(",")):
        there = ", ".join(sorted(kind.methods))
        raise ValueError(f"a fault of kind {fault.kind} makes no sense on {fault.method}, but on {there}")
    if unknown := fault.parameters.keys() - kind.parameters:
        raise ValueError(f"a fault of kind {fault.kind} has no {min(unknown)}")
    for name, each in kind.parameters.items():
        if each.default is None and name not in fault.parameters:
            raise ValueError(f"a fault of kind {fault.kind} needs {name}")
