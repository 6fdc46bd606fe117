"""The page on formats: the reports of a run, and the published schemas of what is JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import syncproof
from syncproof.reference.markdown import code, table
from syncproof.reference.markdown import page as page_of
from syncproof.report.formats import REPORTS, Format

_ROOT = Path(syncproof.__file__).parent


def page() -> str:
    """Return the page on formats, in Markdown."""
    intro = (
        "`syncproof run`, `syncproof report` and `syncproof merge` write each report that an option names. All of "
        "them are made from the same events, so they cannot disagree. F is a file, or a folder for a format that is "
        "one. A format that shows what happened in each story needs it kept: see [Later, and on many "
        "machines](../long-runs.md#reports-later)."
    )
    schemas = (
        "What syncproof writes as JSON, and what a sync says and is given, has a published JSON Schema. A later "
        "version of syncproof may add keys to a schema, and never takes one away."
    )
    return page_of(
        "Report formats and schemas",
        intro,
        table(("option", "what the option does", "F", "shows each story"), _formats()),
        "## Schemas",
        schemas,
        table(("schema", "of what", "file"), _schemas()),
    )


def _formats() -> Iterator[tuple[str, ...]]:
    for name, each in REPORTS.items():
        yield code(f"--{name} F"), each.help, _target(each), "yes" if each.traces else "no"


def _target(each: Format) -> str:
    if each.is_own:
        return "a folder"
    return "a file, or `-` for standard output" if each.standard_output else "a file"


def _schemas() -> Iterator[tuple[str, ...]]:
    for file in sorted(_ROOT.rglob("*.schema.json"), key=lambda file: file.name):
        schema = json.loads(file.read_text(encoding="utf-8"))
        path = file.relative_to(_ROOT).as_posix()
        name = f"{file.name.removesuffix('.schema.json').rpartition('-')[0]}"
        yield code(name), schema["description"], f"[`{file.name}`](../../src/syncproof/{path})"
