"""Scenarios that people removed stay away, also where the document stops giving them for a while."""

from __future__ import annotations

import pytest

from syncproof.stories.pieces import PieceKey, joined, pieces
from tests.acceptance.conftest import SAMPLE, SUITS, Place, tree

OWN = """    @in-sync.forward
    Example: A suit that our tailor knows
      Given both systems know Ada
      And the sync comes to rest
"""

PROMISE = next(line for line in SAMPLE.split("\n") if line.startswith("Once a link between a Made to Measure Suit"))
WITHOUT = SAMPLE.replace(PROMISE, "")
RULE = PieceKey("in-sync")


def names(place: Place, kind: str = "in-sync") -> list[str]:
    """Return the names of the scenarios below the Rule of a kind."""
    found = pieces((place.folder / SUITS).read_text(), SUITS)
    return [key.name for key in found if key.kind == kind and key.is_scenario]


def remove(place: Place, *keys: PieceKey) -> None:
    """Remove pieces of the feature."""
    path = place.folder / SUITS
    found = pieces(path.read_text(), SUITS)
    path.write_text(joined(piece for key, piece in found.items() if key not in keys))


def first(place: Place) -> PieceKey:
    """Return the first scenario below the Rule that comes and goes."""
    found = pieces((place.folder / SUITS).read_text(), SUITS)
    return next(key for key in found if key.kind == RULE.kind and key.is_scenario)


@pytest.mark.parametrize("meanwhile", [(), (SAMPLE.replace("2026-02-03", "2026-02-04"),)], ids=["at once", "seen"])
def test_a_removed_scenario_stays_away_when_its_sentence_returns(place: Place, meanwhile: tuple[str, ...]) -> None:
    place.accept()
    gone = first(place)
    remove(place, gone)
    own = (place.folder / SUITS).read_text()
    for document in (*meanwhile, WITHOUT, WITHOUT.replace("2026-02-03", "2026-02-10"), SAMPLE, WITHOUT, SAMPLE):
        assert place.accept(document)[0] == 0
    assert (place.folder / SUITS).read_text() == own
    before = tree(place.features)
    assert place.accept()[0] == 0
    assert tree(place.features) == before


def test_a_removed_scenario_stays_away_where_names_change_meanwhile(place: Place) -> None:
    place.accept()
    remove(place, first(place))
    kept = names(place)
    renamed = WITHOUT.replace("Suit", "Dress").replace("Made to Measure", "Fit and Fold")
    for document in (WITHOUT, renamed, WITHOUT, SAMPLE):
        assert place.accept(document)[0] == 0
    assert names(place) == kept


def test_a_removed_rule_stays_away_when_its_sentence_returns(place: Place) -> None:
    place.accept()
    remove(place, *(key for key in pieces((place.folder / SUITS).read_text(), SUITS) if key.kind == RULE.kind))
    own = (place.folder / SUITS).read_text()
    for document in (SAMPLE, WITHOUT, SAMPLE):
        assert place.accept(document)[0] == 0
    assert (place.folder / SUITS).read_text() == own


def test_a_removed_scenario_that_people_write_again_is_theirs_to_keep(place: Place) -> None:
    place.accept()
    whole = (place.folder / SUITS).read_text()
    remove(place, first(place))
    for document in (WITHOUT, SAMPLE):
        place.accept(document)
    (place.folder / SUITS).write_text(whole)
    for document in (WITHOUT, SAMPLE):
        assert place.accept(document)[0] == 0
    assert sorted((place.folder / SUITS).read_text().split("\n")) == sorted(whole.split("\n"))


def test_a_feature_that_people_remove_is_written_again_with_all_that_the_document_gives(place: Place) -> None:
    place.accept()
    whole = (place.folder / SUITS).read_text()
    remove(place, first(place))
    place.accept(WITHOUT)
    (place.folder / SUITS).unlink()
    assert place.accept()[0] == 0
    assert (place.folder / SUITS).read_text() == whole


@pytest.mark.parametrize("how", ["removed", "edited"])
def test_a_scenario_is_the_same_where_a_property_in_its_title_has_another_name(place: Place, how: str) -> None:
    place.accept()
    path = place.folder / SUITS
    (key,) = (key for key in pieces(path.read_text(), SUITS) if "size" in key.name)
    if how == "removed":
        remove(place, key)
    else:
        piece = pieces(path.read_text(), SUITS)[key]
        path.write_text(
            path.read_text().replace(piece, piece.replace("\n      Given", "\n      # Ours.\n      Given", 1))
        )
    own = path.read_text()
    assert place.accept(SAMPLE.replace("size", "waist.line"))[0] == 0
    assert path.read_text().count("\n    @") == own.count("\n    @")
    assert place.accept()[0] == 0
    assert path.read_text() == own


@pytest.mark.parametrize("own", [True, False], ids=["with a scenario", "alone"])
def test_what_people_wrote_into_a_rule_returns_with_its_sentence(place: Place, *, own: bool) -> None:
    place.accept()
    path = place.folder / SUITS
    if own:
        path.write_text(path.read_text().replace("    @in-sync.backward", f"{OWN}\n    @in-sync.backward", 1))
    path.write_text(path.read_text().replace("  @in-sync\n", "  # Ours.\n  @in-sync @quick\n", 1))
    text = path.read_text()
    for document in (WITHOUT, WITHOUT, WITHOUT.replace("size", "waist.line"), SAMPLE):
        assert place.accept(document)[0] == 0
        assert ("# Ours." in path.read_text()) == (document == SAMPLE)
    assert sorted(path.read_text().split("\n")) == sorted(text.split("\n"))
    assert path.read_text().count("  # Ours.\n  @in-sync @quick\n") == 1
    assert not (place.folder / "retired").exists()
