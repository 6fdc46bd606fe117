"""Scenarios of people's own about a row that depends on something from now on, no longer, or on something else."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import SAMPLE, SUITS, Place, tree

QUALIFIER = " (Dependant on having {} in cloth)"
OWN = """
    @in-sync.forward
    Example: Our own, which speaks of {}
      Given both systems know Alpha{}
      When a user changes Alpha's {} in Made to Measure
      And the sync comes to rest
      Then both systems hold Alpha's latest {}
      And nothing else has changed
"""
PLAIN = OWN.format("all suits", "", "size", "size")
WOOLLEN = OWN.format("woollen suits", ", with wool in cloth, on which size depends", "size", "size")
COLOURED = OWN.format("colours", "", "colour", "colour")
ROW = '   * - size\n     - volume\n     - "float"\n'
COLOUR = '   * - colour\n     - shade\n     - "string"\n'
RUN = ("--section", "Suit", "--only", "Our own")


def generation(*having: str) -> str:
    """Return the document with a second row, where the size depends on some values."""
    row = ROW.replace("size", "size" + "".join(QUALIFIER.format(each) for each in having))
    return SAMPLE.replace(ROW, row + COLOUR)


def written(place: Place, *own: str) -> None:
    """Write scenarios of people's own before those that the document gives."""
    path = place.folder / SUITS
    head, scenario, rest = path.read_text().partition("    @in-sync.forward")
    path.write_text(f"{head}{''.join(f'{each.lstrip(chr(10))}{chr(10)}' for each in own)}{scenario}{rest}")


def test_a_scenario_about_a_row_that_has_a_condition_from_now_on_is_kept_aside_and_says_why(place: Place) -> None:
    place.accept(generation())
    written(place, PLAIN, COLOURED)
    before = (place.folder / SUITS).read_text()

    code, said = place.accept(generation("wool"))

    aside = "retired/suit-to-freight.in-sync.size.txt"
    why = (
        f"{aside} is not played: size is synchronized only with wool in cloth now; to play its scenarios again, let "
        'them begin with "Given both systems know NAME, with wool in cloth, on which size depends", and move them back'
    )
    assert (code, why in said, (place.folder / aside).read_text()) == (0, True, PLAIN.lstrip("\n"))
    assert COLOURED in place.texts()
    assert place.say("run", "--features", str(place.features), *RUN)[0] == 0
    kept = tree(place.features)
    assert place.accept(generation("wool"))[0] == 0
    assert tree(place.features) == kept
    assert place.accept(generation())[0] == 0
    assert sorted((place.folder / SUITS).read_text().split("\n")) == sorted(before.split("\n"))
    assert not (place.folder / "retired").exists()


@pytest.mark.parametrize("having", [(), ("silk",), ("wool", "silk")], ids=["none", "another", "two"])
def test_a_scenario_about_a_condition_that_is_gone_is_kept_aside_until_the_condition_is_back(
    place: Place, having: tuple[str, ...]
) -> None:
    place.accept(generation("wool"))
    written(place, WOOLLEN, COLOURED)
    before = (place.folder / SUITS).read_text()

    code, said = place.accept(generation(*having))

    aside = "retired/suit-to-freight.in-sync.size-if-wool-in-cloth.txt"
    assert (code, f"retired {aside} is not played: " in said) == (0, True)
    assert WOOLLEN not in place.texts()
    assert place.say("run", "--features", str(place.features), *RUN)[0] == 0
    assert place.accept(generation("wool"))[0] == 0
    assert sorted((place.folder / SUITS).read_text().split("\n")) == sorted(before.split("\n"))


def test_a_scenario_about_a_condition_stays_where_only_the_property_has_another_name(place: Place) -> None:
    place.accept(generation("wool"))
    written(place, WOOLLEN)

    code, said = place.accept(generation("wool").replace("- size", "- girth"))

    assert (code, "retired" in said) == (0, False)
    assert (
        WOOLLEN.replace("which size depends", "which girth depends")
        .replace("Alpha's size", "Alpha's girth")
        .replace("latest size", "latest girth")
        in place.texts()
    )
