"""The suite itself: what is written is run, each step means one thing, and nothing ends without asserting."""

from __future__ import annotations

import ast
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from gherkin import Parser
from pytest_bdd.feature import get_feature
from pytest_bdd.parser import Step

from syncproof import features, steps
from syncproof.checklist import Checklist, Section
from syncproof.checklist.accepted import load, load_all
from syncproof.datatypes import Property
from syncproof.fakes import FAKES
from syncproof.run.vocabulary import Vocabulary, problems
from syncproof.steps.strike import CRASHES, Strike
from syncproof.stories.approved import approved
from syncproof.stories.rules import RULES
from syncproof.trouble.cell import Cell
from syncproof.trouble.counterexample import trouble
from syncproof.trouble.site import Site, state_write
from syncproof.trouble.story import canonical_stories
from tests.plain_pytest import COMMAND
from tests.sample_features import SAMPLE, SAMPLE_OF_ROWS, SAMPLE_THAT_LEADS_BACK, folder_of

FOLDER = Path(next(iter(features.__path__)))
FILES = sorted(FOLDER.glob("*/*.feature"))
SITES = (Site(1, "Trello", "GET", "/1/cards", 200, (), 0), state_write(1, 0))
ACTS = (
    "a user changes Digging's title in Trello",
    "Digging is removed from Trello",
    "Zoe is added to Custompms",
    "a user changes Digging's title alike in both systems",
    "a user archives Digging in Trello",
    "a user restores Digging in Trello",
    "a user moves Digging to another board in Trello",
    "a user copies Digging in Trello, and calls the copy Yves",
    "Trello's clock goes 5 minutes behind",
    "a user changes Digging's title in Custompms, which no list shows yet",
    "Zoe is added to Custompms, which no list shows yet",
)
STRIKES = (
    Strike("fault", "lost", "robust.lost-answer"),
    Strike("fault", "lost", "robust.lost-answer", lasting=True),
    *CRASHES,
    *(Strike("act", act, "in-sync.during-pass") for act in ACTS),
)
CELLS = [
    Cell(site, strike) for site in SITES for strike in STRIKES if strike.family == "crash" or not site.is_state_write
]
IDS = [f"{file.parent.name}/{file.stem}" for file in FILES]


def written(file: Path) -> Counter[str]:
    """Return the titles of a feature's scenarios, each as often as it has rows, as another parser reads them."""
    titles: Counter[str] = Counter()
    for scenario in scenarios(file):
        titles[scenario["name"]] += sum(len(table["tableBody"]) for table in scenario["examples"]) or 1
    return titles


def scenarios(file: Path) -> list[dict[str, Any]]:
    """Return what another parser than pytest-bdd's makes of a feature."""
    feature: Any = Parser().parse(file.read_text())["feature"]
    return [child["scenario"] for rule in feature["children"] for child in rule["rule"]["children"]]


