"""The vocabulary: each step of a feature means one thing, in words of its document, or is named with the nearest."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.run.vocabulary import Vocabulary
from syncproof.stories.feature import read
from syncproof.stories.rules import RULES

DOCUMENT = Path(next(iter(features.__path__))) / "customerp-trello"


def complaints(
    tmp_path: Path, step: str, *, section: str = "customer-to-organizations", modules: tuple[str, ...] = ()
) -> str:
    """Return what is wrong in a feature with a step, without the feature's path."""
    file = tmp_path / f"{section}.feature"
    scenario = ["@every.exactly-once", "Example: A", "  Given both systems know Acme", f"  {step}"]
    scenario += ["  Then Acme is in Trello, once", "  And nothing else has changed"]
    lines = ["Feature: F", "  @every", "  Rule: R", *(f"    {line}" for line in scenario)]
    file.write_text("\n".join(lines))
    return said(file, modules)


def said(file: Path, modules: tuple[str, ...] = ()) -> str:
    """Return what is wrong in the steps of a sound feature, without the feature's path."""
    feature, unsound = read(file)
    assert unsound == ()
    problems = Vocabulary(modules).problems(feature, load(DOCUMENT))
    return "\n".join(str(each).replace(f"{file}:", "") for each in problems)


@pytest.mark.parametrize(
    ("step", "text"),
    [
        pytest.param("When the sync comes to rest", "", id="right"),
        pytest.param(
            "When the sync comes to rst",
            (
                "no step is defined so: the sync comes to rst\n"
                "  nearest  When the sync comes to rest\n"
                "  do       correct the step"
            ),
            id="misspelt",
        ),
        pytest.param(
            "When a user chnages Acme's website in Trello",
            (
                "no step is defined so: a user chnages Acme's website in Trello\n"
                "  nearest  When a user changes Acme's website in Trello\n"
                "  do       correct the step"
            ),
            id="misspelt beside right words",
        ),
        pytest.param(
            "Given the sync comes to rest",
            (
                "no step begins with Given and goes on so: the sync comes to rest\n"
                "  nearest  When the sync comes to rest\n"
                "  do       use this step after When"
            ),
            id="another keyword",
        ),
        pytest.param(
            "When Globex is added to Trelo",
            (
                "no system is called Trelo here: Globex is added to Trelo\n"
                "  nearest  Trello\n"
                "  do       use one of: Customerp, Trello"
            ),
            id="no system",
        ),
        pytest.param(
            "When Globex is added to Custompms",
            (
                "no system is called Custompms here: Globex is added to Custompms\n"
                "  nearest  Customerp\n"
                "  do       use one of: Customerp, Trello"
            ),
            id="another document's system",
        ),
        pytest.param(
            "When Globex is added to Customerp as Contcat",
            (
                "no datatype is called Contcat here: Globex is added to Customerp as Contcat\n"
                "  nearest  Contact\n"
                "  do       use one of: Contact, Customer, Project, Employee"
            ),
            id="no datatype",
        ),
        pytest.param(
            "When Globex is added to Trello as Contact",
            (
                "no datatype is called Contact here: Globex is added to Trello as Contact\n"
                "  do       use one of: Members, Organizations, Actions"
            ),
            id="another system's datatype",
        ),
        pytest.param(
            "When a user changes Acme's nmae in Trello",
            (
                "no property is called nmae here: a user changes Acme's nmae in Trello\n"
                "  nearest  name\n"
                "  do       name a property of the section's table, as the source calls it"
            ),
            id="no property",
        ),
        pytest.param(
            "When the sync runs four times",
            "no number is called four here: the sync runs four times\n  do       write the number in digits",
            id="no number",
        ),
        pytest.param(
            "Given Customerp already has a page of record",
            (
                "no amount is called a page of record here: Customerp already has a page of record\n"
                "  nearest  a page of records\n"
                "  do       use one of: nothing, one record, a page of records, a page of records and one more, "
                "several pages of records"
            ),
            id="no amount",
        ),
        pytest.param(
            "When Trello's next answer is lots",
            (
                "no fault is called is lots here: Trello's next answer is lots\n"
                "  nearest  is lost\n"
                "  do       syncproof list faults has all words, behind `answer`"
            ),
            id="no fault",
        ),
        pytest.param(
            "When Globex is added to Customerp while the sync writes Trello",
            (
                "no way of access is called writes here: Globex is added to Customerp while the sync writes Trello\n"
                "  do       use one of: reads, changes"
            ),
            id="no way of access",
        ),
        pytest.param(
            "When globex is added to Customerp",
            (
                "no name is called globex here: globex is added to Customerp\n"
                "  do       write a name as one word with a capital letter"
            ),
            id="no name",
        ),
        pytest.param(
            "When a user changes Acme's name bakc in Trelo",
            (
                "no step is defined so: a user changes Acme's name bakc in Trelo\n"
                "  nearest  When a user changes Acme's name back in Customerp\n"
                "  do       correct the step"
            ),
            id="misspelt twice",
        ),
        pytest.param(
            "When a user changes Acne's name in Trello",
            (
                "no step of the scenario adds Acne: a user changes Acne's name in Trello\n"
                "  nearest  Acme\n"
                "  do       correct the name, or add: Given both systems know Acne"
            ),
            id="nobody's name",
        ),
    ],
)
def test_a_step_that_means_nothing_is_named_with_the_nearest_right_thing(tmp_path: Path, step: str, text: str) -> None:
    assert complaints(tmp_path, step) == (f"7: {text}" if text else "")


