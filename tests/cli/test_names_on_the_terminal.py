"""No name that an input holds rules the terminal, whichever command prints the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.cli import main

NAME = "a\x1b[31m\x07\u202eb"
SHOWN = "a\\x1b[31m\\x07\\u202eb"
TITLE = f"Customerp{NAME} to Trello Dataflow\n=====\n"


@pytest.mark.parametrize(
    "command",
    [
        "check document.rst",
        "check folder",
        "diff document.rst document.rst",
        f"accept --dry-run --features . {NAME}.rst",
        f"accept --features . missing-{NAME}.rst",
        "run document.rst",
        "run folder",
        f"verify {NAME}",
        f"baseline write --from {NAME} known.toml",
        f"merge {NAME} {NAME}",
        f"replay {NAME}",
        f"campaign --database /dev/null/{NAME}",
        f"explain {NAME}",
        f"list {NAME}",
        f"list sections --section {NAME}",
        f"init-sut --language python {NAME}",
        f"init-sut --language {NAME}",
    ],
)
def test_a_name_is_shown_as_escapes(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for folder in ("", "folder"):
        (tmp_path / folder / "document.rst").write_text(TITLE)
        (tmp_path / folder / f"{NAME}.rst").write_text(TITLE)

    main(command.split(" "))

    out, err = capsys.readouterr()
    assert [each for each in "\x1b\x07\u202e" if each in out + err] == []
    assert SHOWN in out + err
