"""`syncproof baseline`: the file of known failures follows the JSON of a run, and keeps what people wrote."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.cli import run as run_command
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.verdict import Outcome, Verdict
from tests.cli.conftest import passing

SECTION = "customerp-trello/contact-to-members"
REST, ECHO = "law rest", "law no-echo"
FIRST, SECOND = "A new contact", "From before the first run: nothing"
OWN = f"""\
# Ours. Ask Ada.

[[known]]
section = "{SECTION}"
rule = "every.created"
scenario = "{FIRST}"
reason = "until 2.0"  # promised
"""
EVERY = ("--section", "contact", "--only", "every")


class Terminal(io.StringIO):
    """A terminal on which somebody types lines."""

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return True


class Verdicts:
    """A run whose first scenarios end in verdicts, and the JSON that the run writes."""

    def __init__(self, customerp: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._customerp = customerp
        self._monkeypatch = monkeypatch

    def are(self, *first: Verdict, kind: str = REST) -> None:
        """Let the first scenarios end in verdicts, each failure of a kind, and the others pass."""

        def run(selection: Selection, **_: object) -> tuple[Outcome, ...]:
            outcomes = passing(selection)
            for index, verdict in enumerate(first):
                if verdict is not Verdict.PASS:
                    outcomes[index] = replace(outcomes[index], verdict=verdict, message="Bad.", fingerprint=(kind,))
            return tuple(outcomes)

        self._monkeypatch.setattr(session, "run", run)

    def run(self, *options: str) -> int:
        """Run a part of the checklist; the JSON is in v.json."""
        return main(["run", self._customerp, *EVERY, "--json", "v.json", *options])

    def written(self, *first: Verdict, kind: str = REST) -> None:
        """Write the JSON of such a run."""
        self.are(*first, kind=kind)
        self.run()


@pytest.fixture
def verdicts(customerp: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verdicts:
    """Return what a run can end with, in a folder of the test's own, on a day of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run_command, "now", lambda: datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Verdicts(customerp, monkeypatch)


def known() -> str:
    """Return the text of the baseline."""
    return Path("known.toml").read_text()


FAIL, PASS = Verdict.FAIL, Verdict.PASS


