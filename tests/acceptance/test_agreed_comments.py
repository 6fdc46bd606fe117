"""Comments beside what people agreed on go aside with that, and return with it; other comments stay where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import Place, tree
from tests.acceptance.test_agreed import CLOSED, EVERY, OPEN, ORGS, ROW, fill, generation

PREDICATE = '[section.predicate]\nproperty = "state"\noperator = "is"\nvalue = "open"'
ROWS = '[[section.agreement]]\nsource = "name"\ntarget = "title"\ntype = "string"'


def beginning(place: Place, *edits: tuple[str, str], orgs: str = ORGS) -> Path:
    """Accept what was agreed on, with edits of what the checklist says; return the checklist's file."""
    place.accept(generation(OPEN, orgs))
    fill(place)
    assert place.accept(generation(OPEN, orgs))[0] == 0
    (file,) = place.features.glob("*/checklist.toml")
    for was, now in (
        ("title = ", "# ours: first line\ntitle = "),
        ("source = {", "# ours: source\nsource = {"),
        *edits,
    ):
        assert was in file.read_text()
        file.write_text(file.read_text().replace(was, now, 1))
    assert place.accept(generation(OPEN, orgs))[0] == 0
    return file


@pytest.mark.parametrize("meanwhile", [generation(EVERY, ORGS + ROW, 2), generation(CLOSED, ORGS + ROW, 2)])
@pytest.mark.parametrize(
    "said",
    [
        PREDICATE.replace("property", "# ours: inner\nproperty"),
        PREDICATE.replace('"open"', '"open"  # ours: trail'),
        PREDICATE.replace("operator", "\n# ours: one\n# ours: two\n\noperator").replace(
            "predicate]", "predicate] # ours"
        ),
        f"# ours: above\n{PREDICATE}\n# ours: below",
    ],
    ids=["inner", "trail", "many", "around"],
)
def test_a_comment_beside_a_predicate_goes_aside_and_returns(place: Place, said: str, meanwhile: str) -> None:
    file = beginning(place, (PREDICATE, said), (ROWS, ROWS.replace("source", "# ours: agreed row\nsource")))
    own = file.read_text()
    assert place.accept(meanwhile)[0] == 0
    here, aside = file.read_text(), (file.parent / "retired" / "agreed.toml").read_text()
    assert [text.count("# ours: source") + text.count("# ours: first") for text in (here, aside)] == [2, 0]
    assert here.count("# ours") + aside.count("# ours") == own.count("# ours")
    assert "# ours: agreed row\nsource" in aside
    before = tree(place.features)
    assert place.accept(meanwhile)[0] == 0
    assert tree(place.features) == before
    assert place.accept(generation(OPEN))[0] == 0
    assert file.read_text() == own
    assert not (file.parent / "retired").exists()


BELOW = ["# ours: below", "# ours: one\n# ours: two", "# ours: below\n\n# ours: the end of the file"]


@pytest.mark.parametrize("said", BELOW)
@pytest.mark.parametrize("below", [ORGS + ROW, ""], ids=["a section below", "the end of the file"])
def test_a_comment_below_an_agreement_returns_below_it(place: Place, below: str, said: str) -> None:
    """Wherever the agreement stands in a file, a comment directly below goes aside with it."""
    place.accept(generation(OPEN, below))
    fill(place)
    (file,) = place.features.glob("*/checklist.toml")
    text = file.read_text()
    assert text.count(PREDICATE) == 1
    file.write_text(text.replace(PREDICATE, f"{PREDICATE}\n{said}"))
    assert place.accept(generation(OPEN, below))[0] == 0
    own, first = file.read_text(), said.partition("\n\n")[0]
    for meanwhile in (generation(EVERY, below), generation(CLOSED, below), generation(EVERY, below + ROW)):
        assert place.accept(meanwhile)[0] == 0
        assert f"{PREDICATE}\n{first}\n" in (file.parent / "retired" / "agreed.toml").read_text()
        assert first not in file.read_text()
        assert place.accept(generation(OPEN, below))[0] == 0
        assert file.read_text() == own


def test_what_ends_the_file_of_agreements_returns_below_them(place: Place) -> None:
    file = beginning(place)
    place.accept(generation(EVERY, ORGS + ROW, 2))
    aside = file.parent / "retired" / "agreed.toml"
    aside.write_text(f"{aside.read_text()}\n# ours: the end\n")
    assert place.accept(generation(OPEN))[0] == 0
    assert file.read_text().count(f"{ROWS}\n\n# ours: the end\n") == 1


