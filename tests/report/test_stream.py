"""Lines for people: where nobody reads any more, nothing complains."""

from __future__ import annotations

import os
import sys

import pytest

from syncproof.report.stream import say


@pytest.mark.parametrize(("name", "error"), [("stdout", False), ("stderr", True)])
def test_a_reader_who_left_is_no_error(*, name: str, error: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        os.close(reading)
        monkeypatch.setattr(sys, name, stream)

        say("one", error=error)
        say("two", error=error)