def test_a_misspelt_step_that_adds_a_record_is_named_alone(tmp_path: Path) -> None:
    file = tmp_path / "customer-to-organizations.feature"
    file.write_text(
        "Feature: F\n  @every\n  Rule: R\n    @every.created\n    Example: E\n"
        "      When Acme is aded to Customerp\n      Then Acme is in Trello, once\n      And nothing else has changed\n"
    )

    assert said(file) == (
        "6: no step is defined so: Acme is aded to Customerp\n"
        "  nearest  When Acme is added to Customerp\n"
        "  do       correct the step"
    )


def test_a_word_that_comes_from_a_row_is_named_with_the_rows_line(tmp_path: Path) -> None:
    file = tmp_path / "customer-to-organizations.feature"
    file.write_text(
        "Feature: F\n  @every\n  Rule: R\n    @every.created\n    Scenario Outline: <label>\n"
        "      Given both systems know Acme\n      When a user changes Acme's <label> in Trello\n"
        "      Then nothing else has changed\n      Examples:\n"
        "        | label  |\n        | name   |\n        | webite |\n"
    )

    assert said(file) == (
        "12: no property is called webite here: a user changes Acme's webite in Trello\n"
        "  nearest  website\n"
        "  do       name a property of the section's table, as the source calls it"
    )


@pytest.mark.parametrize("line", ["Gven the sync has come to rest", "the sync has come to rest"])
def test_a_line_that_was_meant_as_a_step_and_is_a_description_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "customer-to-organizations.feature"
    file.write_text(
        "Feature: F\n  As seen by a customer.\n  @every\n  Rule: R\n    @every.created\n    Example: E\n"
        f"      {line}\n      When Acme is added to Customerp\n      Then nothing else has changed\n"
    )

    assert said(file) == (
        f"7: the line is a description, not a step: {line}\n"
        "  nearest  Given the sync has come to rest\n"
        "  do       begin the step with Given, When, Then, And or But"
    )


def test_a_section_that_the_document_lacks_has_its_steps_checked_all_the_same(tmp_path: Path) -> None:
    assert complaints(tmp_path, "When the sync comes to rst", section="other").startswith("7: no step is defined so: ")


