"""The text of a baseline, edited: only what changes is touched, and what is written is what is read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.errors import BadInput
from syncproof.verdict.baseline import KnownFailure, load
from syncproof.verdict.baseline_text import edited
from tests.any_text import any_text

if TYPE_CHECKING:
    from pathlib import Path

SECTION = "customerp-trello/contact-to-members"
TEXT = """\
# Known failures of our sync.

# Names: ask Ada.
[[known]]
section = "customerp-trello/contact-to-members"
rule     = "in-sync.forward"   # both directions
scenario = 'name changed'
fingerprint = [
    "law rest",  # since March
    "law no-echo",
]
reason = "fixed in 2.0"

# --- what follows is the vendor's ---

# Emails.
[[known]]
section = "customerp-trello/contact-to-members"
rule = "in-sync.backward"
scenario = "email changed"
reason = \"\"\"fixed in 2.1\"\"\"
"""
FORWARD = KnownFailure(
    SECTION, "in-sync.forward", "name changed", "fixed in 2.0", "f:4", fingerprint=("law rest", "law no-echo")
)
BACKWARD = KnownFailure(SECTION, "in-sync.backward", "email changed", "fixed in 2.1", "f:17")
BOTH = (FORWARD, BACKWARD)
NEW = KnownFailure(SECTION, "every.created", 'A "new"\ncontact', "why", "", "Ada", date(2026, 12, 31), ("law rest",))


def test_the_constants_are_what_the_text_says(tmp_path: Path) -> None:
    (tmp_path / "f").write_text(TEXT)

    assert tuple(
        replace(each, where=each.where.replace(str(tmp_path / "f"), "f")) for each in load(tmp_path / "f")
    ) == (BOTH)


def test_without_changes_every_byte_stays() -> None:
    assert edited(TEXT, BOTH, {}, [], "f") == TEXT


def test_a_new_entry_comes_last_with_all_its_keys() -> None:
    assert edited(TEXT, BOTH, {}, [NEW], "f") == TEXT + (
        "\n[[known]]\n"
        'section = "customerp-trello/contact-to-members"\n'
        'rule = "every.created"\n'
        'scenario = "A \\"new\\"\\ncontact"\n'
        'reason = "why"\n'
        'owner = "Ada"\n'
        "expires = 2026-12-31\n"
        'fingerprint = ["law rest"]\n'
    )


def test_a_changed_value_takes_the_place_of_the_old_one() -> None:
    after = replace(FORWARD, fingerprint=("law agreement: name",))

    old = 'fingerprint = [\n    "law rest",  # since March\n    "law no-echo",\n]\n'
    assert edited(TEXT, BOTH, {FORWARD.key: after}, [], "f") == TEXT.replace(
        old, 'fingerprint = ["law agreement: name"]\n'
    )


def test_a_new_value_comes_after_the_last_of_its_entry() -> None:
    first = replace(FORWARD, owner="Ada")
    second = replace(BACKWARD, fingerprint=("law rest", "law no-echo"))

    text = edited(TEXT, BOTH, {FORWARD.key: first, BACKWARD.key: second}, [], "f")

    assert text == TEXT.replace('"fixed in 2.0"\n', '"fixed in 2.0"\nowner = "Ada"\n') + (
        'fingerprint = [\n    "law rest",\n    "law no-echo",\n]\n'
    )


def test_a_value_that_is_gone_leaves_nothing() -> None:
    assert "fingerprint" not in edited(TEXT, BOTH, {FORWARD.key: replace(FORWARD, fingerprint=())}, [], "f")


def test_an_entry_goes_with_the_comment_right_above_and_with_no_other() -> None:
    first = edited(TEXT, BOTH, {FORWARD.key: None}, [], "f")
    second = edited(TEXT, BOTH, {BACKWARD.key: None}, [], "f")

    lines = TEXT.splitlines(keepends=True)
    assert first == "".join([*lines[:2], *lines[12:]])
    assert second == "".join(lines[:15])


def test_the_comment_at_the_head_stays_without_any_entry() -> None:
    head = "# Known failures of our sync.\n"
    text = head + '[[known]]\nsection = "a/b"\nrule = "every.created"\nscenario = "A"\nreason = "why"\n'
    entry = KnownFailure("a/b", "every.created", "A", "why", "f:2")

    assert edited(text, [entry], {entry.key: None}, [], "f") == head


@given(
    any_text(min_size=1).filter(lambda text: text.strip() == text),
    any_text(min_size=1).filter(lambda text: text.strip() == text),
    st.lists(any_text(min_size=1), max_size=3),
)
def test_whatever_an_entry_says_is_read_again(scenario: str, reason: str, fingerprint: list[str]) -> None:
    new = replace(NEW, scenario=scenario, reason=reason, owner=reason, fingerprint=tuple(fingerprint))

    text = edited("", (), {}, [new], "f")

    # What is written is read again, and compared, before it is returned.
    assert edited(text, [new], {}, [], "f") == text
    assert edited(text, [new], {new.key: None}, [], "f") == ""


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("known = []\n", ()),
        ('known = [{section = "a/b", rule = "every.created", scenario = "A", reason = "why"}]\n', (BACKWARD,)),
        (TEXT.replace('"fixed in 2.0"', '"""fixed\n[[known]]\nin 2.0"""'), BOTH),
        (
            TEXT.replace('reason = "fixed in 2.0"', 'reason = """fixed\nfingerprint = [""]\nin 2.0"""'),
            (replace(FORWARD, reason='fixed\nfingerprint = [""]\nin 2.0'), BACKWARD),
        ),
    ],
)
def test_a_text_that_cannot_be_edited_safely_is_refused(text: str, entries: tuple[KnownFailure, ...]) -> None:
    changed = {each.key: replace(each, fingerprint=("law agreement",)) for each in entries if each.rule != NEW.rule}
    # The key is looked for from the top: the line in the reason is the first that looks like it.
    text = text.replace('fingerprint = [\n    "law rest",  # since March\n    "law no-echo",\n]\n', "")

    with pytest.raises(BadInput, match=r"^f:1: .*\n  do       .*\[\[known\]\]"):
        edited(text, entries, changed, [NEW], "f")
