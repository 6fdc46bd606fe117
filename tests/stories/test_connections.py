"""Connections: which connected datatypes stories can make a pair of, and why not of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import (
    Checklist,
    ConnectedDatatype,
    End,
    Predicate,
    Section,
    Sentence,
)
from syncproof.stories.doubts import doubt, unconnected, unpaired
from syncproof.stories.left_open import unmade
from syncproof.stories.playable import playable
from tests.stories.any_section import CRITERIA, ROWS, TASK, parted, section, why
from tests.stories.small_document import CHECKLIST, TASKS

NO_PAIR = "creates nothing, and has no merge criterion that a story can meet"


def connected(*names: str, creates: bool = True, matches: bool = False) -> tuple[Checklist, Section]:
    """Return a document whose first section names connected datatypes, and has another section of Lease."""
    sentence = Sentence("create-if-connected", "…", 22, connected=names)
    own = replace(section("link-first", criteria=CRITERIA), sentences=(Sentence("link-first", "…", 20), sentence))
    its = {"source": replace(TASK, datatype="Lease"), "criteria": CRITERIA if matches else ()}
    lease = section("every" if creates else "in-sync", **its)
    checklist = parted(replace(CHECKLIST, sections=(own, lease)))
    return checklist, checklist.sections[0]


def test_a_connection_is_one_to_what_another_section_creates_or_another_document() -> None:
    checklist, own = connected("Note", "lease")
    assert own.connections == (ConnectedDatatype("Note"), ConnectedDatatype("Lease", "lease-to-cards"))
    (oddity,) = own.oddities
    assert (oddity.line, oddity.what) == (22, "no section of the document says what is synchronized of Note")
    assert unconnected(checklist, own) == ""


def test_a_datatype_of_a_section_without_rows_is_synchronized_by_another_document() -> None:
    checklist, _ = connected("lease")
    empty = replace(checklist, sections=(checklist.sections[0], replace(checklist.sections[1], rows=())))
    own = parted(empty).sections[0]
    assert own.connections == (ConnectedDatatype("Lease"),)
    what = "the section of Lease on line 12 has no row that says what is synchronized"
    assert [(each.line, each.what) for each in own.oddities] == [(22, what)]


def test_what_a_match_links_is_synchronized_too_be_it_of_the_very_section() -> None:
    checklist, own = connected("lease", "Task", creates=False, matches=True)
    assert own.connections == (ConnectedDatatype("Lease", "lease-to-cards"), ConnectedDatatype("Task", "task-to-cards"))
    assert unconnected(checklist, own) == ""
    again = parted(replace(checklist, sections=(*checklist.sections, replace(own, copy=2, connections=()))))
    assert again.sections[2].connections[1] == ConnectedDatatype("Task", "task-to-cards-2")


def test_what_is_created_needs_no_match_and_is_what_stories_connect_to() -> None:
    checklist, _ = connected("Lease", creates=False, matches=True)
    every = section("every", source=replace(TASK, datatype="Lease"), target=replace(TASKS.target, datatype="Lists"))
    sections = parted(replace(checklist, sections=(*checklist.sections, every))).sections
    assert sections[0].connections == (ConnectedDatatype("Lease", "lease-to-lists"),)


def test_where_nothing_connected_is_created_the_sentence_is_open_and_the_others_are_not() -> None:
    checklist, own = connected("Lease", creates=False)
    named = f"Lease (the section on line 12 {NO_PAIR})"
    wanted = f"no section that can be played synchronizes what is connected: {named}: some.rst:22"
    assert (own.connections, unconnected(checklist, own), doubt(checklist, own)) == ((), wanted, "")


def test_a_link_that_only_a_connection_makes_is_open_for_the_reason_of_the_connection() -> None:
    checklist, own = connected("Lease", creates=False)
    without = replace(own, criteria=())
    named = f"Lease (the section on line 12 {NO_PAIR})"
    wanted = f"no section that can be played synchronizes what is connected: {named}: some.rst:22"
    assert (doubt(checklist, without), unpaired(checklist, without)) == ("", wanted)
    agreed_on_nothing = replace(
        checklist.sections[1], line=33, sentences=(Sentence("condition", "…", 34, words="new"),)
    )
    told = unmade(replace(checklist, sections=(own, agreed_on_nothing)), own, "lease")
    assert told == ("the section on line 33 has a condition whose meaning nobody agreed on",)
    this_one = "is this one, and no match or connection can make a first pair"
    assert unmade(checklist, own, "Task") == (f"the section on line 12 {this_one}",)


@pytest.mark.parametrize("kind", ["every", "condition"])
def test_what_is_created_in_any_case_waits_for_no_connection(kind: str) -> None:
    assert why(kind, "create-if-connected", predicate=Predicate("status", "is", "open")).startswith(
        "the section contradicts itself: it says that nothing is created before a connection, and on line 20, "
        f"{kind}, that a counterpart is created: some.rst:21"
    )


def test_a_first_pair_of_a_section_may_take_connections_in_a_row_the_nearest_first() -> None:
    checklist, own = connected("Task", "Lease", creates=False)
    own = replace(own, criteria=(), connections=())
    lease, linked = checklist.sections[1], Sentence("create-if-connected", "…", 33, connected=("Site",))
    waiting = replace(lease, sentences=(Sentence("link-first", "…", 32), linked))
    site = section("every", source=replace(TASK, datatype="Site"), target=replace(TASKS.target, datatype="Lists"))

    first, second, _ = parted(replace(checklist, sections=(own, waiting, site))).sections

    assert second.connections == (ConnectedDatatype("Site", "site-to-lists"),)
    assert first.connections == (
        ConnectedDatatype("Lease", "lease-to-cards"),
        ConnectedDatatype("Task", "task-to-cards"),
    )
    assert doubt(replace(checklist, sections=(first, second, site)), first) == ""


def test_sections_that_only_wait_for_each_other_have_no_first_pair() -> None:
    checklist, own = connected("Lease", creates=False)
    own = replace(own, criteria=(), connections=())
    back = Sentence("create-if-connected", "…", 33, connected=("Task",))
    waiting = replace(checklist.sections[1], sentences=(Sentence("link-first", "…", 32), back))

    both = parted(replace(checklist, sections=(own, waiting))).sections

    assert [each.connections for each in both] == [(), ()]
    no_pair = (
        "creates only what is connected to what has no pair either, and has no merge criterion that a story can meet"
    )
    assert unmade(replace(checklist, sections=both), both[0], "Lease") == (f"the section on line 12 {no_pair}",)


def test_records_of_a_known_system_are_connected_to_nothing_yet() -> None:
    checklist, own = connected("Lease")
    known = replace(own, source=TASKS.source)
    named = replace(
        known,
        connections=(),
        sentences=(*known.sentences, Sentence("create-if-connected", "…", 23, connected=("Note",))),
    )
    assert playable(replace(checklist, sections=(named,))).sections[0].connections == ()
    assert unconnected(checklist, known) == "records of Custompms name no others in any story yet: some.rst:22"


def test_a_connection_out_of_a_derived_system_leads_into_the_fake_of_its_own() -> None:
    sentence = Sentence("create-if-connected", "…", 22, connected=("Contact",))
    invoices = section("link-first", source=End("Customerp", "Invoice"), rows=ROWS[:1])
    invoices = replace(invoices, sentences=(*invoices.sentences, sentence))
    contacts = section("every", source=End("Customerp", "Contact"), rows=(replace(ROWS[0], source="name"),))
    checklist = playable(replace(CHECKLIST, source="Customerp", sections=(invoices, contacts)))
    own = checklist.sections[0]
    assert own.source == End("Customerp (derived)", "Invoice")
    assert list(own.connected_ends.values()) == [End("Customerp", "Contact")]
    assert doubt(checklist, own) == ""
