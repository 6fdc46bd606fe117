"""Imports point one way, low to high."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import syncproof
from syncproof import fakes, steps

LAYERS = (
    # Low to high: a module imports from its own layer or a lower one.
    {"__init__", "errors", "ledger", "rules", "verdict"},
    {"checklist", "datatypes", "inputs", "nearest", "outcome", "sut"},
    {"contract", "declared", "engine", "fakes", "features", "laws", "sentences", "tables"},
    {"accepted", "answers", "baseline", "document", "feature"},
    {"drivers", "report"},
    {"serve"},
    {"steps"},
    {"plugin", "scenario_item"},
    {"as_is", "skeleton", "smoke", "suite"},
    {"conformance"},
    {"cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

FAKES_MAY_SEE = {"ledger", "datatypes", "fakes"}
PURE = {"laws", "document", "checklist", "verdict", "ledger", "rules", "datatypes", "outcome", "contract"}
NEEDS_THE_WORLD = {
    "os",
    "io",
    "pathlib",
    "socket",
    "sqlite3",
    "httpx",
    "subprocess",
    "random",
    "time",
    "tempfile",
}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of the package as its dotted name within it, with its file."""
    roots = {
        "": Path(syncproof.__file__).parent,
        "fakes.": Path(fakes.__file__).parent,
        "steps.": Path(steps.__file__).parent,
    }
    for prefix, root in roots.items():
        for file in sorted(root.rglob("*.py")):
            if "skeletons" in file.parts:  # not ours to import
                continue
            yield prefix + ".".join(file.relative_to(root).with_suffix("").parts), file


MODULES = dict(modules())


def imported(file: Path) -> set[str]:
    """Return the dotted names that a module imports, those for the type checker's eyes left out."""
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "syncproof" else {node.module}
            )
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def layers_of(file: Path) -> set[str]:
    """Return the parts of the project that a module imports from."""
    return {name.split(".")[1] for name in imported(file) if name.startswith("syncproof.")} - {"__version__"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_from_its_own_layer_or_a_lower_one(name: str) -> None:
    own = LEVEL[name.split(".", maxsplit=1)[0]]

    assert {other for other in layers_of(MODULES[name]) if LEVEL[other] > own} == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("fakes.")])
def test_a_fake_sees_only_the_ledger_and_what_is_declared(name: str) -> None:
    assert layers_of(MODULES[name]) <= FAKES_MAY_SEE


@pytest.mark.parametrize("name", [name for name in MODULES if name.split(".", maxsplit=1)[0] in PURE])
def test_what_decides_is_free_of_input_and_output(name: str) -> None:
    assert {other.split(".", maxsplit=1)[0] for other in imported(MODULES[name])} & NEEDS_THE_WORLD == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("laws.")])
def test_a_law_knows_nothing_of_any_sync_or_system(name: str) -> None:
    assert layers_of(MODULES[name]) <= {"laws", "ledger", "datatypes", "checklist"}


@pytest.mark.parametrize(
    "name", [name for name in MODULES if not name.startswith(("steps.", "scenario_item", "plugin", "smoke"))]
)
def test_only_the_suite_sees_steps(name: str) -> None:
    assert "steps" not in layers_of(MODULES[name])


def test_the_check_sees_an_import_that_points_up(tmp_path: Path) -> None:
    upward = tmp_path / "ledger.py"
    upward.write_text("from syncproof.steps.world import World\nfrom syncproof import cli\n")

    assert layers_of(upward) == {"steps", "cli"}
