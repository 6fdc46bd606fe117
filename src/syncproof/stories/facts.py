"""The facts of a section by which its stories are chosen and worded: all that the templates may speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from syncproof.datatypes import is_own_id
from syncproof.datatypes.nouns import one_of

Here: TypeAlias = "tuple[str, str]"
"""A property's label, and a system."""
Across: TypeAlias = "tuple[str, str, str]"
"""A property's label, a system, and the other system."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Another section's source datatype that has the same target datatype."""

    datatype: str
    system: str
    noun: str
    record: str
    shares: bool
    """Whether the target makes one record of two that agree in its identity."""


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """The facts that decide which stories a section has. A property goes by its label, the source's name for it."""

    title: str
    source: str
    target: str
    source_type: str
    target_type: str
    noun: str
    """The source datatype within a sentence."""
    meaning: str
    """What records of the target datatype are, where its name does not say that; else ''."""

    record: str
    other: str
    stranger: str
    """The names of three records; the stranger lives in the target only."""

    labels: tuple[str, ...]
    """The rows of the table that share no property with a row before, and depend on nothing."""
    unshared: tuple[str, ...]
    """Those of them that share no property with a later row either, and on which no row depends."""
    fan_out: tuple[str, ...]
    """The rows that feed several properties from one."""
    fan_in: tuple[str, ...]
    """The rows that feed one property from several."""
    fed_in: tuple[str, ...]
    """The rows that feed a property which a row before feeds already."""
    dependents: tuple[tuple[str, str], ...]
    """The rows that apply to some records only, each with what has to be so."""
    independents: tuple[tuple[str, str, str, str], ...]
    """The same, each with a system, the other system, where no other row feeds the property, and what has to be so."""
    typed_dependents: tuple[tuple[str, str], ...]
    """Those of them whose documented type is one that a value can have."""
    ids: tuple[str, ...]
    """The rows by which the target holds the id of the source's record."""
    typed: tuple[str, ...]
    """The rows whose documented type is one that a value can have, and that the other rows do not deny."""
    main: str
    second: str
    """The second row, '' where there is none."""
    last: str
    traded: str
    """The first by which records are told from each other while two records may hold the same, '' where none is."""
    contestable: tuple[str, ...]
    """The properties that have more than two values: two edits of one can differ from each other and from before."""
    moments: tuple[str, ...]
    """The dates and times, on one side at least."""
    cleared: tuple[Here, ...]
    """What can be emptied in a system, and then in the other as well."""
    not_cleared: tuple[Across, ...]
    """What can be emptied in a system, which the other refuses."""
    altered: tuple[Here, ...]
    """What a system changes although the other keeps it."""
    refused: tuple[Across, ...]
    """What a system refuses although the other keeps it."""
    paged: bool
    """Whether the source gives long lists in pages."""
    near: tuple[tuple[str, str], ...]
    """The smallest edits, two by two."""
    ornate: str
    """The property that those are of, '' where there is none."""
    times: tuple[str, ...]
    """When clocks and calendars do something special, the one that moves most clocks first."""
    edges: tuple[Here, ...]
    """The special moments that both systems keep, each with the property."""
    archived: tuple[str, ...]
    """The systems in which records can be archived."""
    moved: tuple[tuple[str, str], ...]
    """The places that records can be moved to, each with the system."""
    copied: tuple[str, ...]
    """The systems in which records can be copied."""
    authors: tuple[str, ...]
    """The systems that show who changed something."""
    by_time: tuple[str, ...]
    """The systems whose lists go by the time of each record."""
    both_say_when: bool
    """Whether both systems say when something changed, so that the latest edit can be told."""

    counterparts: tuple[str, ...]
    """The target datatypes of all sections with this source datatype and target system, this section's among them.

    Those of copies are one: a copy is put to the test alone.
    """
    goes_back: bool
    """Whether another section of the document synchronizes the target with the source."""
    companions: tuple[Companion, ...]
    identity: str
    """The property of which the target keeps one record per value, '' where there is none."""

    matches: tuple[tuple[str, str], ...]
    """The properties of source and target of which one has to be equal for two records to be a pair."""
    unmatched: str
    """The first text that two records may have in common without a match, '' where there is none."""
    creates: bool
    """Whether the sync owes a counterpart to source records that no record matches."""
    condition: str
    """What the installation agreed that the section's condition means, '' where there is none."""
    unconditional: str
    """The first property of more than two values that the condition does not ask for, '' where there is none."""
    connected: tuple[str, ...]
    """The datatypes that records can be connected to, so that the sync creates their counterparts."""
    elsewhere: tuple[str, ...]
    """Those of the connected datatypes that another document synchronizes."""
    unlinked: tuple[tuple[str, str], ...]
    """Those of the connected datatypes whose records are synchronized only once a match links them, with the system."""
    can_lack_matches: bool
    """Whether a record of either side can be empty in all that has to match."""

    @property
    def creates_all(self) -> bool:
        """Whether the sync owes a counterpart to every source record that no record matches."""
        return self.creates and not self.condition

    def entry(self, who: str) -> str:
        """Return the step in which somebody is added to the source, so that the sync makes a pair."""
        added = f"{who} is added to {self.source}"
        if self.condition:
            return f"{added}, meeting the condition"
        if self.creates or not (self.matches or self.connected):
            return added
        if self.matches:
            return f"{added}, with a match in {self.target}"
        return f"{added}, connected to {self.stranger}, {one_of(self.connected[0])}"

    def apart(self, here: str, there: str) -> str:
        """Return what sets a record apart that is to match in these two properties alone, '' where all records do."""
        is_alone = all(name == here or across != there for name, across in self.matches)
        return "" if is_alone or is_own_id(here) else f", with {here} unlike all else that has to match"

    def as_match(self, here: str, there: str) -> str:
        """Return what makes a record that is added to the target match one of the source in these two properties."""
        if is_own_id(there):
            return f"and {self.source}'s {here} becomes its {there}"
        return f"with {self.source}'s {here} as {there}"

    @property
    def matches_by_id(self) -> bool:
        """Whether records match by the id of the target's alone, which no two records share."""
        return bool(self.matches) and is_own_id(self.matches[0][1])

    def connectable(self, datatype: str) -> str:
        """Return the step after which there is a record of a datatype to connect others to."""
        if datatype in self.elsewhere:
            return f"{self.source} has {self.stranger}, {one_of(datatype)} that another document synchronizes"
        return f"both systems know {self.stranger}, {one_of(datatype)} to connect others to"

    @property
    def systems(self) -> tuple[str, str]:
        """Both systems, the source first."""
        return self.source, self.target

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both ways from one system to the other, that of the document first."""
        return (self.source, self.target), (self.target, self.source)
