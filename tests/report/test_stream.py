"""Lines for people: where nobody reads any more, nothing complains."""

from __future__ import annotations

import os
import sys

import pytest

from syncproof.report.stream import put, say


@pytest.mark.parametrize(("name", "error"), [("stdout", False), ("stderr", True)])
def test_a_reader_who_left_is_no_error(*, name: str, error: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        os.close(reading)
        monkeypatch.setattr(sys, name, stream)

        say("one", error=error)
        say("two", error=error)


def test_people_get_escapes_and_programs_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[31mb")
    put("a\x1b[31mb")

    assert capsys.readouterr().out == "a\\x1b[31mb\na\x1b[31mb\n"
