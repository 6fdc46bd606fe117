"""A datatype with another name keeps its files, what was agreed on, and what people wrote, with the new noun."""

from __future__ import annotations

import subprocess
import sys

import pytest

from syncproof.checklist.accepted import load_all
from tests.acceptance.conftest import OWN, SAMPLE, SUITS, Place, tree, without_section
from tests.checklist.golden import DOCUMENTS

LINKS = (DOCUMENTS / "good" / "links.rst").read_text()
FINES, TITLES = "fine-to-charges.feature", "title-to-items.feature"
CONNECTED = """
    @create-if-connected.connected
    Example: A fine for a torn page of a Title, that our clerk knows
      Given both systems know Lin, a Title to connect others to
      When Ada is added to Larkbook, connected to Lin, a Title
      And the sync comes to rest
      Then Ada is in Tidepost, once
      And nothing else has changed
"""
AGREED = '[[section.agreement]]\nsource = "name"\ntarget = "title"\ntype = "string"\n'
CREATED = ("--section", "Invoice", "--only", "properties.row")
CHOSEN = ("--section", "Fine", "--only", "create-if-connected.connected")


def renamed(text: str, name: str = "Edition") -> str:
    """Return the document about loans with another name for titles, and for what is connected to them."""
    return text.replace("Larkbook Title", f"Larkbook {name}").replace("Visit, Title", f"Visit, {name}")


def written(place: Place, name: str, own: str, before: str) -> None:
    """Write a scenario of people's own before another one."""
    (path,) = place.features.glob(f"*/{name}")
    head, scenario, rest = path.read_text().partition(f"    @{before}")
    assert scenario
    path.write_text(f"{head}{own.lstrip(chr(10))}\n{scenario}{rest}")


def test_a_datatype_with_another_name_keeps_what_people_wrote(place: Place) -> None:
    place.accept()
    place.add_own()
    before = tree(place.folder)

    code, said = place.accept(SAMPLE.replace("Made to Measure Suit", "Made to Measure Overcoat"))

    assert (code, "renamed the datatype Suit is called Overcoat now" in said, "retired" in said) == (0, True, False)
    text = (place.folder / "overcoat-to-freight.feature").read_text()
    assert (text.count(OWN), "suit" in text.replace(OWN, "").lower()) == (1, False)
    assert not (place.folder / SUITS).exists()
    assert place.accept(SAMPLE)[0] == 0
    after = tree(place.folder)
    assert sorted(after) == sorted(before)
    assert {name: after[name] for name in (SUITS, "checklist.toml")} == {
        name: before[name] for name in (SUITS, "checklist.toml")
    }


def test_a_section_of_another_datatype_keeps_what_people_wrote_though_the_old_datatype_stays(place: Place) -> None:
    suit = SAMPLE[SAMPLE.index("Made to Measure Suit to") : SAMPLE.index("Made to Measure Bill to Party to")]
    both = SAMPLE + "\n\n" + suit.replace("- size", "- waist").replace("Freight", "Parcel")
    place.accept(both)
    place.add_own()

    code, said = place.accept(both.replace(suit, suit.replace("Measure Suit", "Measure Overcoat")))

    what = "Made to Measure Suit to Ship to Shore Freight is Made to Measure Overcoat to Ship to Shore Freight now"
    assert (code, f"renamed {what}" in said, "retired" in said) == (0, True, False)
    assert (place.folder / "overcoat-to-freight.feature").read_text().count(OWN) == 1
    assert "Suit" in (place.folder / "suit-to-parcel.feature").read_text()


def test_a_datatype_with_another_name_keeps_the_rows_that_were_agreed_on(place: Place) -> None:
    place.accept()
    file = place.folder / "checklist.toml"
    lines = [line for line in file.read_text().split("\n") if not line.startswith("# ")]
    file.write_text("\n".join(lines) + AGREED)
    assert place.accept()[0] == 0

    code, said = place.accept(SAMPLE.replace("Measure Bill to Party", "Measure Invoice"))

    assert (code, "agree on" in said, "retired" in said) == (0, False, False)
    assert [row.source for row in load_all(place.features)[0].sections[1].rows] == ["name"]


