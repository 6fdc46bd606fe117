"""Documents for tests: what a checklist says, in the generated shape, under an introduction of our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from syncproof import features
from syncproof.accepted import load_all
from syncproof.checklist import Checklist
from syncproof.sentences import header


def document_of(checklist: Checklist) -> str:
    """Return a document that says a checklist; rows that were only agreed on are not the document's."""
    bar = "=" * len(checklist.title)
    lines = [bar, checklist.title, bar, "", f"Generated: {checklist.generated}", ""]
    lines += ["Introduction", "------------", "", "It promises nothing.", ""]
    for section in checklist.sections:
        lines += [section.title, "-" * len(section.title)]
        for sentence in section.sentences:
            lines += [sentence.text, ""]
            if sentence.kind == "properties":
                cells = [header(section.source, section.target)]
                cells += [(row.source, row.target, f'"{row.type}"') for row in section.rows if row.origin == "document"]
                lines += [".. list-table::", "   :header-rows: 1", ""]
                lines += [f"   * - {one}\n     - {two}\n     - {three}" for one, two, three in cells]
                lines += ["", ""]
    return "\n".join(lines)


@pytest.fixture(scope="session")
def written() -> Callable[[Checklist], str]:
    """Let a test write documents."""
    return document_of


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write a document for each accepted checklist, and return the files by the names of their folders."""
    folder = tmp_path_factory.mktemp("documents")
    files = {}
    for checklist in load_all(Path(next(iter(features.__path__)))):
        files[checklist.slug] = folder / f"{checklist.slug}.rst"
        files[checklist.slug].write_text(document_of(checklist))
    return files
