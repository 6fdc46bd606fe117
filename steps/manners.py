"""The manners of a sync: what no law says, since a sync without manners keeps its promises all the same.

The bounds are wide: a sync that waits as long as a system asks for, or gives the pass up, is far below them.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import PromiseBroken
from syncproof.laws.values import quoted
from syncproof.laws.words import spot_named
from syncproof.ledger import By, Call, Event, Marked, Value
from syncproof.sut.masking import disguises

if TYPE_CHECKING:
    from syncproof.laws.groups import Group, Spot
    from syncproof.laws.life import Change

MOST_EARLY = 10
"""A sync that asks more often than this while a limit lasts hammers the limit; doubled waits stay far below."""
WINDOW = 10_000
"""Milliseconds in which `MOST_EARLY` requests may come too early."""
MOST_REFUSED = 10
"""A sync whose credentials are refused more often in one pass storms; so does one that repeats a forbidden request."""
_TURNED_AWAY = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})


def check(events: Iterable[Event]) -> None:
    """Raise PromiseBroken where a sync has no manners, given the ledger of a play."""
    matter = [each for each in events if isinstance(each, Marked) or (isinstance(each, Call) and _is_turned_away(each))]
    limit_not_hammered(matter)
    no_storm(matter)


def _is_turned_away(call: Call) -> bool:
    return call.status in _TURNED_AWAY and call.by is By.SUT


def limit_not_hammered(events: Iterable[Event]) -> None:
    """Raise PromiseBroken where more than `MOST_EARLY` requests to a system came too early within a window."""
    early: dict[str, deque[Call]] = defaultdict(lambda: deque(maxlen=MOST_EARLY + 1))
    for call in _calls(events):
        if call.status == HTTPStatus.TOO_MANY_REQUESTS:
            latest = early[call.system]
            latest.append(call)
            if len(latest) > MOST_EARLY and latest[-1].at - latest[0].at < WINDOW:
                raise PromiseBroken(
                    f"the limit of {call.system} was hammered",
                    expected=f"at most {MOST_EARLY} requests that came too early within {WINDOW // 1000} s",
                    saw=f"{len(latest)} of them",
                    lines=tuple(each.line for each in latest),
                )


def no_storm(events: Iterable[Event]) -> None:
    """Raise PromiseBroken where a sync goes on and on in a pass in which a system does not let it in."""
    refused: Counter[tuple[str, ...]] = Counter()
    for event in events:
        if isinstance(event, Marked):
            refused.clear()
        elif isinstance(event, Call) and event.by is By.SUT:
            if event.status == HTTPStatus.UNAUTHORIZED:
                met: tuple[str, ...] = (event.system,)
            elif event.status == HTTPStatus.FORBIDDEN:
                met = (event.system, event.method, event.path)
            else:
                continue
            refused[met] += 1
            if refused[met] > MOST_REFUSED:
                raise PromiseBroken(
                    f"{event.system} was asked again and again, and does not let the sync in",
                    expected=f"a pass that ends after at most {MOST_REFUSED} such answers",
                    saw=f"{refused[met]} requests answered {event.status}",
                    lines=(event.line,),
                )


def nothing_taken_back(groups: Iterable[Group], begun: Sequence[int]) -> None:
    """Raise PromiseBroken where a sync takes back the last edit of a property that it has carried to the partner.

    In the end the edit stands again, once the sync reads both sides anew: the laws, which judge at rest, see no loss.
    `begun`: the lines at which passes began.
    """
    for group in groups:
        held: dict[Spot, Value] = {}
        edit: _LastEdit | None = None
        carried: tuple[Change, Spot] | None = None
        for change, spot in _changes(group):
            if change.by is not By.SUT:
                edit, carried = _LastEdit(spot, held.get(spot), change), None
            elif edit and spot != edit.spot and change.value == edit.change.value:
                carried = change, spot
            elif (
                edit
                and carried
                and spot == edit.spot
                and change.value == edit.before
                # A third record, which shares the partner, may have held that value when the pass read it, and win.
                and not any(
                    edit.before in _seen(other, begun, change.line)
                    for other in group.spots()
                    if other not in {spot, carried[1]}
                )
            ):
                raise PromiseBroken(
                    f"the sync took back an edit that it had carried: {spot_named(spot)}",
                    expected=quoted(edit.change.value),
                    saw=quoted(change.value),
                    lines=(edit.change.line, carried[0].line, change.line),
                )
            held[spot] = change.value


class _LastEdit(NamedTuple):
    """The last change of a property that is not the sync's, and what the property held before."""

    spot: Spot
    before: Value
    change: Change


def _seen(spot: Spot, begun: Sequence[int], line: int) -> Iterator[Value]:
    """Yield what a property held since the pass of a line began, up to that line."""
    since = max((each for each in begun if each <= line), default=-1)
    if spot.life.born <= since:
        yield spot.value(since)
    yield from (each.value for each in spot.life.held.get(spot.property, ()) if since < each.line < line)


def _changes(group: Group) -> list[tuple[Change, Spot]]:
    found = [(change, spot) for spot in group.spots() for change in spot.life.held.get(spot.property, ())]
    return sorted(found, key=lambda each: each[0].line)


def no_secret(text: str, secrets: Iterable[str]) -> None:
    """Raise PromiseBroken where the words of a sync hold a credential, however it is encoded."""
    if text and any(form in text for secret in secrets for form in disguises(secret)):
        raise PromiseBroken("the sync's words hold a secret", expected="no credential in any output")


def _calls(events: Iterable[Event]) -> Iterator[Call]:
    return (event for event in events if isinstance(event, Call) and event.by is By.SUT)
