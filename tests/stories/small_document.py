"""A document with one section, and a feature that answers the whole of it."""

from __future__ import annotations

from pathlib import Path

from syncproof.checklist import Checklist, End, Section, Sentence
from syncproof.stories.feature import Feature, RuleBlock, Scenario

CREATED = Scenario("every.created", ("A new task",), 7)
STORM = Scenario("every.exactly-once", ("Again and again",), 12)
FORWARD = Scenario("in-sync.forward", ("title changed", "notes changed"), 20)
EVERY = RuleBlock("every", (CREATED, STORM), 5)
IN_SYNC = RuleBlock("in-sync", (FORWARD,), 18)


def section(datatype: str, line: int) -> Section:
    """Return a section of a document."""
    return Section(
        f"Custompms {datatype} to Trello Cards",
        End("Custompms", datatype),
        End("Trello", "Cards"),
        (Sentence("every", f"Every {datatype}.", line + 2), Sentence("in-sync", "In sync.", line + 4)),
        (),
        line,
    )


TASKS = section("Task", 12)
CHECKLIST = Checklist("Custompms to Trello Dataflow", "Custompms", "Trello", "", (TASKS,), "some.rst")


def feature(slug: str, *answers: RuleBlock) -> Feature:
    """Return a feature of the document."""
    return Feature(Path(f"dir/{slug}.feature"), "custompms-trello", slug, answers)


TASKS_FEATURE = feature("task-to-cards", EVERY, IN_SYNC)
