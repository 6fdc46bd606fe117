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
    follows_from: str = ""
    """The kind of sentence from which the rule follows, where the id does not begin with it."""

    @property
    def sentence(self) -> str:
        """The kind of sentence from which the rule follows."""
        return self.follows_from or self.id.split(".", 1)[0]


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
        Rule("condition.met", "required", "a record that meets the condition gets exactly one counterpart"),
        Rule("condition.unmet", "required", "a record that does not meet the condition gets none"),
        Rule("condition.becomes-met", "required", "a record gets its counterpart when it comes to meet the condition"),
        Rule("condition.no-longer-met", "required", "a pair stays in sync when the condition is no longer met"),
        Rule("link-first.not-created", "required", "without a link nothing is created"),
        Rule("link-first.linked", "required", "once two records are linked, they are in sync"),
        Rule("create-if-connected.connected", "required", "a record connected to one in sync gets a counterpart"),
        Rule("create-if-connected.unconnected", "required", "a record connected to none gets no counterpart"),
        Rule("create-if-connected.later-connected", "required", "a record gets its counterpart when it is connected"),
        Rule("match-or-create.adopted", "required", "a record that matches is adopted, and no other one created"),
        Rule("match-or-create.created", "required", "where no record matches, one is created"),
        Rule("match-or-create.ambiguous", "required", "where two records match, that is reported, and neither taken"),
        Rule("merge-criteria.each-row", "required", "any one row of the table makes two records a pair"),
        Rule("merge-criteria.no-match", "required", "records that match in no row are left apart"),
        Rule(
            "merge-criteria.ambiguous",
            "implied",
            "where two records match the same one, that is reported, and none is linked",
        ),
        Rule("merge-criteria.empty-is-no-match", "implied", "two empty values are no match"),
        Rule(
            "merge-criteria.both-sides-before",
            "implied",
            "records that exist on both sides before the first pass become pairs, and the latest values stand",
        ),
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
        Rule(
            "in-sync.near-edit",
            "implied",
            "an edit of nothing but case, spaces, an accent's or emoji's form, or the last character is carried",
        ),
        Rule("in-sync.any-author", "implied", "an edit with the account of the sync's own credentials is carried"),
        Rule(
            "in-sync.life-cycle",
            "implied",
            "a record that is archived, restored or moved keeps its counterpart; a copy is a record of its own",
        ),
        Rule("in-sync.last-one", "implied", "when the last pair is gone, nothing comes back, and a new one is made"),
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
        # Trouble disturbs every promise; a rule stands with the sentence that a sync breaks first.
        Rule("robust.lost-answer", "robust", "what was done and not answered is not done twice", "every"),
        Rule("robust.crash", "robust", "a sync that is killed at any moment goes on where it was", "every"),
        Rule("robust.two-at-once", "robust", "a second sync over the same state is refused, or does no harm", "every"),
        Rule("robust.sporadic-empty", "robust", "a list that lacks records once is not believed", "every"),
        Rule("robust.paging-shift", "robust", "what changes between two pages is neither skipped nor doubled", "every"),
        Rule("robust.rate-limit", "robust", "a rate limit is waited out and not hammered", "in-sync"),
        Rule("robust.server-error", "robust", "a request that meets an error of the server is made again", "in-sync"),
        Rule("robust.refused", "robust", "a request whose connection is refused is made again", "in-sync"),
        Rule("robust.reset", "robust", "a request whose connection is reset is made again", "in-sync"),
        Rule("robust.timeout", "robust", "a request that is never answered is made again", "in-sync"),
        Rule("robust.garbage", "robust", "an answer that makes no sense is no success, and never stored", "in-sync"),
        Rule("robust.stale-read", "robust", "a read that is behind the sync's own write overwrites nothing", "in-sync"),
        Rule("robust.poison", "robust", "a record that always fails stops no other, and is reported", "in-sync"),
        Rule("robust.vanished", "robust", "a record that is deleted while the sync works stops no other", "in-sync"),
        Rule(
            "robust.unauthorised",
            "robust",
            "a sync that is not let in stops, says so, and goes on when it is let in again",
            "in-sync",
        ),
        Rule("robust.slow", "robust", "an answer that takes its time is waited for", "in-sync"),
        Rule("robust.transient-refusal", "robust", "what is refused for a moment is tried again", "in-sync"),
        Rule("robust.same-instant", "robust", "of two edits with one timestamp neither is passed over", "in-sync"),
        Rule("robust.clock-skew", "robust", "clocks that differ by minutes lose no edit", "in-sync"),
        Rule("robust.late-visibility", "robust", "what lists show a moment late is not passed over", "in-sync"),
        Rule("robust.extreme-time", "robust", "at the edges of clocks and calendars nothing drifts", "in-sync"),
    )
}
