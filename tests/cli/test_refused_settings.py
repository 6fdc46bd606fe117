"""Settings that cannot be used are refused with file and line; a table that was meant to be ours is not ignored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.run.session import Selection
from tests.cli.test_mistakes import refused

CONTACT = ("--section", "contact", "--only", "every.created")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('feature = "qa"', 5, "unknown key: feature\n  nearest  features\n  do       correct the key, or remove it"),
        ("attach = true", 5, "unknown key: attach\n"),
        ('workers = 1\n"odd\\u202ekey" = 1', 6, "unknown key: odd\\u202ekey\n"),
        ('workers = 1\n"an \\"odd\\" key" = 1', 6, 'unknown key: an "odd" key\n'),
        ("workers = 1\n'odd key' = 1", 6, "unknown key: odd key\n"),
        ("workers = 1\nodd.key = 1", 6, "unknown key: odd\n"),
        ('workers = 1\n[tool.syncproof."odd key"]\nmore = 1', 6, "unknown key: odd key\n"),
        ("workers = 1\n[tool.syncproof.odd.key]\nmore = 1", 6, "unknown key: odd\n"),
        ('reports = { json = "x", "odd\\tkey" = "x" }', 5, "unknown key: odd\tkey\n"),
        (
            'seed = 1\nsut = "true"',
            5,
            (
                "unknown key: seed\n"
                "  do       remove the key, or use one of features, documents, baseline, level,\n"
                "           workers, "
            ),
        ),
        ('reports = { jsn = "x" }', 5, "unknown key: jsn\n  nearest  json\n"),
        (
            '[tool.syncproof.reports]\njson = "x"\nexcel = "y"',
            7,
            "unknown key: excel\n  do       remove the key, or use one of json, html, ",
        ),
        ("\n\nfeatures = 1", 7, 'features is not text\n  do       write features = "…"'),
        ('features = ""', 5, "features is empty\n  do       remove features"),
        ("documents = 1", 5, "documents is not a list of texts\n"),
        ('documents = ["a", 1]', 5, "documents is not a list of texts\n"),
        ('documents = [""]', 5, "a text of documents is empty\n"),
        ("baseline = true", 5, "baseline is not text\n"),
        ('reports = "x"', 5, "reports is not a table\n"),
        ("reports = { json = 1 }", 5, "json is not text\n"),
        ("level = 1", 5, "level is not a list of texts\n"),
        ("sut-env = 1", 5, "sut-env is not a list of texts\n"),
        ('level = ["required", "vital"]', 5, "level: 'vital' is not one of 'required', 'implied', 'robust'\n"),
        ('workers = "2"', 5, "workers is not a whole number\n"),
        ("workers = true", 5, "workers is not a whole number\n"),
        ("workers = 2.0", 5, "workers is not a whole number\n"),
        ("workers = 0", 5, "workers: 0 is not in the range 1<=x<=32\n  do       correct the value\n"),
        ('driver = "referense"', 5, "no such system under test: referense\n  nearest  reference\n"),
        ('driver = "reference"\nsut = "true"', 5, "two systems under test at once: --driver reference and"),
        ('sut = "true"\nsut-url = "http://127.0.0.1:1"', 5, "two systems under test at once: --sut true and --sut-url"),
        (
            'sut = "./nothing"',
            5,
            "no such program: ./nothing\n  do       sut takes paths from the folder of pyproject.toml\n",
        ),
        (
            'sut = "python3 project.py"',
            5,
            "no such file: project.py\n  do       sut takes paths from the folder of pyproject.toml\n",
        ),
        ('sut = "no-such-program"', 5, "no such program: no-such-program\n  do       --sut takes a command as a shell"),
        (
            'sut = "python3 sync.py"\nsut-cwd = "."',
            5,
            "no such file: sync.py\n  do       --sut takes paths from the current folder\n",
        ),
        ("sut = 1", 5, "sut is not text\n"),
        ('sut = "true"\nsut-daemon = "yes"', 6, "sut-daemon is not true or false\n"),
        ('sut = "true"\npass-timeout = "9"', 6, "pass-timeout is not a number\n"),
        ('sut = "true"\nrest = 1', 5, "--rest is for a service"),
        ("workers = 1\npass-timeout = 9", 6, "--pass-timeout is for a sync of your own, and none is named\n"),
        ('sut-url = "http://example.com"', 5, "--sut-url 'http://example.com' leads to another machine"),
        ('features = "nowhere"', 5, "no such folder: nowhere\n"),
        ('documents = ["none.rst"]', 5, "no such file: none.rst\n"),
        (
            'baseline = "none.toml"',
            5,
            (
                "no such file: none.toml\n"
                "  do       correct the path: it starts from the folder of the pyproject.toml, "
                "or begin with an empty file: touch none.toml\n"
            ),
        ),
        ('reports = { junit = "none/out.xml" }', 5, "none/out.xml: no such folder: "),
        ('reports = { junit = "-" }', 5, "-: only --json can be written to standard output\n"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_file_and_line(
    text: str,
    line: int,
    told: str,
    project: Callable[..., Path],
    selections: list[Selection],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = project(f"{text}\n")

    assert refused(capsys, "run").startswith(f"pyproject.toml:{line}: {told}")
    assert selections == []
    assert [file.name for file in folder.iterdir()] == ["pyproject.toml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.syncproof\n", "pyproject.toml:1: not TOML: "),
        ("[tool]\nsyncproof = 3\n", "pyproject.toml:2: syncproof is not a table\n"),
        ("[tool]\nsyncproof.workers = 0\n", "pyproject.toml:2: workers: 0 is not in the range"),
        ("[tool]\nsyncproof = { workers = 0 }\n", "pyproject.toml:2: workers: 0 is not in the range"),
        ("tool = 3\n", "pyproject.toml:1: tool is not a table\n"),
        ("[tool.other]\nworkers = 1\n\n[tool.syncproof]\nworkers = 0\n", "pyproject.toml:5: workers: 0 is not"),
    ],
)
def test_a_file_that_is_written_otherwise_is_refused_by_its_line_too(
    text: str, told: str, project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (project("") / "pyproject.toml").write_text(text)

    assert refused(capsys, "run").startswith(told)


@pytest.mark.parametrize("name", ["Syncproof", "sync-proof", "syncprof", "synproof"])
def test_a_table_that_was_meant_to_be_ours_is_not_ignored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.{name}]\ndriver = "reference"\n')
    monkeypatch.chdir(tmp_path)

    assert refused(capsys, "run", *CONTACT).startswith(
        f"pyproject.toml:1: no table of ours: [tool.{name}]\n  nearest  [tool.syncproof]\n"
    )


@pytest.mark.parametrize("name", ["sync", "proof", "isort", "syncthing"])
def test_a_table_of_another_tool_is_left_alone(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.{name}]\ndriver = "no such sync"\n')
    monkeypatch.chdir(tmp_path)

    assert main(["run", *CONTACT]) == 0
