"""Text without control characters, which a record, a document or an option may hold: none reaches a terminal."""

from __future__ import annotations

_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def visible(text: str) -> str:
    """Return a text with each control character as an escape; line ends and tabs stay."""
    return text.translate(_ESCAPES)
