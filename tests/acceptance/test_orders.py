"""Scenarios of people's return, with their sentence, behind the scenario that they stood behind."""

from __future__ import annotations

import pytest

from syncproof.acceptance.orders import order_below, placed
from syncproof.stories.pieces import PieceKey, joined, pieces
from tests.acceptance.conftest import SAMPLE, SUITS, Place, tree
from tests.acceptance.test_agreed import CLOSED, EVERY, OPEN, ORGS, fill, generation

OWN = """    @condition.met
    Example: {name}
      Given the sync has come to rest
      When Ada is added to Flap, meeting the condition
      And the sync comes to rest
      Then Ada is in Jobx, once
      And nothing else has changed"""
SPEAKS = """    @in-sync.forward
    Example: {name}
      Given both systems know Ada
      When a user changes Ada's size in Made to Measure
      And the sync comes to rest
      Then both systems hold Ada's latest size
      And nothing else has changed"""
RENAMED = generation(EVERY).replace("Flap", "Flip"), generation(OPEN).replace("Flap", "Flip"), generation(EVERY)
WAYS = {
    "every": (generation(EVERY),),
    "twice": (generation(EVERY), generation(EVERY, day=2), generation(OPEN), generation(EVERY, day=3)),
    "another condition meanwhile": (generation(EVERY), generation(CLOSED)),
    "no section meanwhile": (generation(EVERY), generation(EVERY).partition("\nFlap Ticket")[0] + ORGS),
    "another name meanwhile": RENAMED,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("at", [(0, 0), (0, 2), (1, 1), (2, 5)])
def test_what_people_wrote_returns_to_its_place(place: Place, at: tuple[int, int], way: str) -> None:
    place.accept(generation(OPEN))
    fill(place)
    assert place.accept(generation(OPEN))[0] == 0
    (path,) = place.features.glob("*/ticket-to-job.feature")
    parts = list(pieces(path.read_text(), "a").items())
    first = next(index for index, (key, _) in enumerate(parts) if key == PieceKey("condition")) + 1
    edited = (
        parts[first][1].replace("Example: ", "Example: Ours, ").replace("\n      And", "\n      # Ours.\n      And", 1)
    )
    texts = [text for _, text in parts]
    texts[first] = edited
    for index, number in enumerate(at):
        texts.insert(first + number, OWN.format(name=f"own {index}"))
    path.write_text(joined(texts))
    own = path.read_text()
    for document in (*WAYS[way], generation(OPEN)):
        assert place.accept(document)[0] == 0
        before = tree(place.features)
        assert place.accept(document)[0] == 0
        assert tree(place.features) == before
    assert path.read_text() == own
    assert not (path.parent / "retired").exists()


def test_behind_what_is_no_more_is_behind_what_stood_before_it() -> None:
    rule = PieceKey("every")
    a, b, c, d = (PieceKey("every", "every.created", name) for name in "abcd")
    titles = [f"    @{each.tag}\n    Example: {each.name}" for each in (a, b, c, d)]
    text = "\n".join(["Feature: f", "  @every", "  Rule: r", *titles])
    order = order_below("every", text, "file")
    assert placed([PieceKey(""), rule, a, d], [c], order) == [PieceKey(""), rule, a, c, d]
    assert placed([PieceKey(""), rule, d], [b, c], order) == [PieceKey(""), rule, b, c, d]
    unknown = a._replace(name="new")
    assert placed([PieceKey(""), rule, d], [unknown], order) == [PieceKey(""), rule, d, unknown]


def test_what_speaks_of_a_property_that_returns_has_its_place_again(place: Place) -> None:
    place.accept()
    path = place.folder / SUITS
    parts = list(pieces(path.read_text(), SUITS).items())
    first = next(index for index, (key, _) in enumerate(parts) if key == PieceKey("in-sync")) + 1
    texts = [text for _, text in parts]
    for number in (0, 2):
        texts.insert(first + number, SPEAKS.format(name=f"own {number}"))
    path.write_text(joined(texts))
    own = path.read_text()
    row = '   * - size\n     - volume\n     - "float"\n'
    other = row.replace("size", "waist").replace("volume", "girth")
    for document in (SAMPLE.replace(row, other), SAMPLE.replace(row, other), SAMPLE):
        assert place.accept(document)[0] == 0
        assert ("own 2" in path.read_text()) == (document == SAMPLE)
    assert path.read_text() == own