def test_a_generation_with_another_name_of_a_datatype_is_played_with_the_rows_that_were_agreed_on(place: Place) -> None:
    place.accept()
    file = place.folder / "checklist.toml"
    lines = [line for line in file.read_text().split("\n") if not line.startswith("# ")]
    file.write_text("\n".join(lines) + AGREED)
    place.document.write_text(SAMPLE.replace("Measure Bill to Party", "Measure Invoice"))

    words = ["run", str(place.document), "--features", str(place.features), *CREATED]
    # The systems of what was accepted are known to this process, as they were without the agreement.
    command = [sys.executable, "-m", "syncproof", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words

    assert (done.returncode, "exit 0: " in done.stdout) == (0, True)


@pytest.mark.parametrize("condition", ["If the Lease is", "If the Loan is"])
def test_a_condition_of_a_datatype_with_another_name_keeps_its_predicate(place: Place, condition: str) -> None:
    file = place.agree(LINKS)

    code, said = place.accept(LINKS.replace("Larkbook Loan", "Larkbook Lease").replace("If the Loan is", condition))

    assert (code, "retired" in said) == (0, False)
    assert "once its condition is met: state is open" in file.with_name("lease-to-parcels.feature").read_text()


def test_a_connected_datatype_has_its_new_name_in_the_steps_of_people(place: Place) -> None:
    place.accept(LINKS)
    written(place, FINES, CONNECTED, "create-if-connected.connected")

    code, said = place.accept(renamed(LINKS))

    assert (code, "retired" in said, "conflict" in said) == (0, False, False)
    (path,) = place.features.glob(f"*/{FINES}")
    text = path.read_text()
    for line in (
        "Example: A fine for a torn page of a Title, that our clerk knows",
        "Given both systems know Lin, an Edition to connect others to",
        "When Ada is added to Larkbook, connected to Lin, an Edition",
    ):
        assert line in text
    assert place.say("run", "--features", str(place.features), *CHOSEN)[0] == 0
    assert place.accept(LINKS)[0] == 0
    assert CONNECTED in path.read_text()


def test_what_people_changed_in_a_rendered_scenario_that_names_the_datatype_stays(place: Place) -> None:
    place.accept(LINKS)
    (path,) = place.features.glob(f"*/{TITLES}")
    text = path.read_text()
    assert "    Example: A new title\n      Given the sync" in text
    path.write_text(text.replace("    Example: A new title\n", "    Example: A new title\n      # Ours.\n", 1))

    code, said = place.accept(renamed(LINKS, "Opus"))

    (path,) = place.features.glob("*/opus-to-items.feature")
    assert (code, "conflict" in said) == (0, False)
    assert path.read_text().count("    Example: A new opus\n      # Ours.\n      Given the sync") == 1
    assert "Title" not in path.read_text()


COATS, COATS_FILE = SAMPLE.replace("Made to Measure Suit", "Made to Measure Coat"), "coat-to-freight.feature"


@pytest.mark.parametrize(
    "meanwhile",
    [
        (COATS, COATS.replace("size", "waist")),
        (SAMPLE.replace("size", "waist"), COATS.replace("size", "waist"), COATS.replace("size", "hips")),
        (COATS, COATS.replace('"float"', '"integer"'), COATS.replace("size", "hips").replace('"float"', '"string"')),
    ],
    ids=["later", "before", "much"],
)
def test_a_datatype_and_a_property_that_have_their_former_names_again_at_once_are_what_they_were(
    place: Place, meanwhile: tuple[str, ...]
) -> None:
    place.accept()
    own = OWN.replace("  Then", "  And a user changes Ada's size in Made to Measure\n      Then")
    place.add_own(own=own)
    (place.folder / SUITS).write_text(
        (place.folder / SUITS).read_text().replace("Example: A new suit", "Example: Ours")
    )
    before = tree(place.folder)
    for document in meanwhile:
        assert place.accept(document)[0] == 0
    assert (place.folder / COATS_FILE).exists()
    code, said = place.accept(SAMPLE)
    assert (code, "renamed the datatype Coat is called Suit now" in said, "retired" in said) == (0, True, False)
    after = tree(place.folder)
    assert sorted(after) == sorted(before)
    assert {name: after[name] for name in (SUITS, "checklist.toml")} == {
        name: before[name] for name in (SUITS, "checklist.toml")
    }
    assert place.accept(SAMPLE)[0] == 0
    assert tree(place.folder) == after


def test_a_datatype_that_returns_beside_the_later_one_is_another_one(place: Place) -> None:
    place.accept()
    place.add_own()
    place.accept(COATS)
    section = COATS[COATS.index("Made to Measure Coat to") :].replace("Coat", "Suit").replace("size", "waist")
    both = COATS.rstrip() + "\n\n" + without_section("\n" + section, "Made to Measure Bill to").lstrip("\n") + "\n"
    assert place.accept(both)[0] == 0
    assert "our tailor" in (place.folder / COATS_FILE).read_text()
    assert "our tailor" not in (place.folder / SUITS).read_text()
