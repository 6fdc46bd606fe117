"""The baseline: known failures are excused by name, and an entry that has become untrue turns red."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from syncproof.errors import BadInput
from syncproof.verdict import Outcome, Verdict
from syncproof.verdict.baseline import BaselineGate, KnownFailure, StaleEntry, Staleness, gate, load

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
TODAY = date(2026, 3, 1)


def outcome(verdict: Verdict, name: str = "name changed", *, fingerprint: tuple[str, ...] = ()) -> Outcome:
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
        fingerprint=fingerprint,
    )


def test_the_file_lists_failures_with_their_reasons(tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    file.write_text(TEXT)
    section, scenario = "customerp-trello/contact-to-members", "name changed"

    assert load(file) == (
        KnownFailure(section, "in-sync.forward", scenario, "fixed in 2.0", f"{file}:2"),
        KnownFailure(section, "in-sync.backward", scenario, "fixed in 2.1", f"{file}:8"),
    )


def test_an_entry_has_an_owner_a_last_day_and_a_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    more = 'owner = "Ada"\nexpires = 2026-12-31\nfingerprint = ["law rest", "law no-echo"]\n'
    file.write_text(TEXT.replace('"fixed in 2.0"\n', f'"fixed in 2.0"\n{more}'))

    assert load(file)[0] == replace(
        FORWARD, where=f"{file}:2", owner="Ada", expires=date(2026, 12, 31), fingerprint=("law rest", "law no-echo")
    )


def test_an_empty_file_lists_nothing(tmp_path: Path) -> None:
    (tmp_path / "known.toml").touch()

    assert load(tmp_path / "known.toml") == ()


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.NONE])
def test_a_known_failure_is_excused(verdict: Verdict) -> None:
    assert gate([FORWARD], [outcome(verdict)], lambda _: True, TODAY) == BaselineGate({outcome(verdict): FORWARD}, ())


@pytest.mark.parametrize(
    ("seen", "excused"),
    [
        (("law rest",), True),
        (("law no-echo",), True),
        (("law no-echo", "law rest"), True),
        (("law agreement: name in Trello Members",), False),
        (("law agreement: name in Trello Members", "law rest"), False),
        ((), False),
    ],
)
def test_another_failure_than_the_known_one_is_new_beside_it_too(seen: tuple[str, ...], *, excused: bool) -> None:
    known, failed = replace(FORWARD, fingerprint=("law rest", "law no-echo")), outcome(Verdict.FAIL, fingerprint=seen)

    assert gate([known], [failed], lambda _: True, TODAY) == (
        BaselineGate({failed: known}, ())
        if excused
        else BaselineGate({}, (), {failed: "another failure than the known one: law rest; law no-echo"})
    )


@pytest.mark.parametrize(("last", "expired"), [(TODAY, False), (date(2026, 2, 28), True)])
def test_an_entry_excuses_its_failure_through_its_last_day(last: date, *, expired: bool) -> None:
    known, failed = replace(FORWARD, expires=last), outcome(Verdict.FAIL)

    assert gate([known], [failed], lambda _: True, TODAY) == (
        BaselineGate({}, (StaleEntry(known, Staleness.EXPIRED),), {failed: "the entry expired after 2026-02-28"})
        if expired
        else BaselineGate({failed: known}, ())
    )


def test_a_broken_harness_is_never_excused() -> None:
    assert gate([FORWARD], [outcome(Verdict.ERROR)], lambda _: True, TODAY) == BaselineGate({}, ())


def test_a_known_failure_that_passes_is_stale() -> None:
    assert gate([FORWARD], [outcome(Verdict.PASS)], lambda _: True, TODAY) == BaselineGate(
        {}, (StaleEntry(FORWARD, Staleness.PASSES),)
    )


def test_a_known_failure_of_no_scenario_is_stale_where_the_run_would_have_met_the_scenario() -> None:
    renamed = [outcome(Verdict.FAIL, "Renamed")]

    gone = (StaleEntry(FORWARD, Staleness.GONE),)
    assert gate([FORWARD], renamed, lambda _: True, TODAY) == BaselineGate({}, gone)
    assert gate([FORWARD], renamed, lambda _: False, TODAY) == BaselineGate({}, ())


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
        (
            '"fixed in 2.0"',
            '"fixed in 2.0"\nexpires = "2026-12-31"',
            "7: expires is not a date\n  do       write expires = 2026-12-31, without quotes",
        ),
        ('"fixed in 2.0"', '"fixed in 2.0"\nexpires = 2026-12-31T00:00:00', "7: expires is not a date\n"),
        (
            '"fixed in 2.0"',
            '"fixed in 2.0"\nfingerprint = "law rest"',
            '7: fingerprint is not a list of texts\n  do       write fingerprint = ["…"]',
        ),
        ('"fixed in 2.0"', '"fixed in 2.0"\nowner = 5', "7: owner is not text\n"),
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
    with pytest.raises(BadInput) as refused:
        load(tmp_path / "my known.toml")
    file = tmp_path / "my known.toml"
    assert str(refused.value) == f"{file}: no such file\n  do       begin with an empty file: touch '{file}'"


def test_an_empty_file_is_a_baseline_without_entries(tmp_path: Path) -> None:
    (tmp_path / "known.toml").touch()

    assert load(tmp_path / "known.toml") == ()