@cache
def collected(folder: Path) -> Counter[str]:
    """Return how many scenarios pytest collects from each feature below a folder, by its place."""
    command = [*COMMAND, "--collect-only", str(folder)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    files = [Path(line.partition("::")[0]) for line in listed.stdout.splitlines() if "::" in line]
    return Counter(place(file) for file in files)


def place(file: Path) -> str:
    """Return a feature's folder and name."""
    return f"{file.resolve().parent.name}/{file.name}"


def sample_files() -> list[Path]:
    """Return the features of kinds of sentence that the documents which ship do not have."""
    return sorted(
        file
        for sample in (SAMPLE, SAMPLE_OF_ROWS, SAMPLE_THAT_LEADS_BACK)
        for file in folder_of(sample).glob("*.feature")
    )


def steps_of(file: Path) -> Iterator[tuple[str, Step]]:
    """Yield every step with the title of its scenario, each row of the examples filled in."""
    feature = get_feature(str(file.parent), file.name)
    for template in feature.scenarios.values():
        rows = [row for table in template.examples for row in table.as_contexts()] or [{}]
        for row in rows:
            scenario = template.render(row)
            yield from ((scenario.name, step) for step in scenario.steps)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return our own step definitions."""
    found = Vocabulary()
    assert len(found.definitions) > len(SENTENCES)
    return found


SENTENCES = [
    Path(next(iter(steps.__path__))) / f"{name}.py" for name in ("records", "linking", "edits", "syncing", "aftermath")
]
LOGIC = (
    *(ast.If, ast.IfExp, ast.Match, ast.For, ast.AsyncFor, ast.While),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
HTTP = {"falcon", "http", "httpx", "requests", "socket", "urllib", "wsgiref"}


def more_than_a_sentence(source: str) -> list[str]:
    """Return what a step says by logic or by HTTP, where it should leave that to a noun's own module."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) | ast.ImportFrom(module=str(name)):
                found += [name] if name.split(".")[0] in HTTP else []
            case _ if isinstance(node, LOGIC):
                found.append(type(node).__name__)
            case _:
                pass
    return found


def test_there_is_a_feature_for_each_section() -> None:
    sections = {f"{checklist.slug}/{section.slug}" for checklist in load_all(FOLDER) for section in checklist.sections}

    assert set(IDS) == sections
    assert len(sections) == 8


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_example_is_collected(file: Path) -> None:
    assert collected(FOLDER)[place(file)] == sum(written(file).values())


def test_an_example_that_pytest_bdd_drops_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "checklist.toml").touch()
    file = tmp_path / "twice.feature"
    file.write_text(
        "Feature: Twice\n"
        "  @every\n  Rule: One\n    @every.created\n    Example: Same\n      When the sync runs\n"
        "  @in-sync\n  Rule: Two\n    @in-sync.quiet\n    Example: Same\n      When the sync runs\n"
    )

    # The plugin refuses the file whole: pytest-bdd alone would play one of the two.
    assert (collected(file.parent), sum(written(file).values())) == ({}, 2)


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_no_two_scenarios_share_a_title(file: Path) -> None:
    titles = [scenario["name"] for scenario in scenarios(file)]

    assert [title for title, count in Counter(titles).items() if count > 1] == []


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_step_means_one_thing(file: Path, vocabulary: Vocabulary) -> None:
    means = {step.name: len(vocabulary.matching(step.type, step.name)) for _, step in steps_of(file)}

    assert {name: count for name, count in means.items() if count != 1} == {}


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_feature_is_sound(file: Path) -> None:
    assert problems(file, file.parent) == []


OF_CAMPAIGNS = "syncproof.steps.campaign."
"""The module whose steps stand in the counterexamples of campaigns alone; tests/trouble plays all of them."""


def test_every_definition_is_used_by_a_feature_or_by_what_a_sweep_tells(vocabulary: Vocabulary) -> None:
    samples = [approved(folder_of(each)) for each in (SAMPLE, SAMPLE_OF_ROWS, SAMPLE_THAT_LEADS_BACK)]
    steps = {(step.type, step.name) for file in (*FILES, *sample_files()) for _, step in steps_of(file)}
    steps |= {("given", trouble(cell)) for cell in CELLS} | {("when", act) for act in ACTS}
    declared = FAKES.declared
    checklists = (*load_all(FOLDER, declared), *samples)
    swept = [story for each in checklists for story in canonical_stories(each, FAKES.declared)]
    steps |= {(step.type, step.text) for story in swept for step in (*story.setting, *story.deeds)}
    used = {(each.type, each.name) for type_, text in steps for each in vocabulary.matching(type_, text)}

    unused = {(each.type, each.name) for each in vocabulary.definitions} - used
    assert {(type_, name) for type_, name in unused if not name.startswith(OF_CAMPAIGNS)} == set()


@pytest.mark.parametrize("file", SENTENCES, ids=lambda file: file.stem)
def test_a_step_holds_neither_logic_nor_http(file: Path) -> None:
    assert more_than_a_sentence(file.read_text()) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("world.run_pass()", []),
        ("if world: world.run_pass()", ["If"]),
        ("world.run_pass() if world else None", ["IfExp"]),
        ("for _ in world: world.run_pass()", ["For"]),
        ("while world: world.run_pass()", ["While"]),
        ("match world:\n        case _: pass", ["Match"]),
        ("[world for _ in who]", ["ListComp"]),
        ("{world for _ in who}", ["SetComp"]),
        ("{world: _ for _ in who}", ["DictComp"]),
        ("any(world for _ in who)", ["GeneratorExp"]),
        ("import httpx", ["httpx"]),
        ("from urllib.request import urlopen", ["urllib.request"]),
        ("world.http.get('/contacts')", ["http"]),
    ],
)
def test_a_step_with_logic_or_http_is_noticed(body: str, found: list[str]) -> None:
    assert more_than_a_sentence(f"@when('a')\ndef a(world, who):\n    {body}\n") == found


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_scenario_claims_something_and_ends_with_all_the_laws(file: Path) -> None:
    feature = get_feature(str(file.parent), file.name)
    ends = {
        template.name: [step.name for step in template.steps if step.type == "then"]
        for template in feature.scenarios.values()
    }

    assert {
        title: thens for title, thens in ends.items() if len(thens) < 2 or thens[-1] != "nothing else has changed"
    } == {}


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_every_scenario_is_tagged_with_one_rule_of_its_sentence(file: Path) -> None:
    feature = get_feature(str(file.parent), file.name)
    tags = {
        template.name: (template.tags, template.rule.tags if template.rule else set())
        for template in feature.scenarios.values()
    }

    assert {
        title
        for title, (own, sentence) in tags.items()
        if len(own) != 1 or not own <= set(RULES) or {RULES[rule].sentence for rule in own} != sentence
    } == set()


