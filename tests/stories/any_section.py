"""A section of a derived system, of any sentences, for tests of what stories can be told of it."""

from __future__ import annotations

from dataclasses import replace

from syncproof.checklist import Checklist, Criterion, End, Row, Section, Sentence
from syncproof.checklist import testable as parting
from syncproof.stories.doubts import doubt
from tests.stories.small_document import CHECKLIST, TASKS

ROWS = (Row("title", "name", "string", "document"), Row("done", "dueComplete", "boolean", "document"))
TASK = End("Northwind", "Task")
CRITERIA = (Criterion("title", "name", line=30),)


def parted(checklist: Checklist) -> Checklist:
    """Return a checklist with all apart that no story can test; no system has a fake of its own."""
    return parting.testable(checklist, {})


def section(*kinds: str, **parts: object) -> Section:
    """Return a section with sentences of these kinds, each on a line of its own."""
    sentences = tuple(Sentence(kind, kind, 20 + number, words=kind) for number, kind in enumerate(kinds))
    return replace(TASKS, **{"source": TASK, "sentences": sentences, "rows": ROWS, **parts})  # type: ignore[arg-type]  # any part of a section


def why(*kinds: str, **parts: object) -> str:
    """Return why no story can be told of such a section."""
    own = section(*kinds, **parts)
    return doubt(replace(CHECKLIST, sections=(own,)), own)
