"""What is read of the sample documents, as text beside each: `python -m tests.checklist.golden` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from syncproof.checklist import Checklist, Oddity, Section
from syncproof.checklist.resolve import parse
from syncproof.inputs import text_of

DOCUMENTS = Path(__file__).parents[1] / "documents"
SAMPLES = tuple(sorted(path for folder in ("good", "odd") for path in (DOCUMENTS / folder).glob("*.rst")))


def read(path: Path) -> Checklist:
    """Return the checklist of a file."""
    return parse(text_of(path, "a dataflow document"), path.name)


def described(checklist: Checklist) -> str:
    """Return all that a checklist holds, a line each, with the line of the document."""
    return "\n".join(_described(checklist)) + "\n"


def _described(checklist: Checklist) -> Iterator[str]:
    yield f"{checklist.title}, of {checklist.generated}"
    yield f"systems {checklist.source!r}, {checklist.target!r}"
    yield from map(_oddity, checklist.oddities)
    for section in checklist.sections:
        yield ""
        yield f"{section.line}: {section.title}"
        yield from (f"  {line}" for line in _section(section))


def _section(section: Section) -> Iterator[str]:
    yield f"{section.source.datatype!r}, {section.target.datatype!r}, {section.slug}"
    for each in section.sentences:
        yield f"{each.line}: {each.kind}" + "".join(f", {word!r}" for word in (each.words, *each.connected) if word)
    for criterion in section.criteria:
        yield f"{criterion.line}: {criterion}"
    for row in section.rows:
        yield f"{row.line}: {row}, {row.type}"
    yield from map(_oddity, section.oddities)


def _oddity(oddity: Oddity) -> str:
    return f"{oddity.line}: {'DOUBT' if oddity.is_doubt else 'note'} {oddity}"


if __name__ == "__main__":
    for sample in SAMPLES:
        sample.with_suffix(".txt").write_text(described(read(sample)))
