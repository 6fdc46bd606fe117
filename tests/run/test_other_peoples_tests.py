"""In other people's repositories the plugin disturbs nobody: its names are its own, and it loads next to nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from syncproof import features
from syncproof.checklist import KINDS
from syncproof.run import plugin
from syncproof.run.vocabulary import MODULES
from syncproof.steps import fixtures
from syncproof.stories.rules import RULES
from syncproof.sut import Sut
from tests.run.conftest import Plain

FOLDER = Path(next(iter(features.__path__)))
OURS = ("-p", "syncproof.run.plugin")
BDD = ("-p", "pytest_bdd.plugin")

OPTIONS = sorted(
    {
        *(each.metadata["run"] for each in fields(Sut)),
        *("--section", "--level", "--only", "--seed", "--workers", "--baseline", "--trello-lacks", "--checklists"),
    }
)
"""The options that somebody else's `conftest.py` may have: those of `syncproof run`, and those of ours for pytest."""
FIXTURES = ("world", "stage", "open_stage", "checklists", "sut", "driver")

CONFTEST = f"""
import pytest

pytestmark = pytest.mark.thorough

def pytest_addoption(parser):
    for name in {OPTIONS}:
        parser.addoption(name, default="theirs")
    parser.addini("features", "Theirs.")

def pytest_configure(config):
    for name in {[*KINDS, "level"]}:
        config.addinivalue_line("markers", name + ": theirs")

""" + "\n".join(f"@pytest.fixture\ndef {name}():\n    return 'theirs'\n" for name in FIXTURES)

TEST = f"""
import pytest

@pytest.mark.every
@pytest.mark.properties
def test_theirs(pytestconfig, {", ".join(FIXTURES)}):
    assert {{{", ".join(FIXTURES)}}} == {{"theirs"}}
    assert {{pytestconfig.getoption(name) for name in {OPTIONS}}} == {{"theirs"}}

def test_another():
    pass
"""

FEATURE = """
Feature: Logging in

  @every
  Rule: Everybody can

    @every.created @required
    Scenario: Somebody logs in
      Given both systems know Ada
      When the sync runs
      Then nothing else has changed
"""

STEPS = """
from pytest_bdd import given, scenarios, then, when

scenarios("login.feature")

@given("both systems know Ada")
def known(world):
    assert world == "theirs"

@when("the sync runs")
def runs(stage):
    assert stage == "theirs"

@then("nothing else has changed")
def nothing():
    pass
"""

MARKERS = "[pytest]\nmarkers =\n    every.created: theirs\n    required: theirs\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository of somebody else's, with options, fixtures and marks of our names."""
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_theirs.py").write_text(TEST)
    return tmp_path


def ran(folder: Path, *options: str, load: bool = False) -> tuple[int, str]:
    """Run pytest in a folder and return its exit code and output; `load` lets it load whatever is installed."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--strict-markers", "-Werror", *options]
    # These tests may run in a worker of pytest-xdist; the pytest that they start is none.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    environ |= {"PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "" if load else "1"}
    ended = subprocess.run(command, cwd=folder, env=environ, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    "plugins", [OURS, (*BDD, *OURS), (*BDD, *OURS, "-p", "xdist.plugin", "-n", "1")], ids=["alone", "bdd", "xdist"]
)
def test_options_fixtures_and_marks_of_our_names_can_be_somebody_elses(
    repository: Path, plugins: tuple[str, ...]
) -> None:
    code, out = ran(repository, *plugins, "-m", "every")

    assert (code, "1 passed" in out) == (0, True), out


@pytest.mark.parametrize("options", [(), ("-p", "no:syncproof")], ids=["with", "without"])
def test_the_plugin_as_it_is_installed_can_be_switched_off(repository: Path, options: tuple[str, ...]) -> None:
    code, out = ran(repository, "-p", "no:schemathesis", *options, load=True)
    _, text = ran(repository, "-p", "no:schemathesis", *options, "--help", load=True)

    assert (code, "2 passed" in out) == (0, True), out
    assert ("--syncproof-sut" in text) is (not options)


def test_every_name_that_the_plugin_gives_to_pytest_begins_with_its_own() -> None:
    parser = pytest.Parser(_ispytest=True)
    plugin.pytest_addoption(parser)
    options = parser.getgroup("syncproof").options

    assert len(options) > len(fields(Sut))
    assert [name for option in options for name in option.names() if not name.startswith("--syncproof-")] == []
    assert [option.dest for option in options if not option.dest.startswith("syncproof_")] == []
    assert [name for name in named(fixtures) if not name.startswith("syncproof_")] == []
    assert len(list(named(fixtures))) > 3


def named(module: ModuleType) -> Iterator[str]:
    """Yield the names of a module's fixtures."""
    for name, each in vars(module).items():
        if marker := getattr(each, "_fixture_function_marker", None):
            yield marker.name or name


def test_no_module_of_the_steps_has_fixtures_of_its_own() -> None:
    modules = [import_module(name) for name in MODULES if name != fixtures.__name__]

    assert {name for module in modules for name in named(module) if not name.startswith("pytestbdd_stepdef_")} == set()


def test_one_mark_is_registered(tmp_path: Path) -> None:
    _, theirs = ran(tmp_path, "--markers")
    _, ours = ran(tmp_path, *OURS, "--markers")

    added = set(ours.splitlines()) - set(theirs.splitlines())
    assert added == {"@pytest.mark.syncproof(rule, kind, level): a scenario of one of syncproof's features"}


