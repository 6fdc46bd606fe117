"""Markdown, as the pages of the reference need it: a page, a table, code, a sentence of the code as one of prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ANEW = "python -m syncproof.reference"


def page(title: str, *parts: str) -> str:
    """Return a page with a title; a note for whoever would edit the page comes first."""
    note = f"<!-- Made from the code by `{ANEW}`: edits are lost. -->"
    return "\n\n".join((note, f"# {title}", *(part.strip() for part in parts if part.strip()))) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a bar in a cell does not end the cell, and neither does a line."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    lines = [header, ["---"] * len(header), *cells]
    return "\n".join("|" + "".join(f" {cell} |" if cell else " |" for cell in line) for line in lines)


def code(text: str) -> str:
    """Return a text as code, '' for none."""
    return f"`{text}`" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Return texts as code, with commas between them."""
    return ", ".join(map(code, texts))
