"""Features that a run was to look at and did not are named at the end; who hid what is owed fails the run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from syncproof import features

FOLDER = Path(next(iter(features.__path__)))
DOCUMENT = "features/customerp-trello"
HIDDEN = f"{DOCUMENT}/employee-to-members.feature"
PLUGINS = ("pytest_bdd.plugin", "syncproof.run.plugin")
HOOK = """
def pytest_ignore_collect(collection_path):
    return True if "employee" in collection_path.name else None
"""
COLLECTOR = """
import pytest

class Some(pytest.Dir):
    def collect(self):
        return [each for each in super().collect() if "employee" not in each.name]

def pytest_collect_directory(path, parent):
    return Some.from_parent(parent, path=path)
"""
STRIPS = """
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path):
    found = yield
    return [] if file_path.suffix == ".feature" else found
"""
REPORTS = """
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_make_collect_report(collector):
    if "employee" in collector.name:
        return pytest.CollectReport(collector.nodeid, "passed", None, [])
"""
Ran: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ran:
    """Let a test run pytest in a folder with a test of somebody's and two features of a document."""
    (tmp_path / DOCUMENT).mkdir(parents=True)
    for name in ("checklist.toml", "contact-to-members.feature", "employee-to-members.feature"):
        shutil.copy(FOLDER / "customerp-trello" / name, tmp_path / DOCUMENT)
    (tmp_path / "test_other.py").write_text("def test_other(): pass")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)  # these tests may run in a worker

    def run(conftest: str = "", *options: str, settings: str = "") -> tuple[int, str]:
        (tmp_path / "conftest.py").write_text(conftest)
        (tmp_path / "pytest.ini").write_text(f"[pytest]\n{settings}\n")
        loaded = [word for each in PLUGINS for word in ("-p", each)]
        chosen = ["-m", "not syncproof or syncproof(rule='every.created')"]
        code = pytest.main(["-p", "no:cacheprovider", "--import-mode=importlib", *loaded, *chosen, *options])
        return int(code), "".join(capfd.readouterr())

    return run


class Way(NamedTuple):
    """A way to leave features out: the `conftest.py`, the options and settings, the exit code, and what is said."""

    conftest: str
    options: tuple[str, ...]
    settings: str
    code: int
    words: str


PART = f"{HIDDEN}, by"
WHOLE = f"{DOCUMENT} (2 features), by"
WAYS = {
    "a part by collect_ignore": Way(
        f"collect_ignore = ['{HIDDEN}']", (), "", 1, f"{PART} collect_ignore in conftest.py"
    ),
    "a part by collect_ignore_glob": Way(
        "collect_ignore_glob = ['*employee*']", (), "", 1, f"{PART} collect_ignore_glob in conftest.py"
    ),
    "a part by a hook": Way(HOOK, (), "", 1, f"{PART} a conftest.py or a plugin"),
    "a part by a collector": Way(COLLECTOR, (), "", 1, f"{PART} a conftest.py or a plugin"),
    "a part by a report": Way(REPORTS, (), "", 1, f"{PART} a conftest.py or a plugin"),
    "all by what collects files": Way(STRIPS, (), "", 0, f"{PART} a conftest.py or a plugin"),
    "all that is named, by what collects files": Way(
        STRIPS, ("features", "test_other.py"), "", 1, f"{PART} a conftest.py or a plugin"
    ),
    "a part of what testpaths name": Way(
        HOOK, (), "testpaths = features test_other.py", 1, f"{PART} a conftest.py or a plugin"
    ),
    "a part by --ignore": Way("", (f"--ignore={HIDDEN}",), "", 0, f"{PART} --ignore"),
    "a part by --ignore-glob": Way("", ("--ignore-glob=*employee*",), "", 0, f"{PART} --ignore-glob"),
    "a part by --ignore in the settings": Way("", (), f"addopts = --ignore={HIDDEN}", 0, f"{PART} --ignore"),
    "a part by an option that a conftest gives": Way(
        f"import os\ndef pytest_configure(config):\n    config.option.ignore = [os.path.abspath('{HIDDEN}')]",
        (),
        "",
        1,
        f"{PART} a conftest.py or a plugin",
    ),
    "a document by collect_ignore": Way(
        f"collect_ignore = ['{DOCUMENT}']", (), "", 0, f"{WHOLE} collect_ignore in conftest.py"
    ),
    "a document that is named": Way(
        f"collect_ignore = ['{DOCUMENT}']", ("features", "test_other.py"), "", 1, f"{WHOLE} collect_ignore"
    ),
    "a document that is named, and another thing by --ignore": Way(
        f"collect_ignore = ['{DOCUMENT}']",
        ("features", "test_other.py", "--ignore=docs"),
        "",
        1,
        f"{WHOLE} collect_ignore",
    ),
    "a document by norecursedirs": Way("", (), "norecursedirs = customerp*", 0, f"{WHOLE} norecursedirs"),
    "all by norecursedirs": Way("", (), "norecursedirs = feat*", 0, "features (2 features), by norecursedirs"),
}


@pytest.mark.parametrize("name", WAYS)
def test_what_is_left_out_is_named_and_what_is_owed_fails_the_run(name: str, ran: Ran) -> None:
    way = WAYS[name]

    code, said = ran(way.conftest, *way.options, settings=way.settings)

    assert (code, f"  {way.words}" in said) == (way.code, True), said
    assert ("nobody judged these features: " in said) is bool(code)


def test_features_in_a_folder_that_pytest_never_enters_are_named(ran: Ran, tmp_path: Path) -> None:
    (tmp_path / "features").rename(tmp_path / "build")

    code, said = ran()

    assert (code, "  build (2 features), by a habit of pytest, whose setting is norecursedirs" in said) == (0, True)


@pytest.mark.parametrize(
    "options",
    [(), ("test_other.py",), (f"{DOCUMENT}/contact-to-members.feature",), (f"{DOCUMENT}/employee-to-members.feature",)],
)
def test_nothing_is_said_where_nothing_that_was_asked_for_is_left_out(options: tuple[str, ...], ran: Ran) -> None:
    code, said = ran("collect_ignore_glob = ['*employee*']" if options else "", *options)

    assert (code, "left out" in said) == (0, False), said


def test_a_collection_that_fails_early_blames_nobody(ran: Ran, tmp_path: Path) -> None:
    feature = tmp_path / DOCUMENT / "contact-to-members.feature"
    feature.write_text(feature.read_text().replace("@every.created", "@every.creatd"))

    code, said = ran("", "-x")

    assert (code != 0, "its tags name 0: @every.creatd" in said, "left out" in said) == (True, True, False), said


@pytest.mark.thorough
def test_what_a_worker_leaves_out_is_named_by_the_main_process(ran: Ran) -> None:
    code, said = ran("collect_ignore_glob = ['*employee*']", "-p", "xdist.plugin", "-n", "1")

    assert (code, said.count(f"  {PART} collect_ignore_glob in conftest.py")) == (1, 1), said


def test_who_only_collects_is_told_too_and_nothing_fails(ran: Ran) -> None:
    code, said = ran(HOOK, "--collect-only", "-q")

    assert (code, f"  {PART}" in said) == (0, True), said
