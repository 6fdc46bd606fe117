"""What a correct sync may do is green, or inconclusive with the reason; one step further is red."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from syncproof.run.session import Selection, run
from syncproof.stories.rules import LEVELS, RULES
from syncproof.sut import Sut
from syncproof.verdict import Outcome, Verdict
from tests.adapters.variants import VARIANTS, Patch, Variant, text_of
from tests.test_adapters import CONFLICT, CREATED, Swept, survives_trouble

TESTS = Path(__file__).parents[1]
FEATURES = TESTS.parent / "features"
QUICK = ("trims itself", "carries one direction a pass")
"""The variants whose rule is played by every run of the tests."""
SOME = 31
"""Of the faults and acts in a sweep of a variant, one in so many is played; crashes and second instances all are."""
EACH = [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.exhaustive]) for name in VARIANTS]


def sut_of(variant: Variant, patch: Patch, folder: Path) -> Sut:
    """Return the adapter with a patch, and what the variant declares."""
    script = folder / "sync.py"
    script.write_text(text_of(patch), "utf-8")
    command = f"{sys.executable} {TESTS / 'script_as_daemon.py'} {script}"
    return Sut(command=command, daemon=True, **variant.declares)


def played(variant: Variant, patch: Patch, folder: Path, only: tuple[str, ...] = ()) -> tuple[Outcome, ...]:
    """Play rules of the variant's section, of all levels, against the adapter with a patch."""
    selection = Selection(
        features=(FEATURES / f"{variant.section}.feature",), sut=sut_of(variant, patch, folder), only=only
    )
    return run(selection, progress=lambda _: None, expected=lambda _: None)


@pytest.mark.parametrize("name", EACH)
def test_a_variant_keeps_the_rule_that_its_twin_breaks(name: str, tmp_path: Path) -> None:
    variant = VARIANTS[name]
    found = played(variant, variant.patch, tmp_path, (variant.rule,))

    assert [outcome.failure for outcome in found if outcome.verdict is not Verdict.PASS] == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", EACH)
def test_a_twin_that_goes_one_step_too_far_is_red(name: str, tmp_path: Path) -> None:
    variant = VARIANTS[name]
    found = played(variant, variant.twin, tmp_path, (variant.rule,))

    assert Verdict.FAIL in {outcome.verdict for outcome in found}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_green_or_inconclusive_with_the_reason_at_every_level(name: str, tmp_path: Path) -> None:
    found = played(VARIANTS[name], VARIANTS[name].patch, tmp_path)

    assert {RULES[outcome.rule].level for outcome in found} == set(LEVELS)
    left = [outcome for outcome in found if outcome.verdict is not Verdict.PASS]
    assert [outcome.failure for outcome in left if outcome.verdict is not Verdict.INCONCLUSIVE] == []
    assert {outcome.rule for outcome in left} <= {"every.shared-source"}
    assert all("does not do task-to-actions" in " ".join(outcome.failure.split()) for outcome in left)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_survives_trouble_at_each_request(name: str, tmp_path: Path) -> None:
    variant = VARIANTS[name]

    survives_trouble(sut_of(variant, variant.patch, tmp_path), Swept(variant.section, (CREATED, CONFLICT), SOME))


def test_there_is_a_variant_for_each_thing_that_a_correct_sync_may_do() -> None:
    assert len(VARIANTS) > 12


@pytest.mark.parametrize("name", [name for name, variant in VARIANTS.items() if variant.declares])
@pytest.mark.exhaustive
def test_what_a_sync_may_do_if_declared_is_red_where_it_is_not_declared(name: str, tmp_path: Path) -> None:
    variant = VARIANTS[name]
    undeclared = Variant(variant.section, variant.patch, variant.twin, variant.rule)
    found = played(undeclared, variant.patch, tmp_path)

    assert Verdict.FAIL in {outcome.verdict for outcome in found}
