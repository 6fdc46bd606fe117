"""What tests of drift begin with: a document of invented systems, and another generation of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.difference import Difference
from tests.checklist.golden import DOCUMENTS

TEXT = (DOCUMENTS / "good" / "every-kind.rst").read_text()
Compare: TypeAlias = Callable[..., tuple[Difference, ...]]


@pytest.fixture
def changed() -> Compare:
    """Let a test change the document, old words for new ones, and compare."""

    def change(*pairs: tuple[str, str], text: str = TEXT) -> tuple[Difference, ...]:
        new = text
        for old_words, new_words in pairs:
            assert old_words in new, old_words
            new = new.replace(old_words, new_words)
        return compare(parse(text, "old.rst"), parse(new, "new.rst"))

    return change
