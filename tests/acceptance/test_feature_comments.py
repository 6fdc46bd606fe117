"""Comments that people wrote into a feature stay beside their lines, and are in nobody's way."""

from __future__ import annotations

import pytest

from syncproof.acceptance.by_line import has_peoples_words, merged_steps
from syncproof.acceptance.merge import merged
from syncproof.acceptance.tables import straightened
from tests.acceptance.conftest import ROW_OF_SIZE, SAMPLE, SAYS, SUITS, Place
from tests.acceptance.test_merge import BASE, feature, rule, scenario

SPELT = SAMPLE.replace("\nMade to Measure Suit to Ship", "\nMADE to Measure Suit to Ship")
LINES = (
    ("Feature: ", "# 1 first line\nFeature: "),
    ("  @every\n", "  # 2 above a Rule\n  @every\n"),
    ("    @every.backfilled\n", "    # 3 end of a scenario\n\n    # 4 above a scenario\n    @every.backfilled\n"),
    ("      When a user changes", "      # 5 a step\n      When a user changes"),
    ("        | size ", "        # 6 a row\n        | size "),
    ("  @properties\n", "    # 7 end of a Rule\n\n  @properties\n"),
)


def commented(place: Place) -> str:
    """Write comments into a feature, and return its text."""
    path = place.folder / SUITS
    text = path.read_text()
    for was, now in LINES:
        assert was in text
        text = text.replace(was, now, 1)
    path.write_text(f"{text}\n# 8 last line\n")
    return path.read_text()


@pytest.mark.parametrize(
    "document",
    [
        SAMPLE.replace("Made to Measure", "Fit and Fold"),
        SAMPLE.replace("Suit", "Overcoat"),
        SAMPLE.replace("size", "waist.line"),
        SAMPLE.replace(ROW_OF_SIZE, f"{ROW_OF_SIZE}{ROW_OF_SIZE.replace('size', 'cut').replace('volume', 'form')}"),
        SAMPLE.replace("size", "waist").replace("Made to Measure", "Fit and Fold"),
        SPELT,
    ],
    ids=["system", "datatype", "property", "row", "many", "spelling"],
)
def test_comments_stay_beside_their_lines_and_are_no_conflict(place: Place, document: str) -> None:
    assert document != SAMPLE
    place.accept()
    own = commented(place)
    for text in (document, SAMPLE):
        assert place.accept(text)[0] == 0
        (path,) = place.features.glob("*/*-to-freight.feature")
        comments = [line.split()[1] for line in path.read_text().split("\n") if line.lstrip().startswith("# ")]
        assert comments == list("12345678")
    assert (place.folder / SUITS).read_text() == own


def test_a_comment_at_the_end_of_a_feature_is_none_of_its_last_scenario() -> None:
    new = feature(rule("every"), scenario("every", "one"))
    found = merged(BASE, f"{BASE}\n# ours\n", new, "a.feature")
    assert (found.text, found.conflicts) == (f"{new}\n# ours\n", ())


def test_the_last_line_stays_the_last_where_own_scenarios_go_aside_and_return(place: Place) -> None:
    place.accept()
    path = place.folder / SUITS
    path.write_text(f"{path.read_text()}{SAYS}\n# ours\n")
    text = path.read_text()
    for document in (
        SAMPLE.replace(ROW_OF_SIZE, ""),
        SAMPLE,
        SAMPLE.replace("- size", "- waist").replace("- volume", "- girth"),
    ):
        assert place.accept(document)[0] == 0
        assert path.read_text().endswith("\n\n# ours\n")
        assert ("lets out" in path.read_text()) == (document == SAMPLE)
    assert place.accept()[0] == 0
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("now", "new", "both"),
    [
        ("a\n# x\nb\nc", "a\nB\nc", "a\n# x\nB\nc"),
        ("# x\na\nb\nc", "A\nb\nc", "# x\nA\nb\nc"),
        ("a\nb\nc\n\n# x", "a\nb\nC\nd", "a\nb\nC\nd\n\n# x"),
        ("a\n# x\nb\nC", "A\nB\nc", None),
        ("A\n# x\nb\nc", "a\nb\nD", "A\n# x\nb\nD"),
        ("a\n# x\nb\n# y\nc", "d", "d\n# x\n# y"),
    ],
)
def test_a_comment_is_in_nobody_s_way(now: str, new: str, both: str | None) -> None:
    assert merged_steps("a\nb\nc", now, new) == both


def test_a_conflict_in_the_first_line_has_peoples_words() -> None:
    now, new = (BASE.replace("Feature: A", f"Feature: {name}") for name in ("Ours", "B"))
    found = merged(BASE, now, new, "a.feature")
    (shown,) = found.conflicts
    assert has_peoples_words(found.text, shown)
    assert not has_peoples_words(new, shown)
    assert "\n\n" not in shown


TABLE = "    | label | system |\n    # ours\n    | size  | Shore  |\n    | cut   | Fen    |"

WIDER = "    | label      | system |\n    # ours\n    | waist.line | Shore  |\n    | cut        | Fen    |"


@pytest.mark.parametrize(
    ("was", "now", "straight"),
    [
        (TABLE, TABLE.replace("size ", "waist.line"), WIDER),
        (TABLE, TABLE.replace("Shore", r"a \| b"), TABLE.replace("Shore ", r"a \| b")),
        (TABLE.replace("cut  ", "cut"), TABLE.replace("cut  ", "cut").replace("Fen", "Moorland"), None),
        (TABLE, f"{TABLE}\n| more |", None),
    ],
    ids=["wider", "escaped", "crooked before", "other lines"],
)
def test_a_table_is_as_straight_as_it_was(was: str, now: str, straight: str | None) -> None:
    assert straightened(was, now) == (now if straight is None else straight)


def test_a_table_of_peoples_own_is_straight_after_a_rename(place: Place) -> None:
    place.accept()
    own = """    @in-sync.forward @ours
    Scenario Outline: Ours, <label>
      Given both systems know Ada
      When a user changes Ada's <label> in Made to Measure
      And the sync comes to rest
      Then both systems hold Ada's latest <label>

      Examples:
        | label | again |
        | size  | size  |

    @in-sync.backward"""
    path = place.folder / SUITS
    path.write_text(path.read_text().replace("    @in-sync.backward", own, 1))
    assert place.accept(SAMPLE.replace("size", "waist.line"))[0] == 0
    assert "        | label      | again      |\n        | waist.line | waist.line |\n" in path.read_text()
    assert place.accept()[0] == 0
    assert own in path.read_text()
