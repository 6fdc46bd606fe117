"""`syncproof campaign`, as users call it."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.trouble.campaign_tally import CampaignTally
from syncproof.trouble.improviser import Improviser
from tests.checklist.golden import DOCUMENTS
from tests.hearing import SYNCPROOF
from tests.pages import blocks
from tests.walk import ANY, shown_in

SUT = ("--driver", "broken:one-way-only")


@pytest.mark.thorough
def test_the_page_says_what_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    [commands] = blocks("docs/campaign.md", "sh")
    [command] = commands.splitlines()

    assert main(shlex.split(command)[1:]) == 0
    out = capsys.readouterr().out
    assert "Trouble that met requests" in out
    assert "causes of failure 0" in out


@pytest.mark.thorough
def test_a_failure_is_told_in_steps_saved_and_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "found"
    folder.mkdir()

    assert main(["campaign", "--examples", "25", *SUT, "--save", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert err == "25 of 25 stories, failures of 1 cause\n"
    [page] = blocks("docs/campaign.md", "text")
    assert shown_in(re.sub(r"Coan|con_\w+|\d+|(?<= Members )\w+…", ANY, page), out), out
    [script] = folder.glob("*.json")
    [again] = re.findall(r"again     (syncproof replay .*)", out)
    assert main(shlex.split(again)[1:]) == 1
    assert script.with_suffix(".feature").is_file()
    assert json.loads(script.read_text())["schema"] == "syncproof-counterexample/2"
    assert main(["replay", str(script), *SUT]) == 1
    assert "fail: customerp-trello/" in capsys.readouterr().out
    assert main(["replay", str(script)]) == 0


@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_campaign_keeps_what_it_found(
    number: signal.Signals, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = CampaignTally.hear

    def interrupted(tally: CampaignTally, story: Improviser) -> None:
        hear(tally, story)
        if tally.failures:  # the story before was the first that failed
            os.kill(os.getpid(), number)

    monkeypatch.setattr(CampaignTally, "hear", interrupted)

    assert main(["campaign", *SUT, "--save", str(tmp_path)]) == 130
    out, err = capsys.readouterr()
    assert out.startswith("Trouble that met requests\n")
    assert re.search(r"^FAIL \S+ (once|\d+ times): law agreement$", out, flags=re.MULTILINE)
    stories = re.findall(r"^stories (\d+), ", out, flags=re.MULTILINE)
    assert out.splitlines()[-1] == f"exit 130: the campaign was interrupted: {stories[0]} stories judged"
    assert "Traceback" not in err
    [again] = re.findall(r"again     (syncproof replay .*)", out)
    assert main(shlex.split(again)[1:]) == 1


@pytest.mark.thorough
@pytest.mark.parametrize(("number", "send"), [(signal.SIGINT, os.kill), (signal.SIGTERM, os.killpg)])
def test_an_interrupted_campaign_of_two_workers_keeps_what_was_judged(
    number: signal.Signals, send: Callable[[int, int], None]
) -> None:
    with subprocess.Popen(  # noqa: S603 - our own words
        [*SYNCPROOF, "campaign", *SUT, "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # a batch has been played
        send(process.pid, number)
        printed, errors = process.communicate()

    assert (process.returncode, "Traceback" in errors) == (130, False)
    assert re.search(r"^FAIL \S+ (once|\d+ times): law agreement$", printed, flags=re.MULTILINE)
    assert re.search(r"^exit 130: the campaign was interrupted: [1-9]\d* stories judged$", printed, flags=re.MULTILINE)


def test_a_campaign_of_minutes_ends(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", "--minutes", "0.001"]) == 0
    out = capsys.readouterr().out
    assert "causes of failure 0" in out
    assert "stories 0," not in out


@pytest.mark.exhaustive
def test_a_later_campaign_begins_with_what_an_earlier_one_found(tmp_path: Path) -> None:
    kept = tmp_path / "kept"

    assert main(["campaign", "--examples", "25", *SUT, "--database", str(kept)]) == 1
    assert any(kept.iterdir())
    # One story made up would not find the defect: what was kept is played beside it.
    assert main(["campaign", "--examples", "1", "--seed", "3", *SUT, "--database", str(kept)]) == 1
    assert main(["campaign", "--examples", "1", "--seed", "3", *SUT]) == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--database", "redsi://localhost"], "nearest  redis"),
        (["--database", "/dev/null/there"], "name a folder that can be written"),
        (["--database", "redis://:secret@localhost/0"], "the package redis is missing"),
        (["--database", "redis://:secret@[::"], "--database redis://…: no URL: its host cannot be read"),
        (["--database", "redis://:secret@loc\u2100lhost"], "--database redis://…: no URL: its host cannot be read"),
        (["--database", "/dev/null/[kept"], "name a folder that can be written"),
        (["--database", "//dev/null/[kept"], "name a folder that can be written"),
        (["--database", "n" * 300], "leads nowhere: File name too long"),
        (["--save", "/nowhere"], "no such folder"),
        (["--minutes", "0"], "--minutes"),
        (["--sut-url", "http://127.0.0.1:9", "--workers", "2"], "one service"),
    ],
)
def test_a_wrong_choice_is_one_message(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)

    assert main(["campaign", *arguments]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert "secret" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize("sample", ["a-source-without-a-name", "a-target-without-a-name"])
def test_a_campaign_speaks_of_a_system_without_a_name(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", str(DOCUMENTS / "good" / f"{sample}.rst"), "--examples", "12"]) == 0

    out = capsys.readouterr().out
    assert "causes of failure 0" in out
    assert "trouble 0 times" not in out
