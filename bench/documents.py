"""What a folder of documents costs: a thousand, each read and held against what was accepted of it.

Each has 4 sections of 8 rows, and their features; every tenth has drifted in a section:
`python bench/documents.py [DOCUMENTS]`.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from syncproof.checklist.accepted import FILE
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.checklist import End
from syncproof.checklist.dialect import header, wording
from syncproof.checklist.resolve import parse
from syncproof.drift.check import checked
from syncproof.fakes import FAKES
from syncproof.stories.render import rendered

SECTIONS, ROWS = 4, 8
MOST = 20.0
"""Seconds that a thousand documents may take."""


def lines(source: str, target: str, last_type: str) -> Iterator[str]:
    """Yield the lines of a document of two systems."""
    title = f"{source} to {target} Dataflow"
    bar = "=" * len(title)
    yield from (
        bar,
        title,
        bar,
        "",
        "Generated: 2026-01-31 12:00:00",
        "",
        "Introduction",
        "------------",
        "",
        "Prose.",
        "",
    )
    for number in range(SECTIONS):
        ends = End(source, f"Order {number}"), End(target, f"Purchase {number}")
        heading = f"{ends[0]} to {ends[1]}"
        yield from (heading, "-" * len(heading))
        for kind in ("every", "in-sync", "properties"):
            yield from (wording(kind, *ends), "")
        yield from (".. list-table::", "   :header-rows: 1", "")
        types = ["string"] * (ROWS - 1) + [last_type if number == 0 else "string"]
        cells = [
            header(*ends),
            *((f"address.line{row}", f"lines.{row}", f'"{type_}"') for row, type_ in enumerate(types)),
        ]
        for one, two, three in cells:
            yield from (f"   * - {one}", f"     - {two}", f"     - {three}")
        yield from ("", "")


def main(count: int = 1000) -> bool:
    """Print what the documents take; return whether that is more than it may be."""
    with TemporaryDirectory() as place:
        folder, features = Path(place) / "documents", Path(place) / "features"
        folder.mkdir()
        documents = []
        texts: dict[str, str] = {}
        for number in range(count):
            names = f"Alpha {number}", f"Beta {number % 7}"
            accepted = parse("\n".join(lines(*names, "string")), "accepted.rst")
            (features / accepted.slug).mkdir(parents=True)
            (features / accepted.slug / FILE).write_text(dump(accepted))
            if not texts:
                FAKES.derive([accepted])
                texts = rendered(accepted, FAKES.declared)
            for name, text in texts.items():
                # A comment, so that no feature is known from the document before.
                (features / accepted.slug / name).write_text(f"# {number}\n{text}")
            documents.append(folder / f"{number}.rst")
            documents[-1].write_text("\n".join(lines(*names, "integer" if number % 10 == 0 else "string")))
        began = time.process_time()
        verdicts = Counter(each.verdict for each in checked(documents, features))
        took = time.process_time() - began
    print(f"{took:.1f} s for {count} documents: {dict(verdicts)}")
    return took > MOST * count / 1000 or verdicts != {
        "same": count - len(range(0, count, 10)),
        "drift": len(range(0, count, 10)),
    }


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
