"""What a pass over many pairs costs: reads and writes, counted; seconds of the first pass and of an idle one.

`python bench/large.py [PAIRS]` compares 10 pairs a section with 10,000.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.engine.sync import OVERLAP
from syncproof.fakes.trello.shapes import board_limits
from syncproof.ledger import By, Call
from syncproof.steps.additions import add_crowd
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut

FOLDER = Path(next(iter(features.__path__)))
SECTIONS = (
    ("customerp-trello", "contact-to-members"),
    ("customerp-trello", "customer-to-organizations"),
    ("customerp-trello", "project-to-actions"),
    ("custompms-trello", "task-to-cards"),
)
FEW, MANY, CHANGED = 10, 10_000, 7
COMMENTS_A_PAGE = 1000


def requests(world: World) -> tuple[int, int]:
    """Return the reads and the writes of one pass."""
    before = len(world.ledger)
    world.sync.run()
    calls = Counter(event.asks for event in world.ledger[before:] if isinstance(event, Call) and event.by is By.SUT)
    return calls[False], calls[True]


class Figures(NamedTuple):
    """What one size costs: a line to print, the reads and writes of an idle pass, the writes after some changes."""

    line: str
    reads: int
    writes: int
    changed: int


def measured(document: str, section: str, pairs: int) -> Figures:
    """Return the figures of a first pass, an idle one, one after some changes."""
    # A board takes 5000 open cards, and what is counted here is what the sync asks for.
    board_limits.OPEN_CARDS = max(board_limits.OPEN_CARDS, 2 * pairs)
    with on_stage(Stage(Sut(), seed=0)) as stage:
        world = World(stage, load(FOLDER / document), section)
        world.begin((world.section,))
        add_crowd(world, world.section.source, pairs)
        began = time.perf_counter()
        first = requests(world)
        first_seconds = time.perf_counter() - began
        # The passes after the first see its own writes once more: cursors trail.
        for _ in range(OVERLAP + 1):
            requests(world)
        began = time.perf_counter()
        idle = requests(world)
        idle_seconds = time.perf_counter() - began
        label = world.section.rows[0].source
        for who in world.crowd[:: max(1, len(world.crowd) // CHANGED)][:CHANGED]:
            end = world.section.source
            record = world.roster.record(who, end)
            world.users.pause()
            stage.fakes[end.system].edit(end.datatype, record, {label: f"{who} renamed"})
        changed = requests(world)
    line = (
        f"{section:<26} {pairs:>6} pairs  first pass {first[0]:>6} reads {first[1]:>6} writes {first_seconds:7.2f} s"
        f"   idle {idle[0]:>3} reads {idle[1]:>2} writes {idle_seconds * 1e3:7.1f} ms"
        f"   {CHANGED} changes {changed[0]:>3} reads {changed[1]:>2} writes"
    )
    return Figures(line, *idle, changed[1])


def main(many: int = MANY) -> bool:
    """Print a line for each section and size; return whether an idle pass costs more than it may, or a change."""
    costly = False
    for document, section in SECTIONS:
        few, much = (measured(document, section, pairs) for pairs in (FEW, many))
        print(few.line, much.line, sep="\n", flush=True)
        # Edited comments show only in their list: a read a page, and one that says that it was the last.
        pages = many // COMMENTS_A_PAGE if section.endswith("actions") else 0
        costly |= much.writes > 0 or much.reads > few.reads + pages or much.changed != CHANGED
    return costly


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
