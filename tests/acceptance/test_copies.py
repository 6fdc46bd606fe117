"""Copies of a section are known by what they say, wherever a generation puts them."""

from __future__ import annotations

import pytest

from syncproof.checklist.accepted import load_all
from tests.acceptance.conftest import Place, tree

HEAD = "Dup to Tar Dataflow\n===================\n\nGenerated: 2026-03-0{day} 08:00:00\n"
SECTION = """
Dup Item to Tar Good
--------------------
Every Dup Item will be synchronized with a Tar Good.

The following properties are synchronized between a Dup Item and a Tar Good:

.. list-table::
   :header-rows: 1

   * - Dup Item Property
     - Tar Good Property
     - Tar Data Type
"""
FILLED = SECTION + '   * - sku\n     - code\n     - "string"\n'
OTHER = SECTION + '   * - price\n     - cost\n     - "float"\n'
OWN = """
    @every.created
    Example: An item that our shop knows
      When Ada is added to Dup
      And the sync comes to rest
      Then Ada is in Tar, once
      And nothing else has changed
"""


def generation(*sections: str, day: int = 1) -> str:
    """Return a generation of the document."""
    return HEAD.format(day=day) + "".join(sections)


def own(place: Place, name: str) -> bool:
    """Whether a feature has the scenario that people wrote."""
    return OWN in (place.features / "dup-tar" / name).read_text()


def written(place: Place, name: str) -> None:
    """Write people's scenario into a feature."""
    path = place.features / "dup-tar" / name
    head, scenario, rest = path.read_text().partition("    @every.backfilled")
    path.write_text(f"{head}{OWN.lstrip(chr(10))}\n{scenario}{rest}")


def test_a_copy_that_changed_places_with_an_empty_one_keeps_what_people_wrote(place: Place) -> None:
    place.accept(generation(SECTION, FILLED))
    written(place, "item-to-good-2.feature")
    before = tree(place.features)
    code, said = place.accept(generation(FILLED, SECTION, day=2))
    assert (code, "retired" in said, "conflict" in said) == (0, False, False)
    assert own(place, "item-to-good.feature")
    after = tree(place.features)
    assert place.accept(generation(FILLED, SECTION, day=2))[0] == 0
    assert tree(place.features) == after
    place.accept(generation(SECTION, FILLED))
    names = ("dup-tar/checklist.toml", "dup-tar/item-to-good-2.feature")
    assert [tree(place.features)[name] for name in names] == [before[name] for name in names]


def test_two_filled_copies_that_changed_places_keep_what_people_wrote_in_each(place: Place) -> None:
    place.accept(generation(OTHER, FILLED))
    written(place, "item-to-good-2.feature")
    code, said = place.accept(generation(FILLED, OTHER, day=2))
    assert (code, "retired" in said) == (0, False)
    assert own(place, "item-to-good.feature")
    assert not own(place, "item-to-good-2.feature")
    assert "sku" in (place.features / "dup-tar" / "item-to-good.feature").read_text()
    place.accept(generation(FILLED, day=3))
    assert own(place, "item-to-good.feature")
    place.accept(generation(OTHER, FILLED))
    assert own(place, "item-to-good-2.feature")


def test_what_was_agreed_on_for_a_copy_goes_with_the_copy(place: Place) -> None:
    place.accept(generation(SECTION, FILLED))
    file = place.features / "dup-tar" / "checklist.toml"
    agreed = '[[section.agreement]]\nsource = "name"\ntarget = "title"\ntype = "string"\n'
    lines = [line for line in file.read_text().split("\n") if not line.startswith("# ")]
    at = next(index for index, line in enumerate(lines) if index > 6 and line.startswith("[[section]]"))
    assert at > 6
    file.write_text("\n".join([*lines[:at], agreed, *lines[at:]]))
    assert [row.source for row in load_all(place.features)[0].sections[0].rows] == ["name"]
    assert place.accept(generation(FILLED, SECTION, day=2))[0] in {0, 1}
    assert [[row.source for row in each.rows] for each in load_all(place.features)[0].sections] == [["sku"], ["name"]]


