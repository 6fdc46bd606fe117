"""What people agreed on stays, whatever the document says meanwhile: predicates, rows of empty tables, lists."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import Place, tree

HEAD = "Flap to Jobx Dataflow\n=====================\n\nGenerated: 2026-04-0{day} 08:00:00\n"
TICKETS = """
Flap Ticket to Jobx Job
-----------------------
{promise} will be synchronized with a Jobx Job.

The following properties are synchronized between a Flap Ticket and a Jobx Job:

.. list-table::
   :header-rows: 1

   * - Flap Ticket Property
     - Jobx Job Property
     - Jobx Data Type
   * - subject
     - title
     - "string"
"""
ORGS = """
Flap Org to Jobx Firm
---------------------
Every Flap Org will be synchronized with a Jobx Firm.

The following properties are synchronized between a Flap Org and a Jobx Firm:

.. list-table::
   :header-rows: 1

   * - Flap Org Property
     - Jobx Firm Property
     - Jobx Data Type
"""
ROW = '   * - label\n     - sign\n     - "string"\n'
PARTS = ROW.replace("label", "sites.town").replace("sign", "places.city")
OPEN, CLOSED, EVERY = "If the state is open, it ", "If the state is closed, it ", "Every Flap Ticket"


def generation(promise: str, orgs: str = ORGS, day: int = 1) -> str:
    """Return a generation of the document."""
    return HEAD.format(day=day) + TICKETS.format(promise=promise) + orgs


def fill(place: Place, *, comments: bool = False) -> None:
    """Fill in the templates of the checklist, and leave the comments above them or not."""
    (file,) = place.features.glob("*/checklist.toml")
    kept, is_block = [], False
    for line in file.read_text().split("\n"):
        is_block = line.startswith("# [") or (is_block and line.startswith("# "))
        if is_block:
            kept.append(line.removeprefix("# "))
        elif comments or not line.startswith("#"):
            kept.append(line)
    text = "\n".join(kept).replace('"a property of Flap Ticket"', '"state"')
    file.write_text(text.replace('"a property of Flap Org"', '"name"').replace('"a property of Jobx Firm"', '"title"'))


@pytest.mark.parametrize(
    "meanwhile",
    [
        generation(EVERY, ORGS + ROW, 2),
        generation(CLOSED, ORGS, 2),
        generation(OPEN, "", 2),
    ],
)
def test_what_was_agreed_on_returns_with_the_meaning(place: Place, meanwhile: str) -> None:
    place.accept(generation(OPEN))
    fill(place)
    assert place.accept(generation(OPEN))[0] == 0
    before = tree(place.features)
    code, said = place.accept(meanwhile)
    assert (code, "retired retired/agreed.toml keeps what was agreed on" in said) == (0, True)
    aside = tree(place.features)
    assert place.accept(meanwhile)[0] == 0
    assert tree(place.features) == aside
    code, said = place.accept(generation(OPEN))
    assert (code, "no story" in said, "agree on" in said) == (0, False, False)
    after = tree(place.features)
    history = "flap-jobx/meanings.toml"
    assert {name: after[name] for name in after if name != history} == {
        name: before[name] for name in before if name != history
    }


@pytest.mark.parametrize("meanwhile", [generation(EVERY, ORGS + ROW, 2), generation(CLOSED, ORGS, 2)])
def test_the_comment_above_a_block_that_was_filled_in_is_no_conflict(place: Place, meanwhile: str) -> None:
    place.accept(generation(OPEN))
    fill(place, comments=True)
    (file,) = place.features.glob("*/checklist.toml")
    assert "# The condition is free text" in file.read_text()
    assert place.accept(meanwhile)[0] == 0
    (other,) = place.features.glob("*/checklist.toml")
    assert other.read_text().count("# The condition is free text") == meanwhile.count("is closed")
    assert other.read_text().count("# The document's table is empty") == 0
    assert place.accept(generation(OPEN))[0] == 0


def test_a_template_beside_the_block_that_was_filled_in_is_no_conflict(place: Place) -> None:
    place.accept(generation(OPEN))
    (file,) = place.features.glob("*/checklist.toml")
    block = '[section.predicate]\nproperty = "state"\noperator = "is"\nvalue = "open"\n'
    file.write_text(file.read_text().replace('# value = "open"\n', f'# value = "open"\n\n{block}'))
    assert place.accept(generation(EVERY))[0] == 0
    assert "section.predicate" not in file.read_text()


def test_what_is_agreed_on_for_other_words_is_another_agreement(place: Place) -> None:
    place.accept(generation(OPEN))
    fill(place)
    place.accept(generation(CLOSED))
    (file,) = place.features.glob("*/checklist.toml")
    assert "\n[section.predicate]" not in file.read_text()
    fill(place)
    file.write_text(file.read_text().replace('value = "open"', 'value = "closed"'))
    for promise, value in ((OPEN, "open"), (CLOSED, "closed"), (OPEN, "open")):
        assert place.accept(generation(promise))[0] == 0
        assert f'\nvalue = "{value}"' in file.read_text()


def test_lists_of_a_section_return_with_the_section_and_stay_away_where_they_would_name_nothing(place: Place) -> None:
    nested = ORGS + ROW.replace("label", "sites.town")
    place.accept(generation(EVERY, nested))
    (file,) = place.features.glob("*/checklist.toml")
    file.write_text(file.read_text().replace("# source_lists", "source_lists"))
    assert '\nsource_lists = ["sites"]' in file.read_text()
    for meanwhile in ("", ORGS + ROW):
        assert place.accept(generation(EVERY, meanwhile))[0] in {0, 1}
        assert 'source_lists = ["sites"]' not in file.read_text()
        assert place.accept(generation(EVERY, nested))[0] in {0, 1}
        assert '\nsource_lists = ["sites"]' in file.read_text()


def test_a_damaged_file_of_agreements_stops_its_document_alone(place: Place) -> None:
    place.accept(generation(OPEN))
    fill(place)
    place.accept(generation(CLOSED))
    (folder,) = place.features.iterdir()
    (folder / "retired" / "agreed.toml").write_text("[[section]]\n")
    code, said = place.accept(generation(OPEN))
    assert (code, "missing: feature" in said, "agreed.toml" in said) == (2, True, True)


@pytest.mark.parametrize("side", ["source", "target"])
@pytest.mark.parametrize("meanwhile", [generation(EVERY, ORGS + PARTS, 2), generation(CLOSED, ORGS + PARTS + ROW, 2)])
def test_the_place_for_lists_of_the_other_side_stays_until_people_agree_on_them(
    place: Place, side: str, meanwhile: str
) -> None:
    place.accept(generation(OPEN, ORGS + PARTS))
    fill(place, comments=True)
    (file,) = place.features.glob("*/checklist.toml")
    sides = (side, {"source": "target", "target": "source"}[side])
    for each, is_open in zip(sides, (True, False), strict=True):
        file.write_text(file.read_text().replace(f"# {each}_lists", f"{each}_lists"))
        assert place.accept(generation(OPEN, ORGS + PARTS))[0] == 0
        for text in (meanwhile, generation(OPEN, ORGS + PARTS)):
            assert place.accept(text)[0] == 0
            own = file.read_text()
            assert own.count("# What has parts is taken for an object") == is_open
            assert own.count(f"# {sides[1]}_lists = ") == is_open
            assert f"\n{side}_lists = " in own