def test_features_of_somebody_elses_with_our_tags_and_sentences_are_played_as_ever(repository: Path) -> None:
    (repository / "login.feature").write_text(FEATURE)
    (repository / "test_login.py").write_text(STEPS)
    (repository / "pytest.ini").write_text(MARKERS)

    assert ran(repository, *BDD)[0] == 0
    code, out = ran(repository, *BDD, *OURS)
    chosen, text = ran(repository, *BDD, *OURS, "-m", "every.created and required and not syncproof")

    assert (code, "3 passed" in out) == (0, True), out
    assert (chosen, "1 passed, 2 deselected" in text) == (0, True), text


@pytest.mark.parametrize("checklist", ["", "title = 'Theirs'\n\n[[item]]\ndone = true\n"], ids=["none", "theirs"])
def test_features_of_somebody_elses_that_nobody_plays_are_left_alone(repository: Path, checklist: str) -> None:
    (repository / "login.feature").write_text(FEATURE)
    if checklist:
        (repository / "checklist.toml").write_text(checklist)

    code, out = ran(repository, *OURS)

    assert (code, "2 passed" in out) == (0, True), out


def test_an_empty_run_loads_next_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "login.feature").write_text(FEATURE)
    (tmp_path / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n    print(*sorted(name for name in sys.modules if name[0] != '_'), sep='\\n')\n"
    )

    _, theirs = ran(tmp_path, "-s", "-q", "-p", "xdist.plugin")
    code, ours = ran(tmp_path, "-s", "-q", "-p", "xdist.plugin", *OURS)
    words = set(ours.split()) - set(theirs.split())
    stations = {word.split(".")[1] for word in words if word.startswith("syncproof.")}

    assert code == 0
    assert stations == {"run", "sut", "checklist", "errors", "ledger", "datatypes", "inputs"}
    assert words & {"pytest_bdd", "httpx", "falcon", "docutils", "hypothesis", "faker", "respx", "jinja2"} == set()


@pytest.fixture
def with_ours(repository: Path) -> Path:
    """Return the same repository, with a feature of ours in a folder of its own."""
    there = repository / "features" / "customerp-trello"
    there.mkdir(parents=True)
    for name in ("checklist.toml", "contact-to-members.feature"):
        shutil.copy(FOLDER / "customerp-trello" / name, there / name)
    return repository


def test_our_features_play_beside_fixtures_marks_and_sentences_of_somebody_elses(with_ours: Path) -> None:
    later = with_ours / "later"  # is collected when ours are
    later.mkdir()
    (later / "login.feature").write_text(FEATURE)
    (later / "test_login.py").write_text(STEPS)
    (with_ours / "pytest.ini").write_text(MARKERS)
    chosen = "syncproof(rule='every.exactly-once') or every or every.created and not syncproof"

    code, out = ran(with_ours, *BDD, *OURS, "-m", chosen, "-v")

    assert code == 0, out
    assert sorted(re.findall(r"^(\S+) PASSED", out, flags=re.MULTILINE)) == [
        "features/customerp-trello/contact-to-members.feature::test_the_sync_restarts_between_its_runs",
        "features/customerp-trello/contact-to-members.feature::test_the_sync_runs_again_and_again",
        "later/test_login.py::test_somebody_logs_in",
        "test_theirs.py::test_theirs",
    ]


class Collected:
    """A plugin that keeps the items of a run."""

    items: Sequence[pytest.Item] = ()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items


@pytest.mark.parametrize(
    ("chosen", "rules"),
    [
        ("syncproof", set(RULES)),
        ("syncproof(rule='every.created')", {"every.created"}),
        ("syncproof(kind='in-sync')", {name for name, rule in RULES.items() if rule.sentence == "in-sync"}),
        ("syncproof(level='required')", {name for name, rule in RULES.items() if rule.level == "required"}),
        (
            "syncproof and not syncproof(kind='in-sync')",
            {name for name, rule in RULES.items() if rule.sentence != "in-sync"},
        ),
    ],
)
def test_the_mark_chooses_by_rule_kind_and_level(plain: Plain, chosen: str, rules: set[str]) -> None:
    feature = FOLDER / "customerp-trello" / "contact-to-members.feature"
    there = {rule for rule in RULES if f"@{rule}\n" in feature.read_text()}
    collected = Collected()

    plain(feature, "--collect-only", "--strict-markers", "-m", chosen, plugins=[collected])

    marks = [mark for item in collected.items for mark in item.iter_markers("syncproof")]
    assert {mark.kwargs["rule"] for mark in marks} == rules & there != set()


@pytest.mark.parametrize("broken", ["no = [toml", "target = 'Trello'"])
def test_a_checklist_of_ours_that_is_wrong_is_told(with_ours: Path, broken: str) -> None:
    (with_ours / "features" / "customerp-trello" / "checklist.toml").write_text(broken)

    code, out = ran(with_ours, *BDD, *OURS)

    assert code == pytest.ExitCode.INTERRUPTED
    assert "checklist.toml" in out


def test_our_features_need_pytest_bdd_and_say_so(with_ours: Path) -> None:
    code, out = ran(with_ours, *OURS, "features")

    assert code == pytest.ExitCode.INTERRUPTED
    assert "features need the plugin pytest-bdd, which is switched off" in out
    assert "Traceback" not in out


def test_a_mistake_in_the_options_is_told_with_the_names_that_they_have_in_pytest(with_ours: Path) -> None:
    options = ["--syncproof-sut=true", "--syncproof-sut-url=http://127.0.0.1:1"]

    code, out = ran(with_ours, *BDD, *OURS, *options, "features")

    assert code == pytest.ExitCode.USAGE_ERROR
    assert "two systems under test at once: --syncproof-sut true and --syncproof-sut-url http://127.0.0.1:1" in out
