"""Same seed, same values, whatever else is loaded in the process."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from hypothesis import given, seed, settings, strategies as st
from syncproof.steps.chance import SEEDED
from tests.any_text import any_text

found = []

@settings(SEEDED, max_examples=200)
@seed(7)
@given(any_text() | st.integers())
def look(value):
    found.append(value)

look()
print(ascii(found))
"""


def values(before: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", before + PROGRAM], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_what_is_loaded_changes_no_value() -> None:
    alone = values("")

    assert len(alone) > 200
    assert values("import syncproof.cli, syncproof.engine.command, syncproof.laws\n") == alone
    assert values("") == alone
