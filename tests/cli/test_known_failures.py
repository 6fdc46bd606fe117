"""`--baseline`: what is known to fail does not fail, and what is stale does."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.verdict import Verdict
from tests.cli.conftest import with_first

LISTED = ("customerp-trello/contact-to-members", "every.created", "A new contact")


def baseline(tmp_path: Path, section: str, rule: str, scenario: str) -> str:
    """Write a baseline of one entry and return its path."""
    file = tmp_path / "known.toml"
    file.write_text(
        f'[[known]]\nsection = "{section}"\nrule = "{rule}"\nscenario = "{scenario}"\nreason = "until 2.0"\n'
    )
    return str(file)


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.INCONCLUSIVE])
def test_a_known_failure_does_not_fail(
    customerp: str,
    verdict: Verdict,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with_first(monkeypatch, verdict)

    assert main(["run", customerp, "--baseline", baseline(tmp_path, *LISTED)]) == 0
    assert capsys.readouterr().out.endswith("exit 0: nothing new fails, and 1 failure is known\n")


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (LISTED, "it passes now"),
        (("customerp-trello/contact-to-members", "every.created", "Another name"), "no such scenario"),
        (("customerp-trello/gone-to-members", "every.created", "A new contact"), "no such scenario"),
        (("gone-trello/contact-to-members", "every.created", "A new contact"), "no such scenario"),
    ],
)
def test_a_stale_entry_of_the_baseline_fails(
    customerp: str, entry: tuple[str, str, str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = baseline(tmp_path, *entry)

    assert main(["run", customerp, "--baseline", file]) == 1
    told = capsys.readouterr().out
    assert f"{file}:1: {why}: {entry[0]} {entry[1]}\n  scenario '{entry[2]}'\n  do       remove the entry\n" in told


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("entry", "options"),
    [
        (("custompms-trello/task-to-cards", "every.created", "Another name"), []),
        (("customerp-trello/contact-to-members", "every.created", "Another name"), ["--section", "employee"]),
        (
            ("customerp-trello/contact-to-members", "every.one-way", "Another name"),
            ["--only", "every.created"],
        ),
    ],
)
def test_an_entry_outside_of_what_is_asked_for_is_not_judged(
    customerp: str, entry: tuple[str, str, str], options: list[str], tmp_path: Path
) -> None:
    assert main(["run", customerp, "--baseline", baseline(tmp_path, *entry), *options]) == 0
