"""The effect of a change: no story too many, and none too few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from syncproof.cli.options import installed_features
from syncproof.run.account import Key
from syncproof.run.narrowed import narrowed
from syncproof.run.plan import RunPlan, RunRequest, plan
from syncproof.run.play import play
from syncproof.run.provenance import provenance_of
from syncproof.stories.choice import Choice
from syncproof.verdict import Verdict
from syncproof.watch.affected import affected, digests_of
from syncproof.watch.said import Judged
from tests.cli.conftest import copied

DOCUMENT = "customerp-trello"
CONTACTS = f"{DOCUMENT}/contact-to-members.feature"
AGREED = f"{DOCUMENT}/checklist.toml"
RUNS, FILLED = "The sync runs again and again", "With every property filled"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("watch"))


@pytest.fixture
def features(folder: Path) -> Iterator[Path]:
    """Give one folder to all: what was read of its files once is not read again."""
    texts = {path: path.read_text() for path in folder.glob("customerp-trello/*.*")}
    yield folder
    for path, text in texts.items():
        path.write_text(text)


def planned(features: Path) -> RunPlan:
    return plan(RunRequest((), features, Choice(("contact-to-members", "employee-to-members"), (), ("every",))))


def judged(features: Path, *red: Key) -> dict[Key, Judged]:
    digests = digests_of(planned(features))
    return {key: Judged(digest, Verdict.FAIL if key in red else Verdict.PASS) for key, digest in digests.items()}


def test_where_nothing_was_judged_everything_is_affected(features: Path) -> None:
    whole = planned(features)

    found = affected(digests_of(whole), {})

    assert found.keys == {each.key for each in whole.scenarios()}


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


@pytest.mark.parametrize(
    ("file", "before", "after", "keys"),
    [
        (CONTACTS, "Feature:", "# a comment\n\nFeature:", set()),
        (AGREED, "generated = ", 'generated = "2030-01-01 00:00:00" # ', set()),
        (CONTACTS, "runs 4 times", "runs 5 times", {RUNS}),
        (CONTACTS, "Example: The sync runs", "Example: It runs", {"It runs again and again"}),
    ],
)
def test_a_change_affects_what_it_changes_and_no_story_that_only_moves(
    file: str, before: str, after: str, keys: set[str], features: Path
) -> None:
    known = judged(features)

    edit(features / file, before, after)

    found = affected(digests_of(planned(features)), known)
    assert found.keys == {(DOCUMENT, "contact-to-members", name) for name in keys}


def test_an_agreement_affects_its_section_alone(features: Path) -> None:
    known = judged(features)

    edit(features / AGREED, 'type = "string"', 'type = "integer"')

    found = affected(digests_of(planned(features)), known)
    assert found.keys == {key for key in known if key[1] == "contact-to-members"}


def test_what_did_not_pass_comes_first_and_what_is_gone_is_told(features: Path) -> None:
    again, filled = ((DOCUMENT, "contact-to-members", name) for name in (RUNS, FILLED))
    known = {key: each._replace(digest="") for key, each in judged(features, again, filled).items()}

    edit(features / CONTACTS, f"Example: {FILLED}", "Example: With all")

    found = affected(digests_of(planned(features)), known)
    assert (set(found.first), set(found.gone)) == ({again}, {filled})


def test_what_comes_first_is_played_first() -> None:
    whole = plan(
        RunRequest((), installed_features(), Choice(("contact-to-members",), (), ("every.whatever-it-holds",)))
    )
    keys = [each.key for each in whole.scenarios()]
    heard: list[Key] = []

    play(
        narrowed(whole, keys, {keys[-1]}),
        provenance_of(whole, datetime(2026, 3, 1, tzinfo=UTC)),
        progress=lambda outcome: heard.append(outcome.key),
        expected=lambda _: None,
    )

    assert heard == [keys[-1], *keys[:-1]]
