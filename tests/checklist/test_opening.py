"""What stands between the title and the first heading: when the document was generated, and nothing else."""

from __future__ import annotations

import pytest

from syncproof.checklist import Checklist, Oddity
from syncproof.checklist.resolve import parse
from tests.checklist.golden import DOCUMENTS

STAMP = "Generated: 2026-01-31 12:00:00"
PLAIN = (DOCUMENTS / "good" / "rows-in-the-document.rst").read_text()


def opened(*lines: str) -> Checklist:
    """Return what is read of the plain document with other lines in place of its stamp, which is on line 5."""
    return parse(PLAIN.replace(STAMP, "\n".join(lines)), "any.rst")


@pytest.mark.parametrize("between", [(), ("",)])
@pytest.mark.parametrize("second", ["Generated: 2026-02-01 12:00:00", "Generated: yesterday"])
def test_of_two_stamps_the_first_one_counts(between: tuple[str, ...], second: str) -> None:
    found = opened(STAMP, *between, second)

    note = Oddity(6 + len(between), f"a second line says {second}", "the first one counts, 2026-01-31 12:00:00")
    assert (found.generated, found.oddities) == ("2026-01-31 12:00:00", (note,))


@pytest.mark.parametrize(("lines", "at"), [((STAMP, "Sign below."), 6), (("Sign below.", STAMP), 5)])
def test_a_text_beside_the_stamp_is_a_doubt(lines: tuple[str, ...], at: int) -> None:
    found = opened(*lines)

    assert found.generated == "2026-01-31 12:00:00"
    assert [(each.line, each.what, each.is_doubt) for each in found.oddities] == [
        (at, "outside of the sections: Sign below.", True)
    ]


def test_a_stamp_may_be_broken_over_two_lines() -> None:
    assert opened("Generated: 2026-01-31", "12:00:00") == opened(STAMP, "")
