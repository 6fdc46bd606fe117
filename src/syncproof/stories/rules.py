"""The rules: the obligations that follow from each kind of sentence, each with its level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["required", "implied", "robust"]
LEVELS: tuple[Level, ...] = ("required", "implied", "robust")


@dataclass(frozen=True, slots=True)
class Rule:
    """A checkable consequence of a sentence; the id is a tag in the features and a key in the report."""

    id: str
    level: Level
    story: str

    @property
    def sentence(self) -> str:
        """The kind of sentence from which the rule follows."""
        return self.id.split(".", 1)[0]


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("every.created", "required", "a new source record gets exactly one counterpart"),
        Rule("every.backfilled", "required", "a record from before the first pass gets a counterpart, too"),
        Rule("every.whatever-it-holds", "required", "minimal, full and lookalike records each get a counterpart"),
        Rule("every.exactly-once", "implied", "more passes, and a restart, create nothing more"),
        Rule("every.one-way", "implied", "an unpaired target record is left alone"),
        Rule("every.shared-source", "implied", "a datatype of two sections gets a counterpart in each"),
        Rule(
            "every.shared-target",
            "implied",
            "records of two datatypes with one target type each get a counterpart, or share one by rule",
        ),
        Rule("every.next-time", "implied", "a record added during a pass has its counterpart after the next"),
        Rule("in-sync.forward", "required", "an edit in the source reaches the target"),
        Rule("in-sync.backward", "required", "an edit in the target reaches the source"),
        Rule(
            "in-sync.stays",
            "required",
            "a pair is in sync after many edits from alternating sides, and after restarts",
        ),
        Rule("in-sync.both-sides", "implied", "edits of different properties on the two sides both stand"),
        Rule(
            "in-sync.latest-wins",
            "implied",
            "of two edits of one property, one on each side, the latest stands on both; where a system does not say "
            "when a value changed, either, the same on both",
        ),
        Rule(
            "in-sync.untouched-is-not-reverted",
            "implied",
            "an edit of one property reverts no newer value of another",
        ),
        Rule("in-sync.same-edit", "implied", "the same edit on both sides is no conflict and needs no write"),
        Rule("in-sync.there-and-back", "implied", "a value changed and changed back is carried both times"),
        Rule("in-sync.quiet", "implied", "nothing changed, nothing written; the sync comes to rest after anything"),
        Rule(
            "in-sync.nothing-else",
            "implied",
            "unmapped properties, unpaired records, other sections are as they were",
        ),
        Rule("in-sync.link-survives", "implied", "a record that looks like another one keeps its counterpart"),
        Rule(
            "in-sync.no-delete",
            "implied",
            "a deletion on one side deletes nothing, stops no other pair and recreates nothing",
        ),
        Rule("in-sync.during-pass", "implied", "an edit between the sync's read and its write is not lost"),
        Rule("properties.row", "required", "every row of the table is carried, both ways"),
        Rule("properties.type", "required", "the target holds the documented type"),
        Rule("properties.dependent", "required", "a qualified row applies only where its dependency holds"),
        Rule("properties.fan-out", "required", "one property feeds several"),
        Rule("properties.fan-in", "required", "several properties feed one, in the table's order"),
        Rule("properties.round-trip", "implied", "any value survives there and back"),
        Rule("properties.cleared", "implied", "an emptied property is carried, or its refusal reported once"),
        Rule(
            "properties.normalised",
            "implied",
            "a value that a side trims, re-cases or cuts starts no endless exchange",
        ),
        Rule("properties.limits", "implied", "a refused value is reported; the other records go through"),
        Rule("properties.dates", "implied", "a date is the same after ten round trips"),
    )
}
