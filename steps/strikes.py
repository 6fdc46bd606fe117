"""Steps on trouble at a request of a number: what a sweep enumerates, as a story tells it.

The sync's requests are counted from the step on, those to all systems together; so are the writes to its state.
"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given

from syncproof.fakes.kit.faults import FAULTS
from syncproof.steps import times, values
from syncproof.steps.strike import TWIN, Strike
from syncproof.steps.struck import Struck
from syncproof.steps.words import sentence
from syncproof.steps.world import World

_LATE = "robust.late-visibility"


@given(sentence("the answer to request {number:d} {fault:Fault}"))
def answer(world: World, number: int, fault: str) -> None:
    """Let a fault meet one request."""
    _strike(world, Strike("fault", fault, FAULTS[fault].rule), number)


@given(sentence("from request {number:d} to the end of the next pass every answer of that system {fault:Fault}"))
def every_answer(world: World, number: int, fault: str) -> None:
    """Let a fault meet a request, and all to the same system that come after it in this pass and the next one."""
    _strike(world, Strike("fault", fault, FAULTS[fault].rule, lasting=True), number)


@given(sentence("the sync is killed before request {number:d} takes effect"))
def killed_before(world: World, number: int) -> None:
    """Kill the sync when it has asked, before the system does as it was asked."""
    _strike(world, Strike("crash", "before", "robust.crash"), number)


@given(sentence("the sync is killed after request {number:d} took effect"))
def killed_after(world: World, number: int) -> None:
    """Kill the sync when the system has done as it was asked, before the answer arrives."""
    _strike(world, Strike("crash", "after", "robust.crash"), number)


@given(sentence("the sync is killed before write {number:d} to its state"))
def killed_before_write(world: World, number: int) -> None:
    """Kill the sync just before something is stored. Raises NotOffered where the state cannot be watched."""
    _strike(world, Strike("crash", "before", "robust.crash"), number, at_state_write=True)


@given(sentence("the sync is killed after write {number:d} to its state"))
def killed_after_write(world: World, number: int) -> None:
    """Kill the sync just after something is stored. Raises NotOffered where the state cannot be watched."""
    _strike(world, Strike("crash", "after", "robust.crash"), number, at_state_write=True)


@given(sentence("a second sync starts when request {number:d} is made"))
def doubled(world: World, number: int) -> None:
    """Start a second instance over the same state, for one pass, while the first one waits for its answer."""
    _strike(world, TWIN, number)


@given(
    sentence("a user changes {who:Name}'s {label:Label} in {system:System} just before request {number:d} is answered")
)
def changed(world: World, who: str, label: str, system: str, number: int) -> None:
    """Change a property between the question and the answer."""
    end = world.sections.end(system)
    _act(world, number, lambda: world.users.change(who, label, end, values.fresh(world, who, label)))


@given(
    sentence(
        "a user changes {who:Name}'s {label:Label} alike in both systems just before request {number:d} is answered"
    )
)
def changed_alike(world: World, who: str, label: str, number: int) -> None:
    """Give a property one new value on both sides between the question and the answer."""
    _act(world, number, lambda: values.change_alike(world, who, label))


@given(sentence("a user archives {who:Name} in {system:System} just before request {number:d} is answered"))
def archived(world: World, who: str, system: str, number: int) -> None:
    """Archive a record between the question and the answer."""
    _act(world, number, lambda: world.users.archive(who, world.sections.end(system)))


@given(sentence("a user restores {who:Name} in {system:System} just before request {number:d} is answered"))
def restored(world: World, who: str, system: str, number: int) -> None:
    """Take a record out of the archive between the question and the answer."""
    _act(world, number, lambda: world.users.archive(who, world.sections.end(system), archived=False))


@given(
    sentence("a user moves {who:Name} to {place:Place} in {system:System} just before request {number:d} is answered")
)
def moved(world: World, who: str, place: str, system: str, number: int) -> None:
    """Move a record between the question and the answer."""
    _act(world, number, lambda: world.users.move(who, world.sections.end(system), place))


@given(
    sentence(
        "a user copies {who:Name} in {system:System}, and calls the copy {other:Newcomer} "
        "just before request {number:d} is answered"
    )
)
def copied(world: World, who: str, system: str, other: str, number: int) -> None:
    """Copy a record between the question and the answer."""
    _act(world, number, lambda: world.users.copy(who, world.sections.end(system), other))


@given(sentence("{who:Name} is removed from {system:System} just before request {number:d} is answered"))
def removed(world: World, who: str, system: str, number: int) -> None:
    """Delete a record between the question and the answer."""
    _act(world, number, lambda: world.users.remove(who, world.sections.end(system)))


@given(sentence("{who:Newcomer} is added to {system:System} just before request {number:d} is answered"))
def added(world: World, who: str, system: str, number: int) -> None:
    """Add a record between the question and the answer."""
    _act(world, number, lambda: world.users.add(who, world.sections.end(system)))


@given(
    sentence("{system:System}'s clock goes {minutes:d} minutes {way:Way} just before request {number:d} is answered")
)
def clock_differs(world: World, system: str, minutes: int, way: int, number: int) -> None:
    """Let a system's clock differ from the other clocks from a request on."""
    _act(world, number, lambda: times.clock_differs(world, system, minutes, way), "robust.clock-skew")


@given(
    sentence(
        "a user changes {who:Name}'s {label:Label} in {system:System}, which no list shows yet "
        "just before request {number:d} is answered"
    )
)
def changed_unlisted(world: World, who: str, label: str, system: str, number: int) -> None:
    """Change a property between the question and the answer; no list shows the change before the next pass is over."""
    _act(world, number, lambda: times.change_unlisted(world, who, label, system), _LATE, lasting=True)


@given(
    sentence(
        "{who:Newcomer} is added to {system:System}, which no list shows yet just before request {number:d} is answered"
    )
)
def added_unlisted(world: World, who: str, system: str, number: int) -> None:
    """Add a record between the question and the answer; no list shows the record before the next pass is over."""
    _act(world, number, lambda: times.add_unlisted(world, who, system), _LATE, lasting=True)


def _act(world: World, number: int, act: Callable[[], object], rule: str = "", *, lasting: bool = False) -> None:
    _strike(world, Strike("act", "an act", rule, lasting), number, act)


def _strike(
    world: World,
    strike: Strike,
    number: int,
    act: Callable[[], object] = lambda: None,
    *,
    at_state_write: bool = False,
) -> None:
    struck = Struck(world.stage, strike, act)
    struck.arm(number, at_state_write=at_state_write)
    world.sync.strikes.append(struck)
