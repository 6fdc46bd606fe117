"""Files that are nearly right, of each kind that a command reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeAlias

from tests.cli.hostile.attack import ONE_STORY, Attack
from tests.cli.hostile.spoiled import spoiled

TESTS = Path(__file__).parents[2]
FEATURES = TESTS.parent / "features"
DOCUMENTS = sorted((TESTS / "documents" / "good").glob("*.rst"))
OF_TASKS = "custompms-trello"

Made: TypeAlias = tuple[tuple[str, ...], dict[str, bytes]]
"""The words of a command line, and the files that lie there."""


@lru_cache(maxsize=1)
def _features() -> dict[str, bytes]:
    folder = FEATURES / OF_TASKS
    return {
        f"features/{OF_TASKS}/{each.name}": each.read_bytes() for each in sorted(folder.iterdir()) if each.is_file()
    }


def _document(chance: random.Random) -> Made:
    words = chance.choice(
        (
            ("check", "d.rst"),
            ("accept", "--dry-run", "d.rst"),
            ("diff", "good.rst", "d.rst"),
            ("diff", "d.rst", "good.rst"),
            ("run", "d.rst", "--level", "required", "--only", "every.created"),
        )
    )
    good = chance.choice(DOCUMENTS).read_bytes()
    return words, {"d.rst": spoiled(good, chance), "good.rst": good}


def _checklist(chance: random.Random) -> Made:
    words = chance.choice(
        (
            ("run", *ONE_STORY),
            ("list", "sections"),
            ("list", "stories"),
            ("explain", "every.created"),
            ("sweep", "--story", "no such story"),
        )
    )
    name = f"features/{OF_TASKS}/checklist.toml"
    return (*words, "--features", "features"), _features() | {name: spoiled(_features()[name], chance)}


def _feature(chance: random.Random) -> Made:
    words = chance.choice((("run", *ONE_STORY), ("list", "stories"), ("list", "rules")))
    name = f"features/{OF_TASKS}/task-to-cards.feature"
    return (*words, "--features", "features"), _features() | {name: spoiled(_features()[name], chance)}


SETTINGS = b"""\
[tool.syncproof]
level = ["required"]
workers = 1
sut = "true"
sut-daemon = false
pass-timeout = 30
sut-passes = 1
sut-writes = 100
sut-debounce = 1.5
sut-mark = ["Trello Attachments"]
sut-env = ["USER"]
baseline = "known.toml"

[tool.syncproof.reports]
json = "out.json"
junit = "out.xml"
"""
BASELINE = b"""\
[[known]]
section = "custompms-trello/task-to-cards"
rule = "every.created"
scenario = "A new task"
fingerprint = ["law counterpart: none"]
reason = "It is not built yet."
owner = "Ada"
expires = 2030-01-31
"""


def _settings(chance: random.Random) -> Made:
    return ("run", *ONE_STORY), {
        "pyproject.toml": spoiled(SETTINGS, chance),
        "known.toml": BASELINE,
    }


def _baseline(chance: random.Random) -> Made:
    return ("run", *ONE_STORY, "--baseline", "known.toml"), {"known.toml": spoiled(BASELINE, chance)}


SECTION = b"""\
{"schema": "syncproof-checklist/1", "document": "Custompms to Trello Dataflow", "policy": "latest-wins",
 "sections": [{"id": "task-to-cards", "title": "Custompms Task to Trello Cards",
  "source": {"system": "Custompms", "datatype": "Task"}, "target": {"system": "Trello", "datatype": "Cards"},
  "place": {"board": "69a3f23de3cd7e4e5c000011", "list": "69a3f23de3cd7e4e5c000012"},
  "promises": ["every", "in-sync", "properties"],
  "properties": [{"source": "title", "target": "name", "type": "string"},
   {"source": "done", "target": "dueComplete", "type": "boolean"}],
  "criteria": [{"source": "title", "target": "name"}],
  "predicate": {"property": "title", "operator": "is", "value": "x"},
  "connections": [{"property": "title", "section": "task-to-cards"}]}],
 "systems": [{"name": "Alpha", "word": "ALPHA", "datatypes": [{"name": "Customers", "path": "/customers",
  "required": ["name"], "fields": {"name": ["properties", "name"]}}]}]}
"""
NOWHERE = "http://127.0.0.1:9"
REACHED = {
    **{f"SYNCPROOF_{system}_URL": NOWHERE for system in ("CUSTOMPMS", "TRELLO", "CUSTOMERP", "ALPHA", "CLOCK")},
    **{
        f"SYNCPROOF_{name}": "x"
        for name in ("CUSTOMPMS_KEY", "TRELLO_KEY", "TRELLO_TOKEN", "CUSTOMERP_TOKEN", "ALPHA_TOKEN")
    },
    "SYNCPROOF_STATE_DIR": ".",
}


def _sut_checklist(chance: random.Random) -> Made:
    return ("sync", "--checklist", "c.json"), {"c.json": spoiled(SECTION, chance)}


FILES: Mapping[str, tuple[Callable[[random.Random], Made], int]] = {
    "a document": (_document, 150),
    "a checklist": (_checklist, 90),
    "a feature": (_feature, 110),
    "settings": (_settings, 80),
    "a baseline": (_baseline, 60),
    "what a sync is told": (_sut_checklist, 90),
}
"""Each kind of file, and how many spoiled ones there are."""


def attacks_by_files() -> dict[str, list[Attack]]:
    """Return all by the kind of the file."""
    found: dict[str, list[Attack]] = {}
    for kind, (make, count) in FILES.items():
        found[kind] = []
        for number in range(count):
            words, _ = _made(make, f"{kind} {number}")
            environ = REACHED if kind == "what a sync is told" else {}
            files = partial(_files, make, f"{kind} {number}")
            found[kind].append(Attack(f"{kind} {number}: {' '.join(words)}", words, files, environ))
    return found


def _files(make: Callable[[random.Random], Made], seed: str) -> dict[str, bytes]:
    return _made(make, seed)[1]


def _made(make: Callable[[random.Random], Made], seed: str) -> Made:
    return make(random.Random(seed))  # noqa: S311 - the same ones each time
