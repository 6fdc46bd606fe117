"""The reference sync pairs what matches, and creates only where a sentence says so: a sample of every such sentence."""

from __future__ import annotations

from typing import cast

import pytest

from syncproof.checklist import End
from syncproof.cli import main
from syncproof.engine.failures import Failed, Gone, Unanswered
from syncproof.engine.http import Http
from syncproof.engine.links import Links
from syncproof.engine.match import CONNECTED, Matcher
from syncproof.engine.ports.port import Changes, Port, Record
from syncproof.engine.section import Connected, SectionJob
from syncproof.engine.side import Side
from syncproof.engine.work import Report, Work
from syncproof.run.session import Selection, run
from syncproof.stories.rules import RULES
from syncproof.verdict import Verdict
from tests.sample_features import LINKS, SAMPLE, folder_of

SECTIONS = ("reader-to-patrons", "title-to-items", "loan-to-parcels", "fine-to-charges")
LINKING = ("link-first", "match-or-create", "merge-criteria", "condition", "create-if-connected")
MARKS = " or ".join(f"syncproof(rule='{rule.id}')" for rule in RULES.values() if rule.sentence in LINKING)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_reference_sync_keeps_every_sentence_on_pairs(section: str) -> None:
    selection = Selection((folder_of(SAMPLE) / f"{section}.feature",), marks=MARKS)

    outcomes = run(selection, progress=lambda _: None, expected=lambda _: None)

    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASS}


class Silent(Port):
    """A port of a system in which every record is gone, or of which none can be read now."""

    failure: type[Failed] = Gone

    def read(self, record: str) -> Record:
        raise self.failure(record)


class Unreadable(Silent):
    """A port of a system that does not answer."""

    failure = Unanswered


@pytest.mark.parametrize(("port", "waits"), [(Silent, False), (Unreadable, True)])
def test_a_record_that_waited_for_its_connection_and_cannot_be_read_stops_nobody(
    port: type[Port], *, waits: bool
) -> None:
    links, reports = Links(), list[Report]()
    links.pair(links.intend("titles", "t1", {}, ""), "item", {})
    links.keys.store("fines", CONNECTED, {"f1": {"titles": "t1"}})
    ends = End("Larkbook", "Fine"), End("Tidepost", "Charges")
    job = SectionJob("fines", *ends, {}, (), (), False, "latest-wins", None, (Connected("@Title", "titles"),))  # noqa: FBT003 - creates
    nowhere = cast("Http", None)
    source, target = (Side(end.system, end, port(nowhere, end.datatype, {}), Changes({}, ""), "") for end in ends)
    sync = Matcher(links, lambda _: None, reports.append)

    found = sync.to_create(Work(job, source, target, {}, {}), [])

    assert (found, links.keys.waiting("fines")) == ([], ["f1"] if waits else [])
    assert [report.record for report in reports] == (["f1"] if waits else [])


@pytest.mark.exhaustive
@pytest.mark.parametrize("section", SECTIONS)
def test_the_reference_sync_keeps_all_else_in_such_sections(section: str) -> None:
    outcomes = run(
        Selection((folder_of(SAMPLE) / f"{section}.feature",)), progress=lambda _: None, expected=lambda _: None
    )

    assert {outcome.verdict for outcome in outcomes} == {Verdict.PASS}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "story",
    [
        "two that match",
        *(
            pytest.param(story, marks=pytest.mark.exhaustive)
            for story in ("the same isbn", "connected later", "met later")
        ),
    ],
)
def test_trouble_at_every_request_makes_no_wrong_pair(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sweep", str(LINKS), "--features", str(folder_of(SAMPLE).parent), "--story", story, "--quiet"]
    faults = [word for fault in ("crash", "half-list", "empty-list", "lost") for word in ("--fault", fault)]

    assert main([*words, *faults]) == 0, capsys.readouterr().out
