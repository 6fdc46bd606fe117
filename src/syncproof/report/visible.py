"""Text without control characters, which a record, a document or an option may hold: none reaches a terminal."""

from __future__ import annotations

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_DIRECTIONS = {code: f"\\u{code:04x}" for code in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))}
"""Ends of lines and changes of direction, by which a name could show a line in another order than it is written."""
_ESCAPES = {**_CONTROLS, **_DIRECTIONS}


def visible(text: str) -> str:
    """Return a text with each control character as an escape; line ends and tabs stay."""
    return text.translate(_ESCAPES)


def in_one_line(text: str) -> str:
    """Return the same with line ends as escapes, too: a file can have an end of line in its name."""
    return visible(text).replace("\n", "\\n")
