"""The refusals that a failure shows: what a SUT was refused, or not answered, of the records that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.ledger import By, Call, Created, Deleted, Updated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from syncproof.errors import PromiseBroken
    from syncproof.ledger import Event
    from syncproof.steps.world import World

_ANSWERED_WELL = range(200, 400)
_TOO_EARLY = 429


def refusals_shown(world: World, broken: PromiseBroken) -> tuple[Event, ...]:
    """Return the refusals of the records that failed in a world."""
    partners = [(pair.source.record, pair.target.record) for pair in world.pairs.pairing().pairs]
    return tuple(refusals(world.ledger[:], broken.lines, partners))


def struck(events: Iterable[Event]) -> tuple[Call, ...]:
    """Return the SUT's requests that trouble met."""
    return tuple(each for each in events if isinstance(each, Call) and each.by is By.SUT and each.fault)


def refusals(events: Sequence[Event], lines: Iterable[int], partners: Iterable[tuple[str, str]] = ()) -> list[Call]:
    """Return the refused and unanswered requests about the records of some ledger lines and about their partners.

    `partners` are pairs of record ids. A refused create names no record: it counts where one of the records has no
    partner, and where nothing else is to be shown. Where the lines name no record, every refusal counts. A request
    that came too early is sent again, and is no refusal.
    """
    records = {event.ref.record for line in lines if isinstance(event := events[line], Created | Updated | Deleted)}
    pairs = [set(pair) for pair in partners if records & set(pair)]
    alone = not all(any(record in pair for pair in pairs) for record in records)
    records |= {other for pair in pairs for other in pair}
    calls = [event for event in events if isinstance(event, Call) and event.by is By.SUT and _is_refused(event)]
    if not records:
        return calls
    about = [call for call in calls if _parts(call) & records]
    return [call for call in calls if call in about or ((alone or not about) and call.method == "POST")]


def _parts(call: Call) -> set[str]:
    """Return the parts of a path, for a record `1` is none of `/tasks/12`."""
    return set(call.path.partition("?")[0].split("/"))


def _is_refused(call: Call) -> bool:
    return call.status not in _ANSWERED_WELL and call.status != _TOO_EARLY
