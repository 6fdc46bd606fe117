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
        Rule("every.backfilled", "required", "so does every record that was there before the first pass"),
        Rule("every.whatever-it-holds", "required", "bare records, full ones and lookalikes each get their own"),
        Rule("every.exactly-once", "implied", "more passes, and a restart, create nothing more"),
        Rule("every.one-way", "implied", "an unpaired target record is left alone"),
        Rule("every.shared-source", "implied", "a datatype of two sections gets a counterpart in each"),
        Rule(
            "every.shared-target",
            "implied",
            "two datatypes with one target type each get their own, or share it by rule",
        ),
        Rule("every.next-time", "implied", "a record added while a pass runs is there after the next"),
        Rule("in-sync.forward", "required", "an edit in the source reaches the target"),
        Rule("in-sync.backward", "required", "an edit in the target reaches the source"),
        Rule(
            "in-sync.stays",
            "required",
            "still so after many edits from alternating sides, and after restarts",
        ),
        Rule("in-sync.both-sides", "implied", "edits of different properties on the two sides both stand"),
        Rule(
            "in-sync.latest-wins",
            "implied",
            "of edits of one property on both sides the latest stands on both",
        ),
        Rule(
            "in-sync.untouched-is-not-reverted",
            "implied",
            "an edit carries no older value of another property along",
        ),
        Rule("in-sync.same-edit", "implied", "the same edit on both sides is no conflict and needs no write"),
        Rule("in-sync.there-and-back", "implied", "a value changed and changed back is carried both times"),
        Rule("in-sync.quiet", "implied", "nothing changed, nothing written; after anything, rest"),
        Rule(
            "in-sync.nothing-else",
            "implied",
            "unmapped properties, unpaired records, other sections are as they were",
        ),
        Rule("in-sync.link-survives", "implied", "looking like another record neither swaps nor merges pairs"),
        Rule(
            "in-sync.no-delete",
            "implied",
            "deleting one side deletes nothing, stops no other pair, recreates nothing",
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
            "what a side trims, re-cases or cuts starts no endless exchange",
        ),
        Rule("properties.limits", "implied", "a refused value is reported; the other records go through"),
        Rule("properties.dates", "implied", "no drift after ten round trips"),
    )
}
