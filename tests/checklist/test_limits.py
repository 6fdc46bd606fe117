"""Documents far longer than generated ones: read while somebody waits, or refused with what is too much and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from syncproof.checklist.reading import MOST_LINES, MOST_ROWS
from syncproof.checklist.resolve import parse
from syncproof.errors import BadInput

DOCUMENT = (Path(__file__).parents[1] / "documents" / "good" / "a-title-with-to.rst").read_text()
MEGABYTES = 15_000_000


def with_rows(count: int) -> str:
    """Return a document in which the last row of its last table stands so many times, with a name of its own each."""
    *_, last = re.finditer(r"   \* - (.+)\n     - (.+)\n(     - .+\n)?", DOCUMENT)
    rows = "".join(f"   * - {last[1]} {n}\n     - {last[2]} {n}\n{last[3] or ''}" for n in range(count))
    return DOCUMENT[: last.end()] + rows + DOCUMENT[last.end() :]


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        parse(text, "d.rst")
    return str(caught.value)


@pytest.mark.thorough
def test_too_many_rows_are_refused_with_their_number_and_the_limit() -> None:
    said = refusal(with_rows(MOST_ROWS + 1))

    assert re.match(r"d\.rst:\d+: the document has 20,\d\d\d rows, and at most 20,000 are read\n", said)


def test_so_many_rows_that_the_lines_are_too_many_are_refused_too() -> None:
    assert "lines, and at most 100,000 are read" in refusal(with_rows(100_000))


@pytest.mark.thorough
def test_ten_thousand_rows_are_read() -> None:
    checklist = parse(with_rows(10_000), "d.rst")

    assert max(len(section.rows) for section in checklist.sections) >= 10_000


@pytest.mark.parametrize("comment", [".. comment line\n\n", pytest.param("   c c c\n", marks=pytest.mark.thorough)])
def test_megabytes_of_comments_are_refused(comment: str) -> None:
    said = refusal(f"{DOCUMENT}\n..\n{comment * (MEGABYTES // len(comment))}\n")

    assert said.startswith(f"d.rst:{MOST_LINES + 1}: the document has ")


@pytest.mark.parametrize(
    "more",
    [
        "..\n" + "   c c c\n" * 20_000,
        ".. " + "c" * 1_000_000,
        "".join(f"{'  ' * depth}* x\n\n" for depth in range(1000)),
    ],
    ids=["a comment of many lines", "a comment of one line", "lists in lists"],
)
def test_what_is_odd_and_long_is_read_past(more: str) -> None:
    read, plain = parse(f"{DOCUMENT}\n{more}\n", "d.rst"), parse(DOCUMENT, "d.rst")

    assert [section.rows for section in read.sections] == [section.rows for section in plain.sections]
