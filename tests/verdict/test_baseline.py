"""The baseline: known failures are excused by name, and an entry that has become untrue turns red."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncproof.errors import BadInput
from syncproof.verdict import Outcome, Verdict
from syncproof.verdict.baseline import BaselineGate, KnownFailure, StaleEntry, gate, load

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# Known failures of the sync as it is.
[[known]]
section = "customerp-trello/contact-to-members"
rule = "in-sync.forward"
scenario = "name changed"
reason = "fixed in 2.0"

[[known]]
section = "customerp-trello/contact-to-members"
rule = "in-sync.backward"
scenario = "name changed"
reason = "fixed in 2.1"
"""
FORWARD = KnownFailure("customerp-trello/contact-to-members", "in-sync.forward", "name changed", "fixed in 2.0", "f:2")


def outcome(verdict: Verdict, name: str = "name changed") -> Outcome:
    """Return an outcome of the rule that the baseline lists."""
    return Outcome(
        "customerp-trello",
        "contact-to-members",
        "in-sync",
        "in-sync.forward",
        name,
        "x.feature",
        9,
        verdict,
        0.1,
    )


def test_the_file_lists_failures_with_their_reasons(tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    file.write_text(TEXT)
    section, scenario = "customerp-trello/contact-to-members", "name changed"

    assert load(file) == (
        KnownFailure(section, "in-sync.forward", scenario, "fixed in 2.0", f"{file}:2"),
        KnownFailure(section, "in-sync.backward", scenario, "fixed in 2.1", f"{file}:8"),
    )


def test_an_empty_file_lists_nothing(tmp_path: Path) -> None:
    (tmp_path / "known.toml").touch()

    assert load(tmp_path / "known.toml") == ()


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NONE])
def test_a_known_failure_is_excused(verdict: Verdict) -> None:
    assert gate([FORWARD], [outcome(verdict)], lambda _: True) == BaselineGate({outcome(verdict): "fixed in 2.0"}, ())


def test_a_broken_harness_is_never_excused() -> None:
    assert gate([FORWARD], [outcome(Verdict.ERROR)], lambda _: True) == BaselineGate({}, ())


def test_a_known_failure_that_passes_is_stale() -> None:
    assert gate([FORWARD], [outcome(Verdict.PASS)], lambda _: True) == BaselineGate(
        {}, (StaleEntry(FORWARD, "it passes now"),)
    )


def test_a_known_failure_of_no_scenario_is_stale_where_the_run_would_have_met_the_scenario() -> None:
    renamed = [outcome(Verdict.FAIL, "Renamed")]

    assert gate([FORWARD], renamed, lambda _: True) == BaselineGate({}, (StaleEntry(FORWARD, "no such scenario"),))
    assert gate([FORWARD], renamed, lambda _: False) == BaselineGate({}, ())


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ('"fixed in 2.0"', '" "', "6: a known failure without a reason\n  do       say why it fails"),
        ('reason = "fixed in 2.0"\n', "", '2: missing: reason\n  do       add reason = "…"'),
        (
            '"in-sync.forward"',
            '"in-sync.forwards"',
            "4: unknown rule: in-sync.forwards\n  nearest  in-sync.forward\n  do       correct the rule",
        ),
        ("reason", "reasons", "6: unknown key: reasons\n  nearest  reason\n"),
        (
            '"customerp-trello/contact-to-members"',
            '"contact-to-members"',
            "3: not the name of a section: contact-to-members\n  do       write <document>/<section>, such as ",
        ),
        (
            "backward",
            "forward",
            "8: listed twice: customerp-trello/contact-to-members in-sync.forward name changed",
        ),
        ("[[known]]", "[[unknown]]", "2: unknown key: unknown\n  nearest  known\n"),
        ("[[known]]", "known", "2: not TOML: "),
    ],
)
def test_a_baseline_that_is_none_is_refused_by_file_and_line(tmp_path: Path, right: str, wrong: str, text: str) -> None:
    file = tmp_path / "known.toml"
    file.write_text(TEXT.replace(right, wrong, 1))

    with pytest.raises(BadInput) as refused:
        load(file)

    assert str(refused.value).startswith(f"{file}:{text}")


def test_a_baseline_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"known\.toml: cannot be read: No such file or directory"):
        load(tmp_path / "known.toml")
