"""The world of a scenario: its sections, its systems, its users, its sync, and the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.checklist import Checklist, End, Section
from syncproof.ledger import Ledger
from syncproof.steps.alike import Alike, alike_in
from syncproof.steps.cast import Cast
from syncproof.steps.disturbances import Disturbances
from syncproof.steps.evidence import Evidence
from syncproof.steps.pairs import Pairs
from syncproof.steps.passes import Passes
from syncproof.steps.places import Places
from syncproof.steps.roster import Roster
from syncproof.steps.sections import Sections
from syncproof.steps.users import Users
from syncproof.sut.contract import sut_checklist

if TYPE_CHECKING:
    from syncproof.fakes.kit.fake import Fake
    from syncproof.steps.stage import Stage


class World:
    """One scenario at a time on a stage; `begin` makes everything anew."""

    evidence: Evidence
    """What was asserted and seen so far."""
    alike: Alike
    """Which properties of a record hold one value."""
    cast: Cast
    """Makes believable records."""
    sync: Passes
    """The SUT's passes."""
    pairs: Pairs
    """Which records are pairs."""
    roster: Roster
    """Which record somebody is."""
    users: Users
    """What users do and did."""
    disturbances: Disturbances
    """Faults that meet the SUT's requests."""
    crowd: tuple[str, ...]
    """The names of records that were added in great numbers."""

    def __init__(self, stage: Stage, checklist: Checklist, section: str) -> None:
        self.stage = stage
        self.checklist = checklist
        self.sections = Sections(checklist, section)
        self.section = self.sections.own

    def begin(self, sections: tuple[Section, ...] = (), *, way_back: bool = False) -> None:
        """Empty the systems, prepare the places, and let the SUT start anew.

        The SUT syncs these sections, or else all that share a datatype with the scenario's own; a section that leads
        back is among them only if the `way_back` is what the scenario is about.
        """
        self.sections.choose(sections, declines=self.stage.driver.declines, way_back=way_back)
        self.stage.clear()
        self.crowd = ()
        self.evidence = Evidence()
        self.alike = alike_in(self.checklist)
        self.cast = Cast(self.stage.seed, self.alike)
        self.sync = Passes(self.stage, self.sections.decline)
        places = Places(self.sections, self.stage.fakes, self.stage.sut.declared_marks)
        self.pairs = Pairs(self.ledger, places)
        self.roster = Roster(self.sections, self.stage.fakes, self.ledger, self.pairs, self.alike)
        self.users = Users(self.stage, self.sections, places, self.roster, self.sync, self.cast)
        self.disturbances = Disturbances(self.stage)
        synced = replace(self.checklist, sections=tuple(self.sections))
        described = [each for fake in self.stage.fakes.values() if (each := fake.described())]
        told = sut_checklist(synced, places.of_targets, systems=described, source_places=places.of_sources)
        self.stage.driver.begin(told, self.stage.environ)

    @property
    def ledger(self) -> Ledger:
        """All calls and changes so far."""
        return self.stage.ledger

    def fake(self, end: End) -> Fake:
        """Return the system of an end."""
        return self.stage.fakes[end.system]