def test_a_row_of_one_of_three_alike_copies_leaves_what_people_wrote_in_each(place: Place) -> None:
    place.accept(generation(FILLED, FILLED, FILLED))
    written(place, "item-to-good.feature")
    two = FILLED + '   * - price\n     - cost\n     - "float"\n'
    for day, sections in ((2, (two, FILLED, FILLED)), (3, (FILLED, FILLED, FILLED))):
        code, _ = place.accept(generation(*sections, day=day))
        assert (code, own(place, "item-to-good.feature")) == (0, True)


BOTH = SECTION + '   * - sku\n     - code\n     - "string"\n   * - price\n     - cost\n     - "float"\n'
BESIDE = FILLED.replace("Dup Item", "Dup Part")
FLAPS = {
    "the other copy meanwhile": ((BESIDE, BOTH),),
    "one copy after the other": ((BESIDE, BOTH), (FILLED, BESIDE)),
    "no copy meanwhile": ((BESIDE,),),
    "no copy, then the other": ((BESIDE,), (BESIDE, BOTH)),
    "the same copy meanwhile": ((FILLED, BESIDE),),
    "two and two": ((BESIDE, BOTH), (BOTH, BESIDE, FILLED), (FILLED, BESIDE)),
    "another row in the other copy": ((BESIDE, BOTH.replace("price", "fee")),),
}


@pytest.mark.parametrize("flap", FLAPS)
def test_copies_that_come_and_go_have_each_what_people_wrote_there_and_one_feature(place: Place, flap: str) -> None:
    first = (FILLED, BESIDE, BOTH)
    place.accept(generation(*first))
    written(place, "item-to-good.feature")
    before = tree(place.features / "dup-tar")
    for day, sections in enumerate((*FLAPS[flap], first), 2):
        assert place.accept(generation(*sections, day=day))[0] == 0
        again = tree(place.features)
        assert place.accept(generation(*sections, day=day))[0] == 0
        assert tree(place.features) == again
        live = [name for name in again if name.endswith(".feature") and "retired" not in name]
        assert len(live) == len(sections)
        holders = [name for name in again if name.endswith(".feature") and OWN.encode() in again[name]]
        assert len(holders) == 1
        if FILLED in sections:
            copies = [each for each in sections if each != BESIDE]
            name = "item-to-good-2.feature" if copies.index(FILLED) else "item-to-good.feature"
            assert holders == [f"dup-tar/{name}"]
    after = tree(place.features / "dup-tar")
    assert {name for name in after if name.endswith(".feature")} == {name for name in before if ".feature" in name}
    assert own(place, "item-to-good.feature")


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    "flap", [((BESIDE,),), ((BESIDE, OTHER),), ((FILLED, BESIDE), (BESIDE,)), ((BESIDE,), (BESIDE, OTHER))]
)
def test_each_of_three_alike_copies_returns_to_its_own_place(
    place: Place, number: int, flap: tuple[tuple[str, ...], ...]
) -> None:
    first = (FILLED, BESIDE, FILLED, FILLED)
    place.accept(generation(*first))
    name = f"item-to-good-{number}.feature" if number > 1 else "item-to-good.feature"
    written(place, name)
    before = tree(place.features / "dup-tar")
    for day, sections in enumerate((*flap, first), 2):
        assert place.accept(generation(*sections, day=day))[0] == 0
    after = tree(place.features / "dup-tar")
    features = {each for each in (*before, *after) if each.endswith(".feature") and "retired" not in each}
    assert {each: after.get(each) == before.get(each) for each in features} == dict.fromkeys(features, True)


def test_what_was_agreed_on_for_a_copy_returns_to_the_copy(place: Place) -> None:
    place.accept(generation(SECTION, BESIDE, FILLED))
    file = place.features / "dup-tar" / "checklist.toml"
    agreed = '[[section.agreement]]\nsource = "name"\ntarget = "title"\ntype = "string"\n'
    lines = [line for line in file.read_text().split("\n") if not line.startswith("# ")]
    at = next(index for index, line in enumerate(lines) if index > 6 and line.startswith("[[section]]"))
    file.write_text("\n".join([*lines[:at], agreed, *lines[at:]]))
    for sections in ((BESIDE, FILLED), (SECTION, BESIDE), (FILLED, BESIDE, SECTION)):
        assert place.accept(generation(*sections))[0] in {0, 1}
    assert [each.rows[0].source for each in load_all(place.features)[0].sections] == ["sku", "sku", "name"]
