"""The command line: a verdict per sentence, the right exit code, and no traceback for a mistake."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from syncproof import __version__, features, suite
from syncproof.accepted import load as accepted_document
from syncproof.cli import main
from syncproof.errors import HarnessBroke
from syncproof.fakes.trello.capabilities import CAPABILITIES
from syncproof.feature import load
from syncproof.outcome import Outcome
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from syncproof.checklist import Checklist
    from syncproof.suite import Selection
from syncproof.sut import Sut

FEATURES = Path(next(iter(features.__path__)))
DOCUMENTS = Path(__file__).parent / "documents"
COMMAND = "'import sys; from syncproof.cli import main; sys.exit(main())'"
LISTED = ("customerp-trello/contact-to-members", "every.created", "A new contact")


def passing(selection: Selection) -> list[Outcome]:
    """Return outcomes as if all that was selected passed."""
    return [
        Outcome(
            each.document,
            each.section,
            answer.kind,
            scenario.rule,
            name,
            each.name,
            scenario.line,
            Verdict.PASS,
            0.5,
        )
        for each in map(load, selection.features)
        for answer in each.answers
        for scenario in answer.scenarios
        for name in scenario.names
        if selection.only in {"", scenario.rule}
    ]


@pytest.fixture
def customerp(documents: Mapping[str, Path]) -> str:
    """Name a document of Customerp on the command line."""
    return str(documents["customerp-trello"])


@pytest.fixture
def selections(monkeypatch: pytest.MonkeyPatch) -> list[Selection]:
    """Let every scenario pass without running it, and return what was asked for."""
    asked: list[Selection] = []

    def run(
        selection: Selection, *, progress: Callable[[Outcome], None], expected: Callable[[int], None]
    ) -> tuple[Outcome, ...]:
        asked.append(selection)
        outcomes = tuple(passing(selection))
        expected(len(outcomes))
        for outcome in outcomes:
            progress(outcome)
        return outcomes

    monkeypatch.setattr(suite, "run", run)
    return asked


def with_first(monkeypatch: pytest.MonkeyPatch, verdict: Verdict) -> None:
    """Let the first scenario that is selected end in a verdict, and the others pass."""

    def run(selection: Selection, **_: object) -> tuple[Outcome, ...]:
        first, *others = passing(selection)
        return (replace(first, verdict=verdict, failure="It broke."), *others)

    monkeypatch.setattr(suite, "run", run)


def baseline(tmp_path: Path, section: str, rule: str, scenario: str) -> str:
    """Write a baseline of one entry and return its path."""
    file = tmp_path / "known.toml"
    file.write_text(
        f'[[known]]\nsection = "{section}"\nrule = "{rule}"\nscenario = "{scenario}"\nreason = "until 2.0"\n'
    )
    return str(file)


def copied(tmp_path: Path) -> Path:
    """Return a copy of the features that a test may spoil."""
    return Path(shutil.copytree(FEATURES, tmp_path / "features"))


@pytest.mark.usefixtures("selections")
def test_without_a_document_the_accepted_ones_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.endswith(("15:43:43)", "00:00:02)"))] == [
        "Customerp to Trello Dataflow (generated 2024-09-10 15:43:43)",
        "Custompms to Trello Dataflow (generated 2024-09-11 00:00:02)",
    ]
    assert told[-6] == "sentences  24: 24 pass"
    assert told[-3:-1] == [
        "played     beyond the real Trello: member-profile-write, member-email-visible,",
        "           unlimited-plan",
    ]
    assert told[-1] == "exit 0: all pass"


@pytest.mark.usefixtures("selections")
def test_a_document_is_judged_sentence_by_sentence_with_the_rule_that_answers(
    documents: Mapping[str, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", str(documents["custompms-trello"]), "--section", "task to trello cards"]) == 0

    told = capsys.readouterr().out
    answers = load(FEATURES / "custompms-trello" / "task-to-cards.feature").answers
    for answer in answers:
        assert f"features/custompms-trello/task-to-cards.feature:{answer.line}\n" in told
    assert "5 rows from the property agreement, none from the document" in told
    assert "Organizations" not in told


def test_rows_of_the_document_stand_before_those_agreed_on(
    written: Callable[[Checklist], str], selections: list[Selection], tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    accepted = accepted_document(folder / "custompms-trello")
    [cards] = [section for section in accepted.sections if section.slug == "task-to-cards"]
    rows = tuple(replace(row, origin="document") for row in reversed(cards.rows))
    document = tmp_path / "rows.rst"
    document.write_text(written(replace(accepted, sections=(replace(cards, rows=rows),))))
    for file in (folder / "custompms-trello").glob("*.feature"):
        if file.stem != "task-to-cards":
            file.unlink()

    assert main(["run", str(document), "--features", str(folder)]) == 0

    ((checklist,),) = [selection.checklists for selection in selections]
    assert checklist.sections[0].rows == rows


def test_the_options_reach_the_suite(customerp: str, selections: list[Selection]) -> None:
    options = ["--section", "contact", "--level", "required", "--level", "implied", "--only", "every.created"]

    assert main(["run", customerp, *options, "--seed", "7", "--workers", "2"]) == 0

    (selection,) = selections
    assert [file.name for file in selection.features] == ["contact-to-members.feature"]
    assert [checklist.slug for checklist in selection.checklists] == ["customerp-trello"]
    assert selection.levels == ("required", "implied")
    assert (selection.only, selection.seed, selection.workers) == ("every.created", 7, 2)
    assert selection.sut == Sut()
    assert selection.lacking == frozenset()


def test_trello_as_is_goes_without_its_capabilities(
    customerp: str, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", customerp, "--trello-as-is"]) == 0

    (selection,) = selections
    assert selection.lacking == set(CAPABILITIES)
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "played     as the real Trello, without: member-profile-write,",
        "           member-email-visible, unlimited-plan",
        "exit 0: all pass",
    ]


@pytest.mark.parametrize(
    ("verdict", "exit_code", "meaning"),
    [
        (Verdict.PASS, 0, "all pass"),
        (Verdict.FAIL, 1, "something fails"),
        (Verdict.INCONCLUSIVE, 3, "something was not shown"),
        (Verdict.NONE, 3, "something was not shown"),
        (Verdict.ERROR, 4, "the harness broke"),
    ],
)
def test_the_exit_code_says_what_the_worst_verdict_was(
    customerp: str,
    verdict: Verdict,
    exit_code: int,
    meaning: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_first(monkeypatch, verdict)

    assert main(["run", customerp]) == exit_code
    assert capsys.readouterr().out.endswith(f"exit {exit_code}: {meaning}\n")


def test_a_scenario_that_vanished_is_not_a_pass(
    customerp: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "run", lambda selection, **_: tuple(passing(selection)[1:]))

    assert main(["run", customerp, "--section", "contact"]) == 3
    assert "no scenario ran of every.created" in capsys.readouterr().out


@pytest.mark.usefixtures("selections")
def test_a_run_that_checked_nothing_is_not_a_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(DOCUMENTS / "good" / "no-section.rst")]) == 3
    assert capsys.readouterr().out.endswith("exit 3: something was not shown\n")


@pytest.mark.usefixtures("selections")
def test_the_reports_are_written(customerp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary, junit = tmp_path / "summary.json", tmp_path / "junit.xml"

    assert main(["run", customerp, "--json", str(summary), "--junit", str(junit)]) == 0

    assert json.loads(summary.read_text())["schema"] == "syncproof/1"
    assert len(ET.parse(junit).getroot()) == 4  # noqa: S314 - our own
    assert capsys.readouterr().out.endswith("exit 0: all pass\n")


@pytest.mark.usefixtures("selections")
def test_with_the_json_on_standard_output_people_read_on_the_other_stream(
    customerp: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", customerp, "--json", "-"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["verdict"] == "pass"
    assert told.err.endswith("exit 0: all pass\n")


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCONCLUSIVE])
def test_a_known_failure_does_not_fail(
    customerp: str,
    verdict: Verdict,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_first(monkeypatch, verdict)

    assert main(["run", customerp, "--baseline", baseline(tmp_path, *LISTED)]) == 0
    assert capsys.readouterr().out.endswith("exit 0: nothing is worse than the baseline\n")


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (LISTED, "it passes now"),
        (("customerp-trello/contact-to-members", "every.created", "Another name"), "no such scenario"),
        (("customerp-trello/gone-to-members", "every.created", "A new contact"), "no such scenario"),
        (("gone-trello/contact-to-members", "every.created", "A new contact"), "no such scenario"),
    ],
)
def test_a_stale_entry_of_the_baseline_fails(
    customerp: str, entry: tuple[str, str, str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = baseline(tmp_path, *entry)

    assert main(["run", customerp, "--baseline", file]) == 1
    told = capsys.readouterr().out
    assert f"{file}:1: {why}: {entry[0]} {entry[1]}\n  scenario {entry[2]}\n  do       remove the entry\n" in told


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("entry", "options"),
    [
        (("custompms-trello/task-to-cards", "every.created", "Another name"), []),
        (("customerp-trello/contact-to-members", "every.created", "Another name"), ["--section", "employee"]),
        (
            ("customerp-trello/contact-to-members", "every.one-way", "Another name"),
            ["--only", "every.created"],
        ),
    ],
)
def test_an_entry_outside_of_what_is_asked_for_is_not_judged(
    customerp: str, entry: tuple[str, str, str], options: list[str], tmp_path: Path
) -> None:
    assert main(["run", customerp, "--baseline", baseline(tmp_path, *entry), *options]) == 0


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is said of arguments that must be refused."""
    assert main(list(arguments)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    return told.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Usage: syncproof"),
        (["rum"], "syncproof: No such command 'rum'."),
        (["run", "--sed", "1"], "syncproof: No such option '--sed'."),
        (
            ["run", "--seed", "-1"],
            "syncproof: Invalid value for '--seed': -1 is not in the range 0<=x<=4294967295.",
        ),
        (["run", "--seed", "4294967296"], "syncproof: Invalid value for '--seed': "),
        (["run", "--workers", "0"], "syncproof: Invalid value for '--workers': 0 is not in the range 1<=x<=32."),
        (
            ["run", "--level", "vital"],
            "syncproof: Invalid value for '--level': 'vital' is not one of 'required', ",
        ),
        (["run", "--section", "contcat"], "no section has contcat in its title\n  nearest  "),
        (
            ["run", "--only", "every.craeted"],
            "no scenario is chosen by --only every.craeted\n  nearest  every.created",
        ),
        (["run", "--driver", "referense"], "no such system under test: referense\n  nearest  reference\n"),
        (
            ["run", "--features", "/nowhere"],
            "/nowhere: no such folder\n  do       name the folder that holds",
        ),
        (["run", "--json", "/nowhere/summary.json"], "/nowhere/summary.json: no such folder: /nowhere\n"),
        (["run", "--junit", "-"], "-: only --json can be written to standard output\n"),
        (
            ["run", "--baseline", "/nowhere.toml"],
            "/nowhere.toml: cannot be read: No such file or directory\n",
        ),
        (["run", "/nowhere.rst"], "/nowhere.rst: cannot be read: No such file or directory\n"),
        (["run", str(DOCUMENTS)], f"{DOCUMENTS}: cannot be read: Is a directory\n"),
        (["sync"], "syncproof: Missing option '--checklist', or SYNCPROOF_CHECKLIST"),
    ],
)
def test_a_mistake_is_answered_in_a_line_or_three(
    arguments: list[str],
    told: str,
    selections: list[Selection],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SYNCPROOF_CHECKLIST", raising=False)

    assert refused(capsys, *arguments).startswith(told)
    assert selections == []


def test_a_document_is_named_once(
    customerp: str, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, "run", customerp, customerp).startswith(
        f"{customerp}:1: the document Customerp to Trello Dataflow is named twice\n  nearest  "
    )
    assert selections == []


@pytest.mark.parametrize("name", sorted(file.name for file in (DOCUMENTS / "bad").iterdir()))
def test_a_bad_document_is_refused_by_file_and_line(
    name: str, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, "run", str(DOCUMENTS / "bad" / name)).startswith(f"{DOCUMENTS / 'bad' / name}:")
    assert selections == []


def test_all_that_is_missing_is_named_at_once_with_the_documents_lines(
    customerp: str, tmp_path: Path, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path) / "customerp-trello"
    (folder / "contact-to-members.feature").rename(folder / "contact-to-member.feature")
    other = folder / "project-to-actions.feature"
    other.write_text(other.read_text().partition("  @in-sync\n")[0])

    told = refused(capsys, "run", customerp, "--features", str(folder.parent))

    assert f"{customerp}:12: no feature answers the section Customerp Contact to Trello Members\n" in told
    assert f"{customerp}:46: no Rule answers the sentence: Every" not in told
    assert f"{customerp}:48: no Rule answers the sentence: Once a link" in told
    assert f"{customerp}:50: no Rule answers the sentence: The following properties" in told
    assert f"{folder}/contact-to-member.feature:1: the feature answers no section of {customerp}\n" in told
    assert selections == []


def test_a_document_that_no_folder_answers_is_refused(
    customerp: str, tmp_path: Path, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    shutil.rmtree(folder / "customerp-trello")

    assert refused(capsys, "run", customerp, "--features", str(folder)) == (
        f"{customerp}:12: no features answer the document Customerp to Trello Dataflow\n"
        "  nearest  custompms-trello\n"
        "  do       write features/customerp-trello: a checklist.toml, and a feature for each section\n"
    )
    assert selections == []


@pytest.mark.parametrize(
    ("broken", "exit_code", "told"),
    [
        (HarnessBroke("no port is free"), 4, "the harness broke: no port is free\n"),
        (ZeroDivisionError(), 4, "the harness broke:\nTraceback "),
        (KeyboardInterrupt(), 130, "syncproof: interrupted, nothing was written\n"),
    ],
)
def test_a_run_that_does_not_end_leaves_nothing_behind(
    *,
    customerp: str,
    broken: BaseException,
    exit_code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*_: object, **__: object) -> None:
        raise broken

    monkeypatch.setattr(suite, "run", run)

    assert main(["run", customerp, "--json", str(tmp_path / "summary.json")]) == exit_code
    assert capsys.readouterr().err.lstrip("\n").startswith(told)
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"syncproof, version {__version__}\n"


def test_help_loads_nothing_that_takes_long() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, syncproof.cli; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert {"pytest", "docutils", "falcon", "httpx", "rich", "hypothesis", "gherkin"} & set(loaded) == set()


def test_a_reader_who_leaves_early_hears_no_complaint_and_the_exit_code_stands() -> None:
    run = f"{sys.executable} -c {COMMAND} run {DOCUMENTS / 'good' / 'no-section.rst'}"
    script = f"{{ {{ {run}; echo $? >&3; }} | true; }} 3>&1"

    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own words, any bash

    assert (ended.stdout, ended.stderr) == ("3\n", "")


class Terminal(io.StringIO):
    """A standard output that people look at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("name", "value", "coloured"), [("NO_COLOR", "", True), ("NO_COLOR", "1", False), ("TERM", "dumb", False)]
)
def test_colour_is_for_terminals_that_want_it(
    *, customerp: str, name: str, value: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)

    assert main(["run", customerp, "--section", "contact"]) == 0
    assert ("\x1b[32mpass" in terminal.getvalue()) is coloured
