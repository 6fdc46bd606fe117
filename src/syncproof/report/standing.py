"""How a part of the checklist stands: its verdict as a sign and a word, and never better than what was played."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import counted
from syncproof.report import levels
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from syncproof.report.rows import Completeness, DocumentRow, RuleRow, ScenarioRow, SectionRow, SentenceRow

PART = "part"
"""What was played passes, and something was not played."""
KNOWN = "known"
"""A failure that a baseline lists."""
UNPLAYED = "unplayed"
"""How a count names the rules that were chosen, and of which nothing was played."""
WORDS = {PART: "in part", UNPLAYED: "not played"}
"""How a count names the states that are named otherwise than by themselves."""
_SIGNS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✕",
    Verdict.INCONCLUSIVE: "?",
    Verdict.NONE: "○",
    Verdict.ERROR: "!",
    PART: "◐",
    KNOWN: "✕",
}


class Standing(NamedTuple):
    """`state` is one of the verdicts, `part` or `known`; `word` says the same for people."""

    state: str
    word: str

    @property
    def sign(self) -> str:
        """One character, for whom the colour says nothing."""
        return _SIGNS[self.state]


def of_whole(row: Completeness) -> Standing:
    """Return how a sentence, a section, a document or a run stands."""
    if row["verdict"] == Verdict.NONE and row["chosen"] == Verdict.PASS:
        return Standing(PART, f"{row['played']} of {row['of']} rules: pass")
    if row["verdict"] != Verdict.NONE and row["played"] < row["of"]:
        return Standing(row["verdict"], f"{row['verdict']}; {row['played']} of {row['of']} rules played")
    return Standing(row["verdict"], row["verdict"])


def of_sentence(row: SentenceRow) -> Standing:
    """Return how a sentence stands: of what a run left unplayed, the rest may pass."""
    if passes_in_part(row, row["rules"]):
        return Standing(PART, f"{extent(row, row['rules'])}: {Verdict.PASS}")
    return of_whole(row)


def of_section(row: SectionRow) -> Standing:
    """Return how a section stands, which is by its sentences."""
    return _of_parts(row, map(of_sentence, row["sentences"]), rules_of(row))


def of_document(row: DocumentRow) -> Standing:
    """Return how a document stands, which is by its sections."""
    rules = [rule for section in row["sections"] for rule in rules_of(section)]
    return _of_parts(row, map(of_section, row["sections"]), rules)


def _of_parts(row: Completeness, parts: Iterable[Standing], rules: Sequence[RuleRow]) -> Standing:
    states = {part.state for part in parts}
    if PART in states and states <= {PART, Verdict.PASS}:
        return Standing(PART, f"{extent(row, rules)}: {Verdict.PASS}")
    return of_whole(row)


def rules_of(section: SectionRow) -> list[RuleRow]:
    """Return the rules of all sentences of a section."""
    return [rule for sentence in section["sentences"] for rule in sentence["rules"]]


def passes_in_part(row: SentenceRow | RuleRow, rules: Sequence[RuleRow]) -> bool:
    """Whether all that was played of a row, with its rules, passes, and something was not played: that is no pass."""
    played = {scenario["verdict"] for rule in rules for scenario in rule["scenarios"]}
    left_out = row["chosen"] == Verdict.PASS or any(rule["unplayed"] for rule in rules)
    return left_out and played == {Verdict.PASS} and row["verdict"] == Verdict.NONE


def extent(row: Completeness, rules: Sequence[RuleRow] = ()) -> str:
    """Return how many rules were played; `rules` are those of which some scenarios may have been left out."""
    partial = sum(map(levels.is_partial, rules))
    return f"{row['played']} of {counted(row['of'], 'rule')}{f' and {partial} in part' if partial else ''}"


def is_unplayed(row: RuleRow) -> bool:
    """Whether nothing was played of a rule that was chosen."""
    return bool(row["unplayed"]) and not row["scenarios"]


def of_rule(row: RuleRow) -> Standing:
    """Return how a rule stands."""
    played = len(levels.stories(row))
    if is_unplayed(row):
        return Standing(Verdict.NONE, WORDS[UNPLAYED])
    if passes_in_part(row, [row]):
        return Standing(PART, f"{played} of {row['total']} stories: pass")
    return Standing(row["verdict"], row["verdict"])


def of_story(row: ScenarioRow) -> Standing:
    """Return how a story stands."""
    return Standing(KNOWN, "known failure") if "known" in row else Standing(row["verdict"], row["verdict"])
