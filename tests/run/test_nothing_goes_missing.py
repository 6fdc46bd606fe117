"""Every planned scenario has exactly one outcome, whatever other people's plugins, hooks, tags and processes do."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from syncproof import features
from syncproof.cli import main
from syncproof.errors import HarnessBroke
from syncproof.run.account import Planned, accounted
from syncproof.run.gaps import Gaps
from syncproof.sut import THE_REFERENCE
from syncproof.verdict import Outcome, Verdict
from tests.run.conftest import FOREIGN, PLAIN, Foreign, Plain

FOLDER = Path(next(iter(features.__path__)))
FEATURE = "customerp-trello/contact-to-members.feature"
CHOSEN = ["--section", "contact-to", "--only", "every.whatever-it-holds"]
NAMES = {"With only what is mandatory", "With every property filled", "Two that look exactly alike"}


def verdicts(summary: dict[str, Any]) -> dict[str, str]:
    """Return the verdicts of a summary's scenarios, by name."""
    return {each["name"]: each["verdict"] for each in scenarios(summary)}


def scenarios(summary: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        scenario
        for document in summary["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for scenario in rule["scenarios"]
    ]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_run_names_what_a_plugin_lost_and_ends_with_4(
    name: str, foreign: Foreign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, why = FOREIGN[name]
    foreign(source)

    code = main(["run", *CHOSEN, "--json", str(tmp_path / "summary.json")])

    summary = json.loads((tmp_path / "summary.json").read_text())
    errors = [each for each in scenarios(summary) if each["verdict"] == "error"]
    assert (code, set(verdicts(summary))) == (4, NAMES)
    assert errors
    assert {why in " ".join(each["failure"].split()) for each in errors} == {True}
    assert summary["documents"][0]["sections"][0]["sentences"][0]["verdict"] == "error"
    assert why in " ".join(capsys.readouterr().out.split())


def test_a_run_against_the_real_trello_names_what_a_plugin_lost(
    foreign: Foreign, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign(FOREIGN["deselects"][0])

    assert main(["run", *CHOSEN, "--trello-as-is"]) == 4
    assert FOREIGN["deselects"][1] in " ".join(capsys.readouterr().out.split())


DIES = """
import os, signal
from pathlib import Path
from syncproof.drivers import DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync

class Dying(Sync):
    def run(self):
        try:
            Path(os.environ["DIED"]).touch(exist_ok=False)  # of two processes, one
        except FileExistsError:
            super().run()
        else:
            os.kill(os.getpid(), int(os.environ.get("DIES_OF", signal.SIGKILL)))

DRIVERS["dying"] = in_process(Dying)
"""
"""A sync in this process that the system kills once, and the process with it, as one that takes too much memory."""

RUN = """
import sys, pytest, dying
from syncproof.cli import main

original = pytest.main
pytest.main = lambda arguments, plugins: original(["-p", "dying", *arguments], plugins)
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def dying(tmp_path: Path) -> dict[str, str]:
    """Return the environment in which one process can load, and play, a sync that is killed once."""
    (tmp_path / "dying.py").write_text(DIES)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path, "DIED": str(tmp_path / "died")}


@pytest.mark.thorough
def test_a_run_names_the_scenario_of_a_worker_that_was_killed(dying: dict[str, str], tmp_path: Path) -> None:
    options = [*CHOSEN, "--workers", "2", "--driver", "dying", "--json", str(tmp_path / "summary.json")]

    ended = subprocess.run([sys.executable, "-c", RUN, "run", *options], env=dying, check=False, capture_output=True)  # noqa: S603 - our own words

    seen = verdicts(json.loads((tmp_path / "summary.json").read_text()))
    assert (ended.returncode, set(seen), sorted(seen.values())) == (4, NAMES, ["error", "pass", "pass"])
    assert b"  why       worker 'gw" in ended.stdout


@pytest.mark.thorough
def test_a_run_whose_worker_is_interrupted_keeps_what_was_judged(dying: dict[str, str], tmp_path: Path) -> None:
    options = [*CHOSEN, "--workers", "2", "--driver", "dying", "--json", str(tmp_path / "summary.json")]
    dying["DIES_OF"] = str(int(signal.SIGINT))
    hears = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler){RUN}"

    ended = subprocess.run([sys.executable, "-c", hears, "run", *options], env=dying, check=False, capture_output=True)  # noqa: S603 - our own words

    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (ended.returncode, summary["run"]["ended"]) == (130, "interrupted"), ended.stderr


class DeadWorker:
    """A worker of pytest-xdist that has died, which nobody has told the main process yet."""

    def __init__(self) -> None:
        self.workerinput: dict[str, object] = {}
        # As far as the gaps of a run look at its configuration.
        self.config = cast("pytest.Config", SimpleNamespace(getoption=lambda _: "given", workerinput={}))
        self.sendcommand: Callable[..., None] = self._send

    def _send(self, name: str, **_: object) -> None:
        raise OSError(f"cannot send {name} (already closed?)")


def test_a_command_for_a_worker_that_has_just_died_breaks_nothing() -> None:
    worker = DeadWorker()

    Gaps(worker.config).name_file(worker)

    worker.sendcommand("runtests", indices=[0])
    assert list(worker.workerinput.values()) == ["given"]


ENDS = """
import os, sys
class Ends:
    def find_spec(self, name, *_):
        if name.startswith("{module}"):
            os.kill(os.getpid(), 9)
if sys.argv == ["-c"]:
    sys.meta_path.insert(0, Ends())
"""


@pytest.mark.parametrize("module", ["", "syncproof.run.feature_file"], ids=["at once", "while it loads"])
def test_a_worker_that_ends_before_it_collects_is_told_in_a_line(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(ENDS.format(module=module))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    code = main(["run", *CHOSEN, "--workers", "2"])

    said = "".join(capfd.readouterr())
    assert code == 4
    assert "a worker ended before it had collected the scenarios" in said
    assert "Traceback" not in said
    assert "INTERNALERROR" not in said


def test_pytest_names_the_scenarios_of_a_worker_that_was_killed(dying: dict[str, str]) -> None:
    plugins = [word for name in ("pytest_bdd.plugin", "syncproof.run.plugin", "xdist.plugin") for word in ("-p", name)]
    options = [
        "-n",
        "1",
        "--max-worker-restart=0",
        "--syncproof-driver=dying",
        "--syncproof-only=every.whatever-it-holds",
    ]
    command = [sys.executable, "-m", "pytest", *PLAIN, *plugins, "-p", "dying", *options, str(FOLDER / FEATURE)]
    dying["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

    ended = subprocess.run(command, env=dying, check=False, capture_output=True, text=True)  # noqa: S603 - our own words

    assert ended.returncode == pytest.ExitCode.TESTS_FAILED
    assert re.findall(r"^(FAILED|ERROR) .*::test_", ended.stdout, re.MULTILINE) == ["FAILED", "ERROR", "ERROR"]
    assert "worker 'gw0' crashed while running" in ended.stdout


@pytest.mark.parametrize(
    ("source", "why"),
    [
        *(
            FOREIGN[name]
            for name in ("takes away", "plays none", "calls none", "skips", "expects to fail", "exits", "drops reports")
        ),
        (
            (
                "import pytest\n"
                "def pytest_collection_modifyitems(items):\n"
                "    for item in items:\n"
                "        item.add_marker(pytest.mark.skip(reason='too slow'))\n"
            ),
            "the scenario was not played: too slow",
        ),
    ],
)
def test_pytest_is_not_green_either(source: str, why: str, plain: Plain) -> None:
    code, out = plain(FOLDER / FEATURE, "--syncproof-only=every.whatever-it-holds", source=source)

    assert code == pytest.ExitCode.TESTS_FAILED
    assert why in " ".join(out.split())


@pytest.mark.parametrize(
    "source",
    [
        "def pytest_runtest_logreport(report):\n    report.outcome = 'passed'\n",
        (
            "import pytest\n"
            "def pytest_collection_modifyitems(items):\n"
            "    for item in items:\n"
            "        item.add_marker(pytest.mark.xfail(reason='later'))\n"
        ),
    ],
)
def test_a_failure_is_none_the_less_for_a_plugin_that_calls_it_a_pass(source: str, plain: Plain) -> None:
    code, _ = plain(
        FOLDER / FEATURE, "--syncproof-only=in-sync.forward", "--syncproof-driver=broken:creates-only", source=source
    )

    assert code == pytest.ExitCode.TESTS_FAILED


def test_pytest_is_green_where_all_is_played(plain: Plain) -> None:
    code, _ = plain(FOLDER / FEATURE, "--syncproof-only=every.created")

    assert code == pytest.ExitCode.OK


@pytest.mark.parametrize("option", ["--collect-only", "--fixtures", "--fixtures-per-test"])
def test_pytest_shows_what_there_is_without_a_word_of_gaps(option: str, plain: Plain) -> None:
    code, out = plain(FOLDER / FEATURE, "--syncproof-only=every.created", option)

    assert (code, "no process reported the end" in out) == (pytest.ExitCode.OK, False)


def copied(tmp_path: Path, before: str, after: str) -> Path:
    """Return a copy of the features, with one thing in one of them that is changed."""
    folder = tmp_path / "features"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (folder / FEATURE).read_text()
    assert before in text
    (folder / FEATURE).write_text(text.replace(before, after, 1))
    return folder


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("    @every.created\n", "    @skip\n    @every.created\n", "7: @skip: a scenario that is not judged"),
        ("  @every\n", "  @skipif\n  @every\n", "4: @skipif: a scenario that is not judged"),
        ("Feature:", "@xfail\nFeature:", "1: @xfail: a scenario that is not judged"),
        ("      Examples:", "      @skip\n      Examples:", "22: @skip: a scenario that is not judged"),
        ("With every property filled", "A new contact", "the name stands on line 8 already: A new contact"),
        (
            "| one record   ",
            "| nothing      ",
            "the name stands on line 24 already: From before the first run: nothing",
        ),
    ],
)
def test_a_feature_that_would_lose_a_scenario_is_refused(
    before: str, after: str, what: str, tmp_path: Path, plain: Plain, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path, before, after)

    assert main(["run", *CHOSEN, "--features", str(folder)]) == 2
    assert what in " ".join(capfd.readouterr().err.split())
    code, out = plain(folder / FEATURE)
    assert code == pytest.ExitCode.INTERRUPTED
    assert what in " ".join(out.split())


@pytest.mark.thorough
@pytest.mark.parametrize("driver", ["reference", "broken:creates-only"])
def test_an_interpreter_that_strips_assertions_comes_to_the_same(driver: str) -> None:
    program = "import sys; from syncproof.cli import main; sys.exit(main(sys.argv[1:]))"
    options = ["--section", "contact-to", "--only", "in-sync.forward", "--driver", driver]

    ended = subprocess.run([sys.executable, "-O", "-c", program, "run", *options], check=False, capture_output=True)  # noqa: S603 - our own words

    assert ended.returncode == (0 if driver == "reference" else 1)


PLAN = [Planned("customerp-trello", "contact-to-members", "every.created", name, 8) for name in ("A", "B")]


def outcome(each: Planned, verdict: Verdict = Verdict.PASS) -> Outcome:
    return replace(unaccounted(each, ""), verdict=verdict, failure="")


def unaccounted(each: Planned, why: str) -> Outcome:
    return each.unaccounted(why, seed=0, sut=THE_REFERENCE, as_is=False)


def test_an_outcome_is_reported_for_each_planned_scenario() -> None:
    whole = [outcome(each) for each in PLAN]

    assert accounted(PLAN, reversed(whole), {}, unaccounted) == tuple(whole)
    assert accounted(PLAN, whole[:1], {}, unaccounted)[1].verdict is Verdict.ERROR
    assert [each.verdict for each in accounted(PLAN, [*whole, whole[1]], {}, unaccounted)] == ["pass", "error"]
    assert [each.verdict for each in accounted(PLAN, whole, {PLAN[0].key: "It died."}, unaccounted)] == [
        "error",
        "pass",
    ]


def test_an_outcome_that_nobody_planned_breaks_the_run() -> None:
    with pytest.raises(HarnessBroke, match="nobody planned: customerp-trello/contact-to-members/B"):
        accounted(PLAN[:1], [outcome(each) for each in PLAN], {}, unaccounted)
