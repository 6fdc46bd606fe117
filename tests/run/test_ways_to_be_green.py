"""Every way to be green without having judged: a row each, with the command, the exit code and the words about it."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from syncproof import features
from syncproof.cli import main
from tests.run.conftest import FOREIGN, Foreign

FOLDER = Path(next(iter(features.__path__)))
ADDED = """\
      When Ada is added to Customerp
      And the sync comes to rest
      Then Ada is in Trello, once
      And"""
"""What happens in the first scenario of the feature."""
FEATURE = "features/customerp-trello/contact-to-members.feature"
ONE = "--section contact-to --only every.created"
"""One scenario, which the reference sync passes."""
THREE = "--section contact-to --only every.whatever-it-holds"
PYTHON = shlex.quote(sys.executable)
OUTSIDE = f"{ONE} --sut '{PYTHON} sync.py'"
BROKEN = "--section contact-to --only in-sync.forward --driver broken:creates-only"
EMPTY = """\
============================
Customerp to Trello Dataflow
============================

Generated: 2026-08-01 10:00:00

Introduction
------------

Nothing.
"""
KNOWN = """[[known]]
section = "customerp-trello/contact-to-members"
rule = "{rule}"
scenario = "{scenario}"
reason = "the next release mends it"
"""
FOUND = """\
Feature: Customerp Contact to Trello Members

  @every
  Rule: Every Contact becomes a Member

    @every.created
    Example: Found
      When Ada is added to Customerp
      And Ada is removed from Customerp
      And the sync comes to rest
      Then nothing else has changed
"""
ROWS = """\
        | nothing                        |
        | one record                     |
        | a page of records              |
        | a page of records and one more |
        | several pages of records       |
"""


class Way(NamedTuple):
    """A way to be green without having judged: how the folder is prepared, what is run, and what the run says of it."""

    command: str
    code: int
    words: str
    files: tuple[tuple[str, str], ...] = ()
    """Files that are written first, each with its text."""
    change: tuple[str, str] = ("", "")
    """What is replaced, once, in a copy of the features, which `--features features` then names."""
    plugin: str = ""
    """The source of a plugin of somebody else's that the run loads."""


