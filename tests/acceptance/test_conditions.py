"""What people agreed on for a condition stays where a system has another name, which the condition says, too."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Place
from tests.checklist.golden import DOCUMENTS

TEXT = (
    (DOCUMENTS / "good" / "links.rst")
    .read_text()
    .replace("If the Loan is still open", "If the Larkbook Loan is open in Tidepost")
)
OWN = """
    @condition.met
    Example: A loan that our clerk knows
      Given the sync has come to rest
      When Ada is added to Larkbook, meeting the condition
      And the sync comes to rest
      Then Ada is in Tidepost, once
"""


def agree(place: Place) -> None:
    """Accept the document, with the meaning of its condition and a scenario of ours."""
    feature = place.agree(TEXT).with_name("loan-to-parcels.feature")
    head, tag, rest = feature.read_text().partition("    @condition.unmet")
    assert tag
    feature.write_text(f"{head}{OWN.lstrip(chr(10))}\n{tag}{rest}")


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("Larkbook", "Moorstone"),
        ("Larkbook", "Larkbook Shop"),
        ("Larkbook", "Lark-Book"),
        ("Tidepost", "Post"),
        ("Tidepost", "Old Tidepost"),
    ],
)
def test_a_system_with_another_name_costs_no_agreement_and_no_story(place: Place, old: str, now: str) -> None:
    agree(place)

    for names in ((old, now), (now, old)):
        assert place.accept(TEXT if names[1] == old else TEXT.replace(*names))[0] == 0
        (folder,) = place.features.glob("*")
        assert "\n[section.predicate]" in (folder / "checklist.toml").read_text()
        assert not (folder / "retired").exists()
        text = (folder / "loan-to-parcels.feature").read_text()
        assert OWN.replace(*names).strip() in text if names[0] == old else OWN.strip() in text


@pytest.mark.parametrize(("old", "now"), [("Larkbook", "Larkbook Shop"), ("Loan", "Lease")])
def test_an_agreement_set_aside_returns_under_the_name_of_now(place: Place, old: str, now: str) -> None:
    agree(place)
    closed = TEXT.replace("is open in", "is closed in")
    place.accept(closed)
    (retired,) = place.features.glob("*/retired")
    assert "if the larkbook loan is open in tidepost" in (retired / "agreed.toml").read_text()

    place.accept(closed.replace(old, now))
    (retired,) = place.features.glob("*/retired")
    words = "if the larkbook loan is open in tidepost".replace(old.lower(), now.lower())
    assert words in (retired / "agreed.toml").read_text()

    assert place.accept(TEXT.replace(old, now))[0] == 0
    (folder,) = place.features.glob("*")
    assert not (folder / "retired").exists()
    assert "A loan that our clerk knows" in place.texts()


def test_a_rename_does_not_hide_that_the_condition_is_another(place: Place) -> None:
    agree(place)

    place.accept(TEXT.replace("is open in", "is closed in").replace("Larkbook", "Moorstone"))

    (folder,) = place.features.glob("*")
    assert "\n[section.predicate]" not in (folder / "checklist.toml").read_text()
    assert "if the moorstone loan is open in tidepost" in (folder / "retired" / "agreed.toml").read_text()


def test_headings_that_are_renamed_before_the_title_cost_no_agreement(place: Place) -> None:
    agree(place)
    title = "Larkbook to Tidepost Dataflow"

    for text in (TEXT.replace("Larkbook", "Moorstone").replace(title.replace("Larkbook", "Moorstone"), title), TEXT):
        assert place.accept(text)[0] == 0
        (folder,) = place.features.glob("*")
        assert "\n[section.predicate]" in (folder / "checklist.toml").read_text()
        assert not (folder / "retired").exists()
        assert OWN.strip() in (folder / "loan-to-parcels.feature").read_text()
