"""What a day of polling costs: a pass of the reference sync each minute of a day, in this process.

Nothing changes but one task an hour: `python bench/day.py [DAYS]`.
"""

from __future__ import annotations

import sys
import time

from syncproof.checklist.accepted import load
from syncproof.cli.options import installed_features
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut

MINUTES = 24 * 60
MOST = 1.0
"""Seconds that a day may take."""


def main(days: int = 1) -> bool:
    """Print what a day takes; return whether it is more than it may be."""
    stage = Stage(Sut(), seed=0)
    took = []
    with on_stage(stage):
        world = World(stage, load(installed_features() / "custompms-trello"), "task-to-cards")
        world.begin((world.section,))
        world.users.add("Digging", world.section.source)
        for _ in range(days):
            began, asked = time.process_time(), len(world.ledger)
            for minute in range(MINUTES):
                if minute % 60 == 0:
                    end = (world.section.source, world.section.target)[minute // 60 % 2]
                    world.users.change("Digging", "title", end, f"Digging at minute {minute}")
                world.sync.run()
                stage.clock.advance(59)
            took.append(time.process_time() - began)
            print(f"{took[-1]:.2f} s for {MINUTES} passes, {len(world.ledger) - asked} events")
    stage.close()
    return min(took) > MOST


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