WAYS = {
    # What was chosen, found and collected.
    "a rule that nobody has": Way("--section contact-to --only every.creatd", 2, "nearest every.created"),
    "a section that nobody has": Way("--section contct", 2, "nearest contact-to-members"),
    "no feature at all": Way(f"{ONE} --features empty", 2, "empty", files=(("empty/README", ""),)),
    "a document without sections": Way(
        "empty.rst", 3, "the document has no section, so nothing was asserted", files=(("empty.rst", EMPTY),)
    ),
    "a part that is taken for the whole": Way(f"{ONE} --require-complete", 3, "were not played"),
    # What was played.
    **{f"a plugin that {name}": Way(THREE, 4, why, plugin=source) for name, (source, why) in FOREIGN.items()},
    "a failure that is expected": Way(
        BROKEN,
        1,
        "exit 1",
        plugin=(
            "import pytest\n"
            "def pytest_collection_modifyitems(items):\n"
            "    for item in items:\n"
            "        item.add_marker(pytest.mark.xfail(reason='later'))"
        ),
    ),
    "a failure that a plugin calls a pass": Way(
        BROKEN,
        1,
        "exit 1",
        plugin=(
            "import pytest\n"
            "@pytest.hookimpl(tryfirst=True)\ndef pytest_runtest_logreport(report):\n    report.outcome = 'passed'"
        ),
    ),
    # What a feature says.
    "a scenario that is tagged @skip": Way(
        ONE,
        2,
        "@skip: a scenario that is not judged",
        change=("    @every.created\n", "    @skip\n    @every.created\n"),
    ),
    "a rule that is tagged @xfail": Way(
        ONE, 2, "@xfail: a scenario that is not judged", change=("  @every\n", "  @xfail\n  @every\n")
    ),
    "a scenario without its rule": Way(ONE, 2, "its tags name 0", change=("    @every.created\n", "")),
    "two scenarios of one name": Way(
        ONE, 2, "the name stands on line 8 already", change=("With every property filled", "A new contact")
    ),
    "a step that nobody defines": Way(
        ONE, 2, "no step is defined so", change=("the sync comes to rest", "the sync comes to rst")
    ),
    "a scenario that claims nothing": Way(ONE, 2, "Then", change=("      Then ", "      And ")),
    "a scenario in which nothing happens": Way(
        ONE, 2, "nothing happens before the scenario claims", change=(ADDED, "      Then")
    ),
    "a scenario without a record": Way(
        ONE,
        2,
        "no step of the scenario adds a record",
        change=(ADDED, "      When the sync runs\n      Then"),
    ),
    "a scenario that adds no record after all": Way(
        ONE,
        4,
        "the scenario asserted nothing",
        files=(
            (
                "features/customerp-trello/contact-to-members.found.feature",
                FOUND.replace("When Ada is added to Customerp", "Given Customerp already has nothing").replace(
                    "      And Ada is removed from Customerp\n      And", "      When"
                ),
            ),
        ),
        change=("    @every.created\n", "    @every.created\n"),
    ),
    "a story that does something else than its rule says": Way(
        ONE,
        2,
        "the story does nothing that @every.created is about",
        change=(
            ADDED,
            (
                "      And both systems know Ada\n      When a user changes Ada's name in Trello\n"
                "      And the sync comes to rest\n      Then both systems hold Ada's latest name\n      And"
            ),
        ),
    ),
    "a story that claims something else than its rule says": Way(
        ONE,
        2,
        "the story claims nothing that @every.created is about",
        change=(
            "      Then Ada is in Trello, once\n",
            "      Then Ada is still in Customerp\n",
        ),
    ),
    "a story whose record goes before anybody looks": Way(
        ONE,
        2,
        "the story claims nothing that @every.created is about",
        change=(
            "      And the sync comes to rest\n      Then Ada is in Trello, once\n      And",
            "      And Ada is removed from Customerp\n      And the sync comes to rest\n      Then",
        ),
    ),
    "a story of edits in the other direction": Way(
        "--section contact-to --only in-sync.forward",
        2,
        "the story does nothing that @in-sync.forward is about",
        change=(
            "      When a user changes Ada's <label> in Customerp\n",
            "      When a user changes Ada's <label> in Trello\n",
        ),
    ),
    "a story about trouble without the trouble": Way(
        "--section contact-to --only robust.timeout",
        2,
        "the story does nothing that @robust.timeout is about",
        change=(
            "        | read   | never comes |\n",
            "        | read   | is a refused connection |\n",
        ),
    ),
    "a story of edits in which nobody edits anything": Way(
        "--section contact-to --only in-sync.forward",
        2,
        "the story does nothing that @in-sync.forward is about",
        change=("      When a user changes Ada's <label> in Customerp\n      And the sync", "      When the sync"),
    ),
    "a table that no step reads": Way(
        ONE,
        2,
        "nobody reads this: name Ada",
        change=(ADDED, ADDED.replace("Customerp\n", "Customerp\n        | name | Ada |\n")),
    ),
    "a table without rows": Way(
        "--section contact-to --only every.backfilled",
        2,
        "Examples",
        change=(ROWS, ""),
    ),
    "a rule that is gone": Way(
        "--section contact-to --only every --level required",
        3,
        "no scenario ran of every.created",
        change=("    @every.created\n", "    @every.exactly-once\n"),
    ),
    "a story that is gone, and a counterexample in its place": Way(
        "--section contact-to --only every --require-complete --level required",
        3,
        "were not played",
        files=(("features/customerp-trello/contact-to-members.found.feature", FOUND),),
        change=("    @every.created\n", "    @every.exactly-once\n"),
    ),
    "an example that is gone": Way(
        "--section contact-to --only every.backfilled --require-complete",
        3,
        "rules were not played as a whole",
        change=("        | several pages of records       |\n", ""),
    ),
    # What the sync does.
    "a sync that does nothing": Way(OUTSIDE, 1, "exit 1", files=(("sync.py", "pass"),)),
    "a sync that does nothing, where there is nothing to do": Way(
        f"--section contact-to --only 'Changed in Trello only' --sut '{PYTHON} sync.py'",
        1,
        "the sync looked at nothing",
        files=(("sync.py", "pass"),),
    ),
    "a sync that does nothing, from nothing": Way(
        f"--section contact-to --only 'From before the first run: nothing' --sut '{PYTHON} sync.py'",
        1,
        "the sync looked at nothing",
        files=(("sync.py", "pass"),),
    ),
    "a story that asks the laws too early": Way(
        ONE,
        2,
        "the sync does not come to rest between this step and the last claim: Ada is added to Customerp",
        change=(
            "      And the sync comes to rest\n      Then Ada is in Trello, once\n",
            "      Then Ada is in Trello, once\n",
        ),
    ),
    "a sync that is not there": Way(f"{ONE} --sut ./no-such-sync", 2, "no such program: ./no-such-sync"),
    "a sync that declines everything": Way(
        OUTSIDE,
        3,
        "inconclusive",
        files=(("sync.py", 'print(\'{"report": "declined", "section": "contact-to-members", "reason": "no time"}\')'),),
    ),
    "a sync that fails each time": Way(OUTSIDE, 1, "exit 1", files=(("sync.py", "raise SystemExit(1)"),)),
    "a ledger that nobody keeps": Way(
        "--section contact-to --only in-sync.forward",
        1,
        "exit 1",
        plugin=(
            "import pytest\n"
            "from syncproof.ledger import Ledger\n"
            "@pytest.fixture(autouse=True)\n"
            "def nothing_is_kept(monkeypatch):\n"
            "    for name in ('call', 'created', 'updated', 'deleted', 'refused'):\n"
            "        monkeypatch.setattr(Ledger, name, lambda *_: None)"
        ),
    ),
    # What is known.
    "an entry that passes again": Way(
        f"{ONE} --baseline known.toml",
        1,
        "exit 1",
        files=(("known.toml", KNOWN.format(rule="every.created", scenario="A new contact")),),
    ),
    "an entry for another scenario": Way(
        f"{BROKEN} --baseline known.toml",
        1,
        "exit 1",
        files=(("known.toml", KNOWN.format(rule="in-sync.backward", scenario="name changed in Trello")),),
    ),
    "a list of known failures that is none": Way(
        f"{BROKEN} --baseline known.toml", 2, "known.toml", files=(("known.toml", "known = 5\n"),)
    ),
    # What is asked for.
    "a shard that is taken for the whole": Way(f"{THREE} --shard 1/2", 3, "it is in shard 2 of 2"),
    "a shard without a story": Way(f"{ONE} --shard 2/2", 3, "no scenario to play"),
    "a shard that there is not": Way(f"{ONE} --shard 3/2", 2, "there is no shard 3 of 2"),
    "a baseline without a name": Way(f"{ONE} --baseline ''", 2, "the path is empty"),
    "a document without a name": Way("''", 2, "the path is empty"),
    "no time": Way(f"{ONE} --minutes 0", 2, "--minutes"),
    "a kind of failure that is none": Way(
        f"{BROKEN} --baseline known.toml",
        2,
        "fingerprint names no kind of failure",
        files=(
            (
                "known.toml",
                KNOWN.format(rule="in-sync.forward", scenario="name changed in Customerp") + "fingerprint = []\n",
            ),
        ),
    ),
    "a report in the place of the baseline": Way(
        f"{ONE} --baseline known.toml --json known.toml", 2, "take the place of an input", files=(("known.toml", ""),)
    ),
    "no play": Way(f"{ONE} --repeat 0", 2, "--repeat"),
    "no seed": Way(f"{ONE} --seeds 5-3", 2, "5-3"),
    "the real Trello": Way("--section contact-to --only in-sync.forward --trello-as-is", 1, "exit 1"),
    "a report that cannot be written": Way(f"{ONE} --json none/summary.json", 2, "no such folder"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder, and go there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", WAYS)
def test_what_judged_nothing_is_not_green(
    name: str, folder: Path, foreign: Foreign, capsys: pytest.CaptureFixture[str]
) -> None:
    way = WAYS[name]
    options = shlex.split(way.command)
    for file, text in way.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)
    if way.change[0]:
        shutil.copytree(
            FOLDER, folder / "features", ignore=shutil.ignore_patterns("*.py", "__pycache__"), dirs_exist_ok=True
        )
        text = (folder / FEATURE).read_text()
        assert way.change[0] in text
        (folder / FEATURE).write_text(text.replace(*way.change, 1))
        options += ["--features", "features"]
    if way.plugin:
        foreign(way.plugin)

    code = main(["run", *options])

    said = capsys.readouterr()
    assert (code, way.words in re.sub(r"\s+", " ", said.out + said.err)) == (way.code, True), said.out + said.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [ONE, THREE, "--section contact-to --only in-sync.forward"])
def test_the_same_commands_are_green_where_nothing_is_done_to_them(command: str) -> None:
    assert main(["run", *shlex.split(command)]) == 0


def test_there_are_at_least_25_of_them() -> None:
    assert len(WAYS) >= 25
