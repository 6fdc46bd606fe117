"""The stations of the fake Trello: imports point one way, low to high, and none runs in a circle."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from syncproof.fakes import trello

PACKAGE = "syncproof.fakes.trello"
ROOT = Path(trello.__file__).parent
FILES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(ROOT.rglob("*.py"))
}
LAYERS = (
    # Low to high: a station imports from itself or a lower one.
    {"capabilities"},
    {"positions", "refusals"},
    {"rules"},
    {"settings", "values"},
    {"samples"},
    {"memory"},
    {"shapes"},
    {"verbs"},
    {"request"},
    {"views"},
    {"routes"},
    {"web"},
    {"fake"},
    {"__init__"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MOST_ENTRIES = 16


def imported(text: str) -> set[str]:
    """Return the modules of the fake Trello that a text imports, by their dotted names within it."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            module = (node.module or "").removeprefix(PACKAGE).lstrip(".")
            for alias in node.names:
                name = f"{module}.{alias.name}".lstrip(".")
                found.add(name if name in FILES else module or "__init__")
    return found


def station(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def upward(module: str, text: str) -> set[str]:
    """Return the modules that lie higher than the one that imports them."""
    return {name for name in imported(text) if LEVEL[station(name)] > LEVEL[station(module)]}


def test_a_station_imports_from_itself_or_a_lower_one() -> None:
    found = {module: upward(module, file.read_text()) for module, file in FILES.items()}

    assert {module: others for module, others in found.items() if others} == {}


def test_no_import_runs_in_a_circle() -> None:
    order = TopologicalSorter({module: imported(file.read_text()) for module, file in FILES.items()})

    assert set(order.static_order()) >= set(FILES)


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    folders = {file.parent for file in FILES.values()}
    entries = {folder.name: [one for one in folder.iterdir() if one.name != "__pycache__"] for folder in folders}
    crowded = {name: len(inside) for name, inside in entries.items() if len(inside) > MOST_ENTRIES}

    assert crowded == {}


def test_the_check_sees_an_import_that_points_up() -> None:
    text = f"from {PACKAGE}.web.application import ROUTES\nfrom {PACKAGE} import rules\nfrom {PACKAGE} import routes\n"

    assert upward("memory.state", text) == {"web.application", "routes"}


def test_the_check_sees_a_circle() -> None:
    circle = TopologicalSorter({"memory.log": {"memory.state"}, "memory.state": {"memory.log"}})

    with pytest.raises(CycleError):
        circle.prepare()
