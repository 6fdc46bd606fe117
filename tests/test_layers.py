"""Imports point one way, low to high, by folder; and no module imports itself by a detour."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import syncproof
from syncproof import fakes, steps

LAYERS = (
    # Low to high: a module imports from its own folder, its own layer, or a lower one.
    {"__init__", "errors", "ledger", "processes", "quoting"},
    {"datatypes", "inputs"},
    {"checklist"},
    {"stories", "sut", "laws", "fakes", "features"},
    {"engine", "verdict"},
    {"drivers", "report"},
    {"serve", "drift", "acceptance"},
    {"steps"},
    {"run", "starter"},
    {"trouble", "watch"},
    {"cli"},
    {"reference"},
    {"__main__"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

FAKES_MAY_SEE = {"ledger", "datatypes", "fakes"}
PURE = (
    "laws.",
    "acceptance.checklist_text",
    "acceptance.comments",
    "acceptance.kept_rows",
    "acceptance.kept_texts",
    "acceptance.places",
    "acceptance.retired",
    "acceptance.merge",
    "stories.pieces",
    "acceptance.plan",
    "acceptance.moved",
    "acceptance.nouns",
    "acceptance.properties",
    "acceptance.renamed",
    "checklist.checklist",
    "checklist.circles",
    "checklist.dialect",
    "checklist.document",
    "checklist.reading",
    "checklist.resolve",
    "checklist.section",
    "checklist.tables",
    "checklist.headings",
    "checklist.names",
    "drift.compare",
    "drift.content",
    "drift.datatypes",
    "drift.effects",
    "drift.family",
    "drift.headings",
    "drift.kin",
    "drift.lines",
    "drift.matching",
    "drift.meaning",
    "drift.parts",
    "drift.rows",
    "drift.sentences",
    "drift.text",
    "drift.unread",
    "drift.waves",
    "drift.markdown",
    "checklist.kinds",
    "checklist.policy",
    "verdict.verdict",
    "verdict.outcome",
    "ledger",
    "quoting",
    "datatypes.",
    "report.completeness",
    "report.fold",
    "report.history",
    "report.lately",
    "report.merge",
    "report.plays",
    "report.run_events",
    "report.summary",
    "report.unplayed",
    "stories.coverage",
    "stories.doubts",
    "stories.untested",
    "stories.facts",
    "stories.gherkin",
    "stories.odd_values",
    "stories.render",
    "stories.rules",
    "stories.soundness",
    "sut.contract",
    "engine.plan",
    "watch.affected",
)
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
            if "skeletons" in file.parts:  # a user's file to begin with, not ours to import
                continue
            parts = file.relative_to(root).with_suffix("").parts
            yield prefix + ".".join(parts[:-1] if parts[-1] == "__init__" and parts[:-1] else parts), file


MODULES = dict(modules())


@cache
def imports(file: Path, *, lazy: bool = True) -> frozenset[str]:
    """Return the dotted names that a module imports, those for the type checker's eyes left out.

    Without `lazy`, only what is imported when the module loads.
    """
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
        if not lazy and isinstance(node, ast.FunctionDef):
            node.body = [ast.Pass()]
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return frozenset(names)


def stations_of(file: Path) -> set[str]:
    """Return the folders, and the modules beside them, that a module imports from."""
    return {name.split(".")[1] for name in imports(file) if name.startswith("syncproof.")} - {"__version__"}


def graph(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Return which modules each module loads while it loads itself."""

    def module_of(name: str) -> str:
        return name if name in files else name.rpartition(".")[0]

    return {
        name: {
            module_of(other.removeprefix("syncproof."))
            for other in imports(file, lazy=False)
            if other.startswith("syncproof.")
        }
        for name, file in files.items()
    }


def cycle(files: Mapping[str, Path]) -> list[str]:
    """Return modules that import each other in a circle, the first named again at the end; [] where none do."""
    try:
        TopologicalSorter(graph(files)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def upward(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Return the folders of a higher layer that modules import from, for each module that does so."""
    found = {
        name: {other for other in stations_of(file) if LEVEL[other] > LEVEL[name.split(".", maxsplit=1)[0]]}
        for name, file in files.items()
    }
    return {name: others for name, others in found.items() if others}


def test_a_module_imports_from_its_own_layer_or_a_lower_one() -> None:
    assert upward(MODULES) == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert cycle(MODULES) == []


def test_folders_of_one_layer_import_each_other_one_way() -> None:
    stations: dict[str, set[str]] = {}
    for name, file in MODULES.items():
        stations.setdefault(name.split(".", maxsplit=1)[0], set()).update(stations_of(file))
    order = TopologicalSorter({name: others - {name} for name, others in stations.items()})

    assert set(order.static_order()) >= set(stations)


def beginning(*prefixes: str) -> dict[str, Path]:
    """Return the modules whose names begin so: there are some for each beginning."""
    assert [prefix for prefix in prefixes if not any(name.startswith(prefix) for name in MODULES)] == []
    return {name: file for name, file in MODULES.items() if name.startswith(prefixes)}


def seeing_others(files: Mapping[str, Path], allowed: set[str]) -> dict[str, set[str]]:
    """Return what modules import beside the folders that they may import, for each module that does so."""
    return {name: others for name, file in files.items() if (others := stations_of(file) - allowed)}


def test_a_fake_sees_only_the_ledger_and_what_is_declared() -> None:
    assert seeing_others(beginning("fakes."), FAKES_MAY_SEE) == {}


def test_what_decides_is_free_of_input_and_output() -> None:
    found = {
        name: {other.split(".", maxsplit=1)[0] for other in imports(file)} & NEEDS_THE_WORLD
        for name, file in beginning(*PURE).items()
    }

    assert {name: others for name, others in found.items() if others} == {}


def test_a_law_knows_nothing_of_any_sync_or_system() -> None:
    assert seeing_others(beginning("laws."), {"laws", "ledger", "quoting", "datatypes", "checklist"}) == {}


SEE_STEPS = ("steps.", "trouble.", "run.feature_file", "run.scenario", "run.definition", "run.words", "starter.smoke")


def test_only_what_plays_stories_sees_steps() -> None:
    others = {name: file for name, file in MODULES.items() if not name.startswith(SEE_STEPS)}

    assert [name for name, file in others.items() if "steps" in stations_of(file)] == []
    assert len(others) > len(MODULES) / 2


def test_the_checks_see_an_import_that_points_up_and_one_that_comes_round(tmp_path: Path) -> None:
    high, back = tmp_path / "ledger.py", tmp_path / "errors.py"
    high.write_text("from syncproof.steps.world import World\nfrom syncproof import cli, errors\n")
    back.write_text("from syncproof.ledger import Ledger\n")

    files = {"ledger": high, "errors": back}
    assert stations_of(high) == {"steps", "cli", "errors"}
    assert upward(files) == {"ledger": {"steps", "cli"}}
    assert seeing_others(files, {"errors", "ledger"}) == {"ledger": {"steps", "cli"}}
    assert sorted(set(cycle(files))) == ["errors", "ledger"]
