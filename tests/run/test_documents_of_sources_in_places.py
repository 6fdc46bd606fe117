"""A document whose sources live in a place of Trello gets its verdicts, and a broken sync is caught there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.checklist import KINDS, Checklist, Criterion, End, Row, Section, Sentence, numbered
from syncproof.checklist.dialect import wording
from syncproof.cli import main

KINDS_OF_SECTIONS = (
    ("every",),
    ("link-first", "merge-criteria"),
    ("every", "match-or-create", "merge-criteria"),
    ("link-first", "create-if-connected", "merge-criteria"),
    ("condition",),
)
ROWS = {
    "Larkbook": {
        "Members": ("Readers", {"fullName": "title", "email": "contact.email"}),
        "Cards": ("Tickets", {"name": "title", "desc": "notes", "due": "due_at", "dueComplete": "done"}),
        "Actions": ("Notes", {"text": "body"}),
    },
    "Customerp": {
        "Members": ("Contact", {"fullName": "name", "email": "email"}),
        "Cards": ("Project", {"name": "name", "desc": "description", "start": "start_date"}),
        "Actions": ("Project", {"text": "name"}),
    },
    "Custompms": {
        "Members": ("Customer", {"fullName": "name", "email": "contactPerson"}),
        "Cards": ("Task", {"name": "title", "desc": "notes", "due": "due", "dueComplete": "done"}),
        "Actions": ("Task", {"text": "title"}),
    },
}


def section(datatype: str, system: str, *kinds: str) -> Section:
    other, rows = ROWS[system][datatype]
    source, target = End("Trello", datatype), End(system, other)
    sentences = []
    for kind in (each for each in KINDS if each in {*kinds, "in-sync", "properties"}):
        words = "If it is open" if kind == "condition" else ""
        connected = ("Cards",) if kind == "create-if-connected" else ()
        text = wording(kind, source, target, words=words, connected=connected)
        sentences.append(Sentence(kind, text, words=words, connected=connected))
    table = tuple(Row(*row, "boolean" if row[0] == "dueComplete" else "string", "document") for row in rows.items())
    criterion = Criterion(*list(rows.items())[datatype == "Members"])
    criteria = (criterion,) if "merge-criteria" in kinds else ()
    return Section(f"{source} to {target}", source, target, tuple(sentences), table, criteria=criteria)


def played(tmp_path: Path, written: Callable[[Checklist], str], section: Section, *options: str) -> int:
    system = section.target.system
    title = f"Trello to {system} Dataflow"
    document = tmp_path / "document.rst"
    document.write_text(written(Checklist(title, "Trello", system, "2026-01-31 12:00:00", numbered([section]))))
    return main(["run", str(document), *options])


@pytest.mark.parametrize("datatype", ["Members", "Cards", "Actions"])
@pytest.mark.parametrize("system", ["Larkbook", pytest.param("Customerp", marks=pytest.mark.thorough), "Custompms"])
@pytest.mark.parametrize("kinds", KINDS_OF_SECTIONS, ids=" and ".join)
def test_a_source_in_a_place_is_judged_as_any_other(
    kinds: tuple[str, ...], system: str, datatype: str, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    # Records of Trello are connected to nothing in any story yet, and nobody agreed on what a condition means.
    expected = 3 if {"create-if-connected", "condition"} & {*kinds} else 0
    assert played(tmp_path, written, section(datatype, system, *kinds), "--level", "required") == expected


@pytest.mark.exhaustive
@pytest.mark.parametrize("datatype", ["Members", "Cards", "Actions"])
@pytest.mark.parametrize("system", ROWS)
@pytest.mark.parametrize("kinds", KINDS_OF_SECTIONS[:3], ids=" and ".join)
def test_a_source_in_a_place_passes_all_stories(
    kinds: tuple[str, ...], system: str, datatype: str, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    assert played(tmp_path, written, section(datatype, system, *kinds)) == 0


@pytest.mark.parametrize("datatype", ["Members", "Cards", "Actions"])
@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("one-way-only", "in-sync.backward"),
        ("backfills-only", "every.created"),
        ("creates-only", "in-sync.forward"),
        ("duplicates-on-restart", "every.exactly-once"),
    ],
)
def test_a_broken_sync_is_caught_there(
    broken: str, rule: str, datatype: str, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    options = ("--driver", f"broken:{broken}", "--only", rule)
    assert played(tmp_path, written, section(datatype, "Larkbook", "every"), *options) == 1


@pytest.mark.parametrize("broken", ["takes-archived-for-deleted", "takes-moved-for-new"])
def test_a_sync_that_loses_sight_of_a_source_card_is_caught(
    broken: str, tmp_path: Path, written: Callable[[Checklist], str]
) -> None:
    options = ("--driver", f"broken:{broken}", "--only", "in-sync.life-cycle")
    assert played(tmp_path, written, section("Cards", "Larkbook", "every"), *options) == 1