def test_a_baseline_is_written_from_a_run_and_lets_this_run_pass(
    verdicts: Verdicts, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts.written(FAIL, Verdict.INCONCLUSIVE)
    assert verdicts.run() == 1
    capsys.readouterr()

    options = ["--reason", "until 2.0", "--owner", "Ada", "--expires", "2026-03-01"]
    assert main(["baseline", "write", "known.toml", "--from", "v.json", *options]) == 0

    assert capsys.readouterr().out == (
        "known.toml: 2 added, 0 renewed, 0 removed, 0 as before\n"
        f"  added    {SECTION} every.created: {FIRST}: {REST}\n"
        f"  added    {SECTION} every.backfilled: {SECOND}: {REST}\n"
    )
    assert known().startswith("# Known failures, each with its reason")
    assert known().count(f'reason = "until 2.0"\nowner = "Ada"\nexpires = 2026-03-01\nfingerprint = ["{REST}"]\n') == 2
    assert verdicts.run("--baseline", "known.toml") == 0
    verdicts.are(FAIL, Verdict.INCONCLUSIVE, kind=ECHO)
    assert verdicts.run("--baseline", "known.toml") == 1
    assert f"  baseline  another failure than the known one: {REST}\n" in capsys.readouterr().out


def test_a_run_without_failures_writes_a_baseline_without_entries(verdicts: Verdicts) -> None:
    verdicts.written()

    assert main(["baseline", "write", "known.toml", "--from", "v.json"]) == 0
    assert verdicts.run("--baseline", "known.toml") == 0


def test_write_lists_exactly_what_fails_and_keeps_what_people_wrote(
    verdicts: Verdicts, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("known.toml").write_text(OWN.replace(FIRST, SECOND).replace("created", "backfilled") + OWN)
    verdicts.written(FAIL)
    capsys.readouterr()

    assert main(["baseline", "write", "known.toml", "--from", "v.json"]) == 0

    assert capsys.readouterr().out == (
        "known.toml: 0 added, 1 renewed, 1 removed, 0 as before\n"
        f"  renewed  {SECTION} every.created: {FIRST}: {REST}\n"
        f"  removed  {SECTION} every.backfilled: {SECOND}\n"
    )
    # The comment stands apart from the entry that is removed, so it stays.
    assert known() == f'# Ours. Ask Ada.\n\n{OWN}fingerprint = ["{REST}"]\n'


def test_update_adds_and_renews_and_removes_nothing(verdicts: Verdicts, capsys: pytest.CaptureFixture[str]) -> None:
    Path("known.toml").write_text(f'{OWN}fingerprint = ["{ECHO}"]\n')
    verdicts.written(FAIL, FAIL)
    capsys.readouterr()

    assert main(["baseline", "update", "known.toml", "--from", "v.json", "--reason", "new"]) == 0

    assert capsys.readouterr().out == (
        "known.toml: 1 added, 1 renewed, 0 removed, 0 as before\n"
        f"  added    {SECTION} every.backfilled: {SECOND}: {REST}\n"
        f"  renewed  {SECTION} every.created: {FIRST}: {REST}\n"
        f"           it was {ECHO}: see whether the reason still holds\n"
    )
    assert known().startswith(f'{OWN}fingerprint = ["{REST}"]\n\n[[known]]\n')
    before = known()
    verdicts.written()
    assert main(["baseline", "update", "known.toml", "--from", "v.json"]) == 0
    assert known() == before


def test_prune_removes_what_passes_and_adds_nothing(verdicts: Verdicts) -> None:
    Path("known.toml").write_text(OWN)
    verdicts.written(PASS, FAIL)

    assert main(["baseline", "prune", "known.toml", "--from", "v.json"]) == 0
    assert known() == "# Ours. Ask Ada.\n\n"


def test_an_entry_that_the_run_did_not_play_stays(verdicts: Verdicts) -> None:
    text = OWN.replace("every.created", "in-sync.latest-wins")
    Path("known.toml").write_text(text)
    verdicts.written()

    assert [main(["baseline", each, "known.toml", "--from", "v.json"]) for each in ("prune", "update", "write")] == [
        0
    ] * 3
    assert known() == text


def test_missing_reasons_are_asked_for_on_a_terminal_and_the_last_one_is_offered(
    verdicts: Verdicts, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("known.toml").write_text(OWN.replace('"until 2.0"', '""'))
    verdicts.written(FAIL, FAIL, FAIL)
    monkeypatch.setattr(sys, "stdin", Terminal("  \nolder\nnewer\n\n"))

    assert main(["baseline", "update", "known.toml", "--from", "v.json"]) == 0
    assert [line for line in known().splitlines() if line.startswith("reason")] == [
        'reason = "older"',
        'reason = "newer"',
        'reason = "newer"',
    ]


def test_who_leaves_a_question_open_leaves_the_file_as_it_was(
    verdicts: Verdicts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("known.toml").write_text(OWN)
    verdicts.written(FAIL, FAIL, FAIL)
    monkeypatch.setattr(sys, "stdin", Terminal("one reason\n"))

    assert main(["baseline", "update", "known.toml", "--from", "v.json"]) == 130
    assert known() == OWN
    assert "interrupted, nothing was written" in capsys.readouterr().err


def test_line_ends_stay_as_they_are(verdicts: Verdicts) -> None:
    Path("known.toml").write_bytes(OWN.replace("\n", "\r\n").encode())
    verdicts.written(FAIL)

    assert main(["baseline", "update", "known.toml", "--from", "v.json"]) == 0
    assert Path("known.toml").read_bytes() == f'{OWN}fingerprint = ["{REST}"]\n'.replace("\n", "\r\n").encode()


def test_what_is_left_to_do_is_said(verdicts: Verdicts, capsys: pytest.CaptureFixture[str]) -> None:
    Path("known.toml").write_text(f"{OWN}expires = 2026-02-28\n")
    verdicts.written(FAIL, Verdict.ERROR)
    capsys.readouterr()

    assert main(["baseline", "update", "known.toml", "--from", "v.json"]) == 0
    assert capsys.readouterr().out == (
        "known.toml: 0 added, 1 renewed, 0 removed, 0 as before\n"
        f"  renewed  {SECTION} every.created: {FIRST}: {REST}\n"
        f"  expired  {SECTION} every.created: {FIRST}: after 2026-02-28; mend the failure, or agree on a new date\n"
        "  no entry excuses 1 scenario that could not be judged\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["write", "known.toml", "--from", "v.json"],
            (
                "2 failures have no reason, and there is no terminal to ask for it:\n"
                f"  {SECTION} every.created: {FIRST}\n"
                f"  {SECTION} every.backfilled: {SECOND}\n"
                '  do       --reason "why it fails and what will end it"\n'
            ),
        ),
        (["write", "known.toml", "--from", "v.json", "--reason", " "], "--reason is empty\n  do       say why"),
        (["write", "known.toml"], "no run is named\n  do       syncproof run --json verdicts.json, then --from"),
        (["write", "known.toml", "--from", "none.json"], "none.json: no such file\n  do       correct the path\n"),
        (
            ["write", "known.toml", "--from", "text.txt"],
            "text.txt:1: not the JSON of a run (--json F) or its events (--events F): ",
        ),
        (["write", "known.toml", "--from", "known.toml"], "known.toml: no such file\n"),
        (["write", "none/known.toml", "--from", "v.json"], "none/known.toml: no such folder: "),
        (["write", ".", "--from", "v.json"], ".: a folder, not a file\n"),
        (["write", "text.txt", "--from", "v.json"], "text.txt:1: not TOML: "),
        (["update", "inline.toml", "--from", "v.json"], "inline.toml:1: the entries cannot be told apart\n  do  "),
        (["update", "known.toml", "--from", "v.json"], "known.toml: no such file\n  do       syncproof baseline write"),
        (["prune", "known.toml", "--from", "v.json"], "known.toml: no such file\n  do       syncproof baseline write"),
        (
            ["write", "a", "--from", "v.json", "--expires", "soon"],
            "--expires soon: not a date\n  do       --expires 2026",
        ),
        (["write", "a", "--from", "v.json", "--expires", "20261231"], "--expires 20261231: not a date\n"),
        (["write", "a", "--from", "v.json", "--expires", "2026-02-30"], "--expires 2026-02-30: not a date\n"),
        (["write", "a", "--from", "v.json", "--expires", "2026-02-28"], "--expires 2026-02-28: that day is over\n"),
        (["wrte", "known.toml"], "syncproof: No such command 'wrte'."),
    ],
)
def test_a_mistake_is_one_clear_line_and_nothing_is_written(
    arguments: list[str], said: str, verdicts: Verdicts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts.written(FAIL, FAIL)
    (tmp_path / "text.txt").write_text("Nothing of it.")
    (tmp_path / "inline.toml").write_text(
        f'known = [{{section = "{SECTION}", rule = "every.created", scenario = "x", reason = "y"}}]\n'
    )
    before = {path: path.read_bytes() for path in tmp_path.rglob("*")}
    capsys.readouterr()

    assert main(["baseline", *arguments]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_what_is_printed_has_no_control_characters(verdicts: Verdicts, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = OWN.replace(FIRST, "A \\u001b[31m contact") + "expires = 2026-02-28\n"
    Path("known.toml").write_text(hostile)
    verdicts.written()
    capsys.readouterr()

    assert main(["baseline", "update", "known.toml", "--from", "v.json"]) == 0
    assert "A \\x1b[31m contact: after 2026-02-28" in capsys.readouterr().out
    Path("known.toml").unlink()
    verdicts.written(FAIL, kind="law \x1b")
    assert main(["baseline", "write", "known.toml", "--from", "v.json", "--reason", "why"]) == 0
    assert f"{FIRST}: law \\x1b\n" in capsys.readouterr().out