def test_a_comment_directly_above_an_agreement_stays_there(place: Place) -> None:
    """Also where people left no blank line before it: the next generation writes one."""
    again = ROWS.replace("name", "town").replace("title", "city")
    file = beginning(place, (ROWS, f"{ROWS}\n# ours: second\n{again}"))
    for promise in (EVERY, OPEN):
        assert place.accept(generation(promise))[0] == 0
        assert f"{ROWS}\n\n# ours: second\n{again}" in file.read_text()


def test_a_comment_beside_a_list_goes_aside_and_returns(place: Place) -> None:
    nested = ORGS + ROW.replace("label", "sites.town")
    place.accept(generation(EVERY, nested))
    (file,) = place.features.glob("*/checklist.toml")
    file.write_text(file.read_text().replace('# source_lists = ["sites"]', 'source_lists = ["sites"]  # ours\n# below'))
    assert place.accept(generation(EVERY, nested))[0] in {0, 1}
    own = file.read_text()
    assert "# ours" in own
    for _ in "twice":
        place.accept(generation(EVERY, ORGS + ROW))
        assert 'source_lists = ["sites"]  # ours\n# below\n' in (file.parent / "retired" / "agreed.toml").read_text()
        place.accept(generation(EVERY, nested))
        assert [line for line in own.split("\n") if not line.startswith("# What")] == file.read_text().split("\n")


def test_what_people_write_into_the_file_of_agreements_stays_there_and_returns(place: Place) -> None:
    file = beginning(place)
    place.accept(generation(EVERY, ORGS + ROW, 2))
    aside = file.parent / "retired" / "agreed.toml"
    text = aside.read_text().replace("operator", "# ours: why\noperator")
    aside.write_text(text.replace("[[section]]", "# ours: head\n[[section]]", 1))
    assert aside.read_text().count("# ours") == 2
    assert place.accept(generation(EVERY, ORGS, 3))[0] == 0
    assert "# ours: why\noperator" in aside.read_text()
    assert place.accept(generation(OPEN))[0] == 0
    assert "# ours: why\noperator" in file.read_text()
    assert file.read_text().count("# ours: head\n[section.predicate]") == 1


def test_of_two_agreements_each_has_its_own_comments(place: Place) -> None:
    file = beginning(place, (PREDICATE, PREDICATE.replace("value", "# ours: it is open\nvalue")))
    place.accept(generation(CLOSED))
    fill(place)
    file.write_text(file.read_text().replace('value = "open"', '# ours: it is closed\nvalue = "closed"'))
    for promise, word in ((OPEN, "open"), (EVERY, ""), (CLOSED, "closed"), (OPEN, "open")):
        assert place.accept(generation(promise))[0] == 0
        assert file.read_text().count("# ours: it is") == (1 if word else 0)
        assert f'# ours: it is {word}\nvalue = "{word}"' in file.read_text() or not word


def test_one_comment_whose_line_is_gone_costs_no_other_comment(place: Place) -> None:
    rows = ORGS + ROW + ROW.replace("label", "name").replace("sign", "crest")
    file = beginning(place, ('target = "crest"', 'target = "crest"  # ours: no more'), orgs=rows)
    code, _ = place.accept(generation(OPEN, ORGS + ROW))
    assert (code, file.read_text().count("# ours")) == (1, 2)
    assert "# ours: no more" in file.with_name("checklist.toml.conflict").read_text()


@pytest.mark.parametrize("meanwhile", [generation(OPEN, ORGS), generation(OPEN, "")], ids=["rows", "section"])
def test_a_comment_that_lost_its_line_is_told_and_returns_with_the_line(place: Place, meanwhile: str) -> None:
    rows = ORGS + ROW + ROW.replace("label", "name").replace("sign", "crest")
    edits = (
        ('target = "crest"', 'target = "crest"  # ours: crest'),
        ('[[section.row]]\nsource = "label"', '# ours: label\n[[section.row]]\nsource = "label"'),
        ('title = "Flap Org', '# ours: section\ntitle = "Flap Org'),
    )
    file = beginning(place, *edits, orgs=rows)
    own, conflict = file.read_text(), file.with_name("checklist.toml.conflict")
    assert place.accept(meanwhile)[0] == 1
    assert "# ours: crest" in conflict.read_text()
    conflict.unlink()
    assert place.accept(meanwhile)[0] == 0
    assert place.accept(generation(OPEN, rows))[0] == 0
    assert file.read_text() == own
    assert place.accept(meanwhile)[0] == 1
    file.write_text(f"{file.read_text()}# ours: label\n")
    place.accept(generation(OPEN, rows))
    assert [file.read_text().count(f"# ours: {each}") for each in ("crest", "label")] == [1, 1]
