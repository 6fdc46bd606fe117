"""A document about systems of which nobody knows anything else is played as any other is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from syncproof.checklist.accepted_text import dump
from syncproof.cli import main
from syncproof.fakes import FAKES
from syncproof.stories.render import rendered
from tests.fakes.derived.conftest import ALPHA_TO_BETA

ROW = "address.street of a new Customers (human data) record"
SYNC = f"{sys.executable} -m syncproof sync"


@pytest.fixture(scope="module")
def features(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the features of the document."""
    folder = tmp_path_factory.mktemp("features")
    own = folder / ALPHA_TO_BETA.slug
    own.mkdir()
    (own / "checklist.toml").write_text(dump(ALPHA_TO_BETA))
    FAKES.derive([ALPHA_TO_BETA])
    for name, text in rendered(ALPHA_TO_BETA, FAKES.declared).items():
        (own / name).write_text(text)
    FAKES.derive([])
    return folder


def test_the_reference_keeps_what_it_promises(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--features", str(features), "--level", "required"]) == 0, capsys.readouterr().out


def test_a_sync_with_a_defect_fails(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--features", str(features), "--only", "in-sync.forward", "--driver", "broken:creates-only"]
    assert main(["run", *chosen]) == 1
    assert "each property in Beta orders: wrong value" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("creates-bare", "properties.type"),
        ("stops-at-first-page", "every.backfilled"),
        ("garbles", "properties.round-trip"),
        ("loses-what-comes-meanwhile", "in-sync.during-pass"),
    ],
)
def test_a_defect_of_a_port_shows_at_derived_systems_too(
    features: Path, name: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--features", str(features), "--only", rule, "--driver", f"broken:{name}"]) == 1
    assert "nothing that was played shows" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "played", "why"),
    [
        ("makes-boards", "every.created", "it breaks in-sync.nothing-else, which was not played"),
        ("touches-unmapped", "in-sync.nothing-else", "in customerp-trello/customer-to-organizations"),
        ("counts-the-unlinked", "every.created", "it breaks create-if-connected.unconnected, which was not played"),
        (
            "gives-up-for-good",
            "robust.server-error",
            "only syncproof sweep --driver broken:gives-up-for-good",
        ),
    ],
)
def test_a_run_that_does_not_show_the_defect_of_an_engine_says_so(
    features: Path, name: str, played: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--features", str(features), "--only", played, "--driver", f"broken:{name}"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert f"nothing that was played shows the defect of broken:{name}: " in shown
    assert why in shown


def test_a_sync_in_another_process_learns_the_systems_from_the_checklist_file(
    features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ["--features", str(features), "--only", f"properties.row: {ROW}", "--check-protocol"]
    assert main(["run", *chosen, "--sut", SYNC]) == 0, capsys.readouterr().out


@pytest.mark.thorough
def test_a_worker_knows_the_systems_too(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--features", str(features), "--only", "every.created", "--workers", "2"]
    assert main(["run", *chosen]) == 0, capsys.readouterr().out


def test_what_a_document_brought_is_unknown_to_the_next(features: Path) -> None:
    assert main(["run", "--features", str(features), "--only", "every.created"]) == 0
    assert main(["run", "--section", "contact-to", "--only", "every.created"]) == 0
    assert "Alpha Online" not in FAKES
