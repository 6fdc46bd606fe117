"""No traceback for a mistake: a line or three that say what to do, and nothing was begun."""

from __future__ import annotations

import shlex
import shutil
import socket
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.run.session import Selection
from tests.cli.conftest import copied

DOCUMENTS = Path(__file__).parent.parent / "documents"


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
        (["run", "--section", "contcat"], "no section has contcat in its title or name\n  nearest  "),
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
            "/nowhere.toml: no such file\n  do       begin with an empty file: touch /nowhere.toml\n",
        ),
        (
            ["run", "--baseline", "/nowhere/known.toml"],
            "/nowhere/known.toml: no such file\n  do       correct the path\n",
        ),
        (
            ["run", "--level", "robus"],
            "syncproof: Invalid value for '--level': 'robus' is not one of ",
        ),
        (["run", "--quiet", "--verbose"], "--quiet and --verbose exclude each other\n  do       name one of them\n"),
        (
            ["run", "--sut-daemon"],
            "--sut-daemon is for a sync of your own, and none is named\n  do       add --sut CMD\n",
        ),
        (
            ["diff", str(DOCUMENTS), str(DOCUMENTS / "good" / "links.rst")],
            f"{DOCUMENTS}: diff compares two documents, and this is a folder\n  do       name a document",
        ),
        (["run", "--only", "nonsense"], "no scenario is chosen by --only nonsense\n  do  "),
        (["explain", "robust"], "no rule, sentence or story is called robust\n  nearest  robust.slow\n  do  "),
        (["init-sut", "--language", "ruby"], "no skeleton in 'ruby'\n  do       use one of bash, java, node, python"),
        (["run", "/nowhere.rst"], "/nowhere.rst: no such file\n  do       correct the path\n"),
        (["sync"], "syncproof: Missing option '--checklist', or SYNCPROOF_CHECKLIST"),
        (["run", "--driver", "reference", "--sut", "true"], "two systems under test at once: --driver reference and"),
        (["smoke", "--driver", "reference", "--sut", "true"], "two systems under test at once: --driver reference and"),
        (["init-sut"], "no language is named\n  do       --language with one of bash, java, node, python\n"),
        (["init-sut", "--language", "python", ""], "DIR names no folder\n  do       syncproof init-sut my-sync"),
        (["sync", "--daemon", "--service", "0"], "syncproof: --daemon waits for POST /pass, --service syncs by itself"),
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


@pytest.mark.parametrize(
    "command",
    [
        "run --seed {}",
        "run --seed={}",
        "run --shard {}",
        "run --section {}",
        "run --only {}",
        "run --level {}",
        "run --driver {}",
        "run --sut true --sut-env {}",
        "run --sut true --sut-mark {}",
        "run --seed 1 --seed {}",
        "run --json {} --json {}",
        "run --{}",
        "list {}",
        "list sections --section {}",
        "explain {}",
        "sweep --fault {}",
        "smoke --sut true --section {}",
        "init-sut --language {}",
        "replay {}",
        "verify {}",
        "{}",
    ],
)
@pytest.mark.parametrize("length", [61, 900])
def test_a_long_text_is_said_again_in_part(command: str, length: int, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, *command.format(*["n" * length] * 2).split())

    assert "n" * 61 not in said
    assert f"{'n' * (59 - 2 * ('--{' in command))}" in said


def test_what_is_to_be_copied_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path, name = f"/nowhere/{'n' * 100}/verdicts.json", f"{'n' * 100}.json"
    (tmp_path / name).write_text("{}")

    assert refused(capsys, "verify", path).startswith(f"{path}: no such file")
    assert refused(capsys, "verify", name).startswith(f"{name}: not the JSON of a run")


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


def test_a_feature_and_a_rule_that_answer_nothing_are_named_at_once(
    customerp: str, tmp_path: Path, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path) / "customerp-trello"
    (folder / "contact-to-members.feature").rename(folder / "contact-to-member.feature")
    other = folder / "project-to-actions.feature"
    other.write_text(other.read_text().replace("  @in-sync\n", "  @merge-criteria\n"))

    told = refused(capsys, "run", customerp, "--features", str(folder.parent))

    assert (
        f"{folder}/contact-to-member.feature:1: the feature answers no section of {customerp}\n"
        f"  nearest  {customerp}:12: Customerp Contact to Trello Members\n"
    ) in told
    line = other.read_text().splitlines().index("  @merge-criteria") + 2  # the Rule below the tag
    assert f"{other}:{line}: no sentence of this kind in the section: @merge-criteria\n" in told
    assert selections == []


@pytest.mark.usefixtures("selections")
def test_a_document_that_no_folder_answers_is_said_to_be_played_without(
    customerp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    shutil.rmtree(folder / "customerp-trello")

    assert main(["run", customerp, "--features", str(folder)]) == 3

    what = "nobody accepted these documents, so their stories are written from them alone: Customerp to Trello Dataflow"
    command = shlex.join(["syncproof", "accept", customerp, "--features", str(folder)])
    assert f"{what}; {command} writes the stories there\n" in capsys.readouterr().out


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert refused(capsys, "sync", "--service", str(port)) == (
            f"cannot listen on port {port} of 127.0.0.1: Address already in use\n"
            "  do       --service 0 takes a port that is free\n"
        )


@pytest.mark.parametrize("only", ["every.created", "Every.Created", "every.created: A new contact"])
def test_a_rule_that_is_chosen_beside_another_level_is_said_to_have_its_own(
    only: str, customerp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", customerp, "--only", only, "--level", "robust"]) == 2
    said = capsys.readouterr().err
    assert said == (
        f"--only {only} and --level robust choose nothing together: the rule has the level required\n"
        "  do       choose --level required, or leave out --level\n"
    )
