"""What the page to sign costs, of the whole checklist and of nine times as much: `python bench/pages.py [COPIES]`.

The stories are played once; those of a longer document are the same under other names.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from syncproof import cli
from syncproof.report import html
from syncproof.report.fold import folded
from syncproof.report.trace import Traces

COPIES = 9
MOST_SECONDS, MOST_BYTES = 1.0, 300
"""CPU seconds for the page of the whole checklist, and bytes for each story of a page of thousands."""
NAMES = ("Customerp", "Custompms", "customerp-", "custompms-")


def played(choice: list[str]) -> list[dict[str, Any]]:
    """Return the events of a run."""
    with TemporaryDirectory() as place:
        file = Path(place) / "events.jsonl"
        if code := cli.main(["run", "--no-settings", "--quiet", "--traces", "--events", str(file), *choice]):
            sys.exit(code)
        return [json.loads(line) for line in file.read_text().splitlines()]


def copies(events: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Yield events with so many copies of each document and of its stories, each under names of its own."""
    began, *judged, ended = events
    told = [[renamed(began, number), *(renamed(each, number) for each in judged)] for number in range(count)]
    whole = {key: [each for part in told for each in part[0][key]] for key in ("documents", "planned")}
    yield {**began, **whole}
    yield from (each for part in told for each in part[1:])
    yield ended


def renamed(event: dict[str, Any], number: int) -> dict[str, Any]:
    """Return an event in which both business systems have another name."""
    text = json.dumps(event)
    for name in NAMES:
        text = text.replace(name, f"{name.rstrip('-')}{number}{'-' * name.endswith('-')}")
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def measured(events: Any) -> tuple[int, int, float]:  # noqa: ANN401 - a list of events, as JSON has them
    """Return how many stories a page has, its bytes, and the CPU seconds that it takes."""
    whole, traces = folded(events), Traces(events)
    began = time.process_time()
    text = html.page(whole, traces)
    took = time.process_time() - began
    return sum(whole["totals"]["scenarios"].values()), len(text.encode()), took


def main(count: int = COPIES) -> bool:
    """Print what the pages take; return whether that is more than it may be."""
    events = played([] if count > 1 else ["--section", "customerp-trello/contact-to-members"])
    rows = [measured(events), measured(list(copies(events, count)))]
    for stories, size, took in rows:
        print(
            f"{stories:6,} stories: {size / 1e6:.2f} MB, {size / stories:.0f} bytes a story, {took:.2f} s of CPU time"
        )
    # A short page is mostly style and script.
    return rows[0][2] > MOST_SECONDS or (count > 1 and rows[1][1] > MOST_BYTES * rows[1][0])


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
