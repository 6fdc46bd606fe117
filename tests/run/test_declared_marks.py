"""A mark that a sync declares and that no system has is refused before anything is played."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.errors import BadInput
from syncproof.fakes import trello
from syncproof.fakes.trello import Trello
from syncproof.run.declared_marks import check_marks
from syncproof.trouble.counterexample import Counterexample

DO = "  do       correct the declaration, or leave it out: it would be without effect\n"
SUT = ("--sut", "true", "--sut-mark")


@pytest.mark.parametrize(
    ("mark", "why", "nearest"),
    [
        ("Foo Bar", "there is no such system", "Trello Boards"),
        ("Trelo Attachments", "there is no such system", "Trello Attachments"),
        ("trello attachments", "there is no such system", "Trello Attachments"),
        ("Trello Foo", "Trello has no such datatype", "Trello Boards"),
        ("Trello Attachment", "Trello has no such datatype", "Trello Attachments"),
        ("Customerp Contacts", "Customerp has no such datatype", "Customerp Contact"),
    ],
)
def test_a_misspelt_mark_is_refused_with_the_nearest(
    mark: str, why: str, nearest: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["run", *SUT, mark])

    assert (code, *capsys.readouterr()) == (2, "", f"--sut-mark {mark!r}: {why}\n  nearest  {nearest}\n{DO}")


@pytest.mark.parametrize("command", ["smoke", "sweep", "campaign --examples 1", "replay there.json"])
def test_every_command_that_judges_a_sync_refuses_a_misspelt_mark(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.json").write_text(Counterexample("none", "none", 0, "every.created", ()).text())

    code = main([*command.split(), *SUT, "Trello Foo"])

    assert (code, "Trello Foo" in capsys.readouterr().err) == (2, True)


def test_a_system_of_another_document_may_have_marks() -> None:
    check_marks(["Foo Bar", "Trello Attachments"], knows_all=False)

    with pytest.raises(BadInput, match="nearest  Trello Attachments"):
        check_marks(["Trelo Attachments"], knows_all=False)


def test_trello_lists_every_datatype_of_its_ledger() -> None:
    folder = Path(next(iter(trello.__path__)))
    named = {name for path in folder.rglob("*.py") for name in re.findall(r"ref\(\"(\w+)\"", path.read_text())}

    assert named == Trello.ledger_datatypes()
