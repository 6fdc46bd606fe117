"""Own ids: a target holds the id of its source record where a row says so; whatever anybody writes, the id stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.groups import Spot
from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted, same
from syncproof.laws.words import pair_named, spot_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.laws.pairing import Pair
    from syncproof.laws.timeline import Timeline


def wrong_ids(pairs: Iterable[Pair], timeline: Timeline) -> Iterator[Finding]:
    """Find the pairs whose target holds something else than the id of the source record at the last rest."""
    for rest in timeline.rests[-1:]:
        for pair in (each for each in pairs if each.lives(rest)):
            for row in pair.scope.id_rows:
                spot = Spot(pair.target, row.target)
                held = spot.value(rest)
                own = pair.scope.id_for(row, pair.source)
                if not same(held, own):
                    wanted = f"{row.source} of {' '.join(pair.source.key[:2])}, which is {quoted(own)}"
                    text = f"{pair_named(pair)}: {spot_named(spot)} is {quoted(held)}; expected the {wanted}"
                    lines = dict.fromkeys((pair.source.born, pair.target.changed(row.target), rest))
                    yield Finding("agreement", text, tuple(lines), f"{spot_named(spot)}, which holds an id")
