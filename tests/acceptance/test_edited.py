"""A generated scenario that a person edited waits for its sentence, and returns with the edit."""

from __future__ import annotations

from tests.acceptance.conftest import SAMPLE, SUITS, Place, tree

SENTENCE = next(line for line in SAMPLE.split("\n") if line.startswith("Once a link between a Made to Measure Suit"))
WITHOUT = SAMPLE.replace(f"{SENTENCE}\n\n", "", 1)
EDIT = "      # Ole: as our tailor says\n"
LAST = "      And nothing else has changed\n"


def edited(place: Place, above: str = LAST) -> bytes:
    """Write a comment above a line of the first scenario of a Rule; return the feature."""
    path = place.folder / SUITS
    head, rule, rest = path.read_text().partition("  @in-sync\n  Rule: ")
    path.write_text(head + rule + rest.replace(above, f"{EDIT}{above}", 1))
    return path.read_bytes()


def test_an_edited_scenario_that_waits_for_its_sentence_is_no_conflict_and_returns_with_the_edit(place: Place) -> None:
    place.accept()
    own = edited(place)
    code, said = place.accept(WITHOUT)
    aside = "retired/suit-to-freight.in-sync.txt"
    assert (code, f"retired {aside} is not played" in said, "conflict" in said) == (0, True, False)
    before = tree(place.features)
    assert place.accept(WITHOUT)[0] == 0
    assert tree(place.features) == before
    assert place.accept()[0] == 0
    assert (place.folder / SUITS).read_bytes() == own
    assert not (place.folder / "retired").exists()


def test_an_edited_scenario_returns_with_what_the_document_says_otherwise_by_then(place: Place) -> None:
    place.accept()
    edited(place)
    place.accept(WITHOUT)
    assert place.accept(SAMPLE.replace("Generated: 2026", "Generated: 2027").replace("float", "integer"))[0] == 0
    assert (place.folder / SUITS).read_text().count(EDIT) == 1


def test_a_conflict_says_whose_words_the_feature_has(place: Place) -> None:
    place.accept()
    path = place.folder / SUITS
    path.write_text(path.read_text().replace("size in Ship to Shore", "size, at last, in Ship to Shore"))
    other = SAMPLE.replace("- size", "- waist").replace("- volume", "- girth")
    code, said = place.accept(other)
    assert (code, f"{SUITS} has people's words" in said) == (1, True)
    path.write_text(path.read_text().replace(", at last,", ""))
    code, said = place.accept(other)
    assert (code, f"{SUITS} has the document's words" in said) == (1, True)