NOTHING_TO_NORMALISE = {
    # Customerp and Trello alter the same values of a name and an email in the same way.
    "customerp-trello/contact-to-members",
    "customerp-trello/employee-to-members",
}


def sides(section: Section) -> list[Property]:
    """Return what the systems declare of the properties of a section's rows, on both sides."""
    return [
        FAKES[end.system].datatypes[end.datatype].properties[name]
        for row in section.rows
        for end, name in ((section.source, row.source), (section.target, row.target))
    ]


def can_be_emptied(side: Property) -> bool:
    return not side.mandatory and side.kind != "boolean" and side.refusal(side.stored(None)) is None


def applying(checklist: Checklist, section: Section) -> set[str]:
    """Return the rules that a section's sentences oblige it to."""
    others = [other for other in checklist.sections if other != section]
    only_where = {
        "every.shared-source": any(other.source == section.source for other in others),
        "every.shared-target": any(other.target == section.target for other in others),
        "in-sync.any-author": section.target.datatype != "Members",  # nobody edits another's profile
        "in-sync.both-sides": len(section.rows) > 1,
        # No row of the agreements depends on anything, or shares a property with another.
        **dict.fromkeys(("properties.dependent", "properties.fan-out", "properties.fan-in"), False),
        "properties.dates": any(side.kind == "moment" for side in sides(section)),
        "properties.cleared": any(can_be_emptied(side) for side in sides(section)),
        "properties.normalised": f"{checklist.slug}/{section.slug}" not in NOTHING_TO_NORMALISE,
    }
    kinds = {sentence.kind for sentence in section.sentences}
    return {id_ for id_, rule in RULES.items() if rule.sentence in kinds and only_where.get(id_, True)}


def tagged(file: Path) -> set[str]:
    """Return the rules that a feature has a scenario of."""
    scenarios = get_feature(str(file.parent), file.name).scenarios.values()
    return {tag for template in scenarios for tag in template.tags}


def obliged(file: Path) -> set[str]:
    """Return the rules that a feature must have a scenario of."""
    checklist = load(FOLDER / file.parent.name)
    [section] = [section for section in checklist.sections if section.slug == file.stem]
    return applying(checklist, section)


@pytest.mark.parametrize("file", FILES, ids=IDS)
def test_a_feature_has_the_rules_that_its_section_is_obliged_to_and_no_other(file: Path) -> None:
    assert tagged(file) == obliged(file)


def test_a_feature_without_a_rule_and_with_one_too_many_is_noticed(tmp_path: Path) -> None:
    file = FOLDER / "customerp-trello" / "customer-to-organizations.feature"
    spoilt = tmp_path / file.parent.name / file.name
    spoilt.parent.mkdir()
    spoilt.write_text(file.read_text().replace("@properties.cleared", "@properties.dates"))

    assert tagged(spoilt) ^ obliged(spoilt) == {"properties.cleared", "properties.dates"}


def test_every_rule_is_checked_somewhere() -> None:
    assert set(RULES) - {rule for file in (*FILES, *sample_files()) for rule in tagged(file)} == set()


@pytest.mark.parametrize("section", ["reader-to-patrons", "title-to-items", "loan-to-parcels", "fine-to-charges"])
def test_every_feature_of_other_kinds_of_sentence_is_sound(section: str) -> None:
    file = folder_of(SAMPLE) / f"{section}.feature"

    assert problems(file, file.parent) == []