def scenario(tmp_path: Path, *steps: str, rule: str = "every.created") -> str:
    """Return what is wrong in a feature of one scenario with these steps, the first of them on line 6."""
    file = tmp_path / "customer-to-organizations.feature"
    lines = ["Feature: F", f"  @{RULES[rule].sentence}", "  Rule: R", f"    @{rule}", "    Example: E"]
    file.write_text("\n".join([*lines, *(f"      {step}" for step in steps), "      And nothing else has changed"]))
    return said(file)


def test_a_scenario_in_which_nothing_happens_before_its_claims_is_named(tmp_path: Path) -> None:
    assert scenario(tmp_path, "Given both systems know Acme", "Then Acme is in Trello, once") == (
        "7: nothing happens before the scenario claims: Acme is in Trello, once\n"
        "  do       say what people or the sync do first, such as: When the sync comes to rest"
    )


def test_a_scenario_without_a_record_is_named(tmp_path: Path) -> None:
    assert scenario(tmp_path, "When the sync comes to rest", "Then the sync has written nothing since") == (
        "5: no step of the scenario adds a record, so there is nothing to synchronize: E\n"
        "  do       add a record, such as: Given both systems know Ada"
    )


def test_a_row_without_a_record_is_named(tmp_path: Path) -> None:
    rows = ("  Examples:", "    | act |", "    | Acme is added to Customerp |", "    | the sync runs |")
    file = tmp_path / "customer-to-organizations.feature"
    steps = ("When <act>", "And the sync comes to rest", "Then nothing else has changed", *rows)
    lines = ["Feature: F", "  @every", "  Rule: R", "    @every.created", "    Scenario Outline: <act>"]
    file.write_text("\n".join([*lines, *(f"      {step}" for step in steps)]))

    assert said(file).startswith(
        "12: no step of the scenario adds a record, so there is nothing to synchronize: the sync runs\n"
    )


def test_a_claim_that_adds_what_it_claims_needs_no_act_before(tmp_path: Path) -> None:
    step = "Then every value of Acme's name in Trello reaches the other system"

    assert scenario(tmp_path, step, rule="properties.round-trip") == ""


@pytest.mark.parametrize(
    ("argument", "text"),
    [(("| Acme | Globex |",), "Acme Globex"), (('"""', "Acme stays away", '"""'), "Acme stays away")],
    ids=["table", "doc string"],
)
def test_what_stands_below_a_step_that_takes_nothing_is_named(
    tmp_path: Path, argument: tuple[str, ...], text: str
) -> None:
    steps = ("When Acme is added to Customerp", *argument, "Then Acme is in Trello, once")

    assert scenario(tmp_path, *steps) == (
        f"6: the step takes no table and no doc string, so nobody reads this: {text}\n"
        "  do       remove the lines below the step, or say it in a step of its own"
    )


@pytest.fixture(scope="module")
def conftest() -> ModuleType:
    """Return a module of a user's with a step of its own, and one that is there already."""
    module = ModuleType("their_conftest")
    source = (
        "from pytest_bdd import given, when\n"
        "@given('the moon is full')\ndef full_moon(): ...\n"
        "@when('the sync runs')\ndef sync_runs(): ...\n"
        "@given('these phases of the moon')\ndef phases(datatable): ...\n"
    )
    exec(compile(source, "their_conftest.py", "exec"), vars(module))  # noqa: S102 - as pytest executes a conftest.py
    return module


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("Given the moon is full", ""),
        ("Given these phases of the moon\n  | full |", ""),
        (
            "When the sync runs",
            "7: 2 definitions match the step: the sync runs\n  do       word their_conftest.sync_runs in another way",
        ),
    ],
)
def test_steps_of_ones_own_are_known_and_must_not_be_those_that_there_are(
    tmp_path: Path, conftest: ModuleType, step: str, text: str
) -> None:
    assert complaints(tmp_path, step, modules=(conftest.__name__,)) == text


@pytest.mark.usefixtures("conftest")
def test_steps_of_modules_that_are_not_loaded_for_a_feature_are_not_known(tmp_path: Path) -> None:
    assert complaints(tmp_path, "Given the moon is full").startswith("7: no step is defined so: the moon is full\n")
