"""All laws against the brute-force oracle, on random small histories with trouble; `bench/oracle.py` tries 100,000."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pytest

from syncproof.laws import LAWS, explanation, judgement
from syncproof.laws.at_rest import AtRest
from syncproof.laws.pairing import Pair
from syncproof.laws.timeline import Timeline
from tests.laws.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Callable

TROUBLE = {
    "a clock is set",
    "a create that never arrived",
    "a second instance writes",
    "a user acts during a pass",
    "archive or restore",
    "back to an old value",
    "copy",
    "crash",
    "delete",
    "lost answer",
    "move",
    "pass given up",
    "the partner's value",
    "the same value",
}
NOT_OF_VALUES = {"in-order"}
"""The histories have no refusals: `test_refused_values` has them."""


@pytest.mark.parametrize(
    "seeds", [range(3_000), pytest.param(range(3_000, 15_000), marks=pytest.mark.exhaustive)], ids=["few", "many"]
)
def test_the_laws_find_every_history_that_no_correct_sync_leaves_and_no_other(seeds: range) -> None:
    compared = compare(seeds)

    assert (compared.missed, compared.false_alarms) == ([], [])
    assert min(compared.fine, compared.broken) > len(seeds) / 4
    assert {what for what, times in compared.holds.items() if times > len(seeds) / 100} >= TROUBLE
    assert {law for law, times in compared.laws.items() if times > len(seeds) / 200} == set(LAWS) - NOT_OF_VALUES


class Mutant(NamedTuple):
    """A defect of a law: what is replaced by what, and how the comparison shows the defect."""

    owner: object
    name: str
    instead: Callable[..., Any] | property
    shows: Literal["missed", "false alarm"]


def nothing(*_: object) -> tuple[()]:
    return ()


MUTANTS = {
    "rest is not asked for": Mutant(judgement, "rest", nothing, "missed"),
    "a missing counterpart is not found": Mutant(judgement, "missing", nothing, "missed"),
    "a second counterpart is not found": Mutant(judgement, "surplus", nothing, "missed"),
    "values may differ": Mutant(judgement, "agreement", nothing, "missed"),
    "edits may be lost": Mutant(judgement, "lost_edits", nothing, "missed"),
    "values may be made up": Mutant(judgement, "provenance", nothing, "missed"),
    "echoes are not found": Mutant(judgement, "no_echo", nothing, "missed"),
    "anything else may change": Mutant(judgement, "nothing_else", nothing, "missed"),
    "any edit may win": Mutant(AtRest, "winners", lambda state, _: list(state.edits), "missed"),
    "the first edit wins": Mutant(AtRest, "winners", lambda state, _: list(state.edits[:1]), "false alarm"),
    "only the order of the ledger counts": Mutant(
        AtRest, "_may_beat", lambda _, edit, other: edit.line > other.line, "false alarm"
    ),
    "every timestamp is exact": Mutant(AtRest, "_claim", lambda _, edit: (edit.at, edit.at), "false alarm"),
    "the base's value is an edit like others": Mutant(AtRest, "_back_at_base", lambda *_: False, "false alarm"),
    "a pair outlives its records": Mutant(Pair, "lives", lambda pair, line: pair.since <= line, "false alarm"),
    "a coincidence is never missed": Mutant(AtRest, "_alone_since_coincidence", nothing, "false alarm"),
    "healed trouble is no news": Mutant(Timeline, "changed_between", Timeline.acted_between, "false alarm"),
    "a pass that a crash ends never was": Mutant(
        Timeline,
        "_end_pass",
        lambda timeline, line, *, complete, end=Timeline._end_pass: complete and end(timeline, line, complete=True),  # noqa: SLF001
        "missed",
    ),
    "a record that was gone at rest explains a later one": Mutant(
        explanation._Target,  # noqa: SLF001
        "_could_create",
        lambda _, source, life: source.life.born < life.born,
        "missed",
    ),
    "lookalikes are paired in the order of creation": Mutant(
        explanation._Target,  # noqa: SLF001
        "_breaches",
        lambda *_: 0,
        "false alarm",
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_law_with_a_defect_disagrees_with_the_brute_force_oracle(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutant = MUTANTS[name]
    monkeypatch.setattr(mutant.owner, mutant.name, mutant.instead)

    assert any(
        compared.missed if mutant.shows == "missed" else compared.false_alarms
        for compared in (compare(range(first, first + 50)) for first in range(0, 6_000, 50))
    )
