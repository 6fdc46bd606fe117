"""A report may go to a pipe: whoever reads it is there from the beginning, and has the whole report and its end."""

from __future__ import annotations

import os
import select
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from syncproof import cli

if TYPE_CHECKING:
    from syncproof.run.session import Selection

CONTACT = ["--section", "contact-to-members"]
DOCUMENT = str(Path(__file__).parents[1] / "documents" / "good" / "a-title-with-to.rst")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """Return a pipe that nobody reads."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["run", *CONTACT, "--json"],
        ["run", *CONTACT, "--html"],
        ["sweep", *CONTACT, "--story", "A new contact", "--json"],
        ["check", DOCUMENT, "--json"],
        ["check", DOCUMENT, "--markdown"],
    ],
)
def test_a_pipe_that_nobody_reads_is_refused_before_anything_plays(
    words: list[str], pipe: Path, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, str(pipe)]) == 2

    said = capsys.readouterr()
    assert f"{pipe}: nobody reads this pipe\n  do       start whoever reads the pipe first" in said.err
    assert (selections, said.out) == ([], "")


class Reader:
    """Reads a pipe in the background, from the moment on at which somebody writes to the pipe."""

    def __init__(self, pipe: Path) -> None:
        self._end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(self._end, True)
        self._read = b""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        select.select([self._end], [], [])
        with os.fdopen(self._end, "rb") as file:
            self._read = file.read()

    def all(self) -> bytes:
        """Return all that was written, once nobody writes any more."""
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()
        return self._read


@pytest.mark.usefixtures("selections")
def test_whoever_reads_the_pipe_has_the_report_and_then_its_end(pipe: Path) -> None:
    reader = Reader(pipe)

    assert cli.main(["run", *CONTACT, "--quiet", "--html", str(pipe)]) == 0

    page = reader.all()
    assert page.startswith(b"<!doctype html>")
    assert page.endswith(b"</html>\n")


def test_whoever_reads_the_pipe_of_a_run_that_is_refused_does_not_wait(pipe: Path, tmp_path: Path) -> None:
    reader = Reader(pipe)

    assert cli.main(["run", *CONTACT, "--html", str(pipe), "--baseline", str(tmp_path / "missing.toml")]) == 2

    page = reader.all()
    assert b"bad usage or input" in page
    assert page.endswith(b"</html>\n")
