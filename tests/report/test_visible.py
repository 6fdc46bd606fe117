"""No name in a document or a record rules the terminal, nor the order in which a line is read."""

from __future__ import annotations

import pytest

from syncproof.report.visible import in_one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028b", "a\\u2028b"),
        ("a\u2066b\u2069", "a\\u2066b\\u2069"),
        ("שלום\u200f, مفتاح\n\t\u202f1 000", "שלום\u200f, مفتاح\n\t\u202f1 000"),
    ],
)
def test_what_a_terminal_would_obey_is_an_escape_and_all_else_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_name_with_an_end_of_line_is_one_line() -> None:
    assert in_one_line("a\nb\x1b") == "a\\nb\\x1b"
