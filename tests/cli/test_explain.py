"""`syncproof explain`: what a rule, a sentence or a story means, from the same tables that the run goes by."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import syncproof.laws
from syncproof.acceptance.accept import accept
from syncproof.checklist import KINDS, SUPPORTED
from syncproof.checklist.accepted import load_all
from syncproof.cli import main
from syncproof.drivers import BROKEN
from syncproof.engine import Sync
from syncproof.engine.broken import Defect
from syncproof.laws import LAWS
from syncproof.run.session import Selection
from syncproof.stories.excerpt import excerpt
from syncproof.stories.rules import RULES, Rule
from tests.checklist.golden import DOCUMENTS
from tests.pages import PAGES, blocks

from .conftest import FEATURES

Explained: TypeAlias = Callable[..., str]


@pytest.fixture
def explained(capsys: pytest.CaptureFixture[str]) -> Explained:
    """Let a test ask for an explanation."""

    def run(*words: str) -> str:
        assert main(["explain", *words]) == 0
        return capsys.readouterr().out

    return run


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_rule_is_explained_as_the_page_shows(explained: Explained) -> None:
    [shown] = blocks("docs/finding.md", "text")
    command, _, text = shown.partition("\n")

    assert explained(*shlex.split(command)[3:]) == text


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained_by_what_the_tables_say(rule: str, explained: Explained) -> None:
    text = flat(explained(rule))
    own = [defect for defect in BROKEN.values() if defect.rule == rule]

    assert text.startswith(f"{rule} means {RULES[rule].story} level {RULES[rule].level} sentence ")
    assert [defect.name for defect in own if f"broken:{defect.name}: " not in text] == []
    assert [defect.law for defect in own if defect.law and f"{defect.law}: {LAWS[defect.law]}" not in text] == []
    is_accepted = any(f"    @{rule}\n" in file.read_text() for file in FEATURES.glob("*/*.feature"))
    assert ("broken by broken:" in text) == bool(own)
    assert ("Example: " in text or "Scenario Outline: " in text) == is_accepted
    assert ("stories none: no accepted document has such a sentence" in text) == (not is_accepted)


def test_a_rule_that_trouble_shows_says_where_trouble_strikes_and_how_to_sweep_it(explained: Explained) -> None:
    text = flat(explained("robust.lost-answer"))

    assert "lost at every DELETE, PATCH, POST, PUT where that makes sense, once, and until healed" in text
    assert text.endswith("syncproof sweep --fault lost --fault timeout-done --fault accepted")
    assert explained("robust.crash").endswith("syncproof sweep --fault crash\n")
    assert flat(explained("in-sync.during-pass")).endswith("syncproof sweep --fault act")
    assert "syncproof sweep" not in explained("every.created")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_sentence_is_explained(kind: str, explained: Explained) -> None:
    text = flat(explained(kind))
    rules = [rule for rule in RULES.values() if rule.sentence == kind]

    assert text.startswith(f"{kind} sentence ")
    assert [rule.id for rule in rules if f"{rule.id} ({rule.level}): {rule.story}" not in text] == []
    assert (f"syncproof run --only {kind}" in text) is (kind in SUPPORTED)
    assert ("no story puts a sentence of this kind to the test" in text) is (kind not in SUPPORTED)


def test_a_sentence_is_found_by_its_text(explained: Explained) -> None:
    [section, *_] = load_all(FEATURES)[0].sections

    for sentence in section.sentences:
        assert explained(sentence.text.upper()) == explained(sentence.kind)


def test_a_story_is_shown_as_it_is_written(explained: Explained) -> None:
    text = explained("notes changed in Custompms just before the sync writes to Custompms")
    file = FEATURES / "custompms-trello" / "task-to-cards.feature"
    line = int(re.findall(r"features/custompms-trello/task-to-cards.feature:(\d+)", text)[0])

    assert "in-sync.during-pass (implied): an edit between the sync's read and" in text
    assert flat(excerpt(file.read_text(), line)) in flat(text)
    assert "| notes | Custompms |" in text


def test_part_of_a_storys_name_and_the_form_of_only_are_enough(explained: Explained) -> None:
    whole = explained("every.created: A new task")

    assert whole == explained("a  NEW task")
    assert explained("a new tas").startswith("A new task\n")
    assert whole.startswith("A new task\n  shows     every.created (required): ")
    assert "  others    custompms-trello/task-to-cards: A new task\n" in whole
    assert "  others" not in explained("A new task", "--section", "task-to-cards")


def test_the_command_of_a_story_plays_that_story(explained: Explained, selections: list[Selection]) -> None:
    name = "notes changed in Custompms just before the sync writes to Custompms"
    text = explained(name)
    [command] = re.findall(r"^  run       syncproof (.*)$", text, flags=re.MULTILINE)

    assert main(shlex.split(command)) == 0
    assert [(each.section, each.name) for each in selections[0].planned] == [("task-to-cards", name)]


@pytest.mark.parametrize("name", [*RULES, *KINDS, "A new task", "title changed in Custompms, then in Trello"])
def test_an_explanation_is_80_columns_wide_except_for_the_commands_to_copy(name: str, explained: Explained) -> None:
    rows = explained(name).splitlines()

    assert [row for row in rows if len(row) > 80 and not row.startswith(("  run ", "  sweep "))] == []
    assert [row for row in rows if row != row.rstrip()] == []


def test_a_new_rule_and_its_engine_are_explained_by_themselves(
    monkeypatch: pytest.MonkeyPatch, explained: Explained
) -> None:
    class Forgets(Sync):
        """Forgets every third record."""

    monkeypatch.setitem(RULES, "every.third", Rule("every.third", "robust", "the third counts, too"))
    monkeypatch.setitem(BROKEN, "forgets", Defect("forgets", Forgets, "every.third", law="counterpart"))

    text = flat(explained("every.third"))

    assert "means the third counts, too level robust sentence every: Every <source> will be" in text
    assert f"law counterpart: {LAWS['counterpart']} broken by broken:forgets: Forgets every third record." in text


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("every.craeted", "every.created"), ("insync", "in-sync"), ("A nwe task", "A new task"), ("", None)],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    name: str, nearest: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["explain", name])

    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.startswith(f"no rule, sentence or story is called {name}\n")
    assert err.endswith("  do       choose one of: syncproof list rules, or syncproof list stories\n")
    assert nearest is None or f"\n  nearest  {nearest}\n" in err


def test_the_laws_are_those_of_the_page_and_of_the_findings() -> None:
    table = re.findall(r"^\| ([\w-]+) \| (.*) \|$", PAGES["docs/what-it-proves.md"], flags=re.MULTILINE)
    folder = Path(syncproof.laws.__file__).parent
    found = {law for file in folder.glob("*.py") for law in re.findall(r"Finding\(\s*\"([\w-]+)\"", file.read_text())}

    assert {law: text for law, text in table if law in LAWS} == dict(LAWS)
    assert found == set(LAWS)
    assert {defect.law for defect in BROKEN.values()} <= {*LAWS, ""}


def test_the_systems_of_accepted_documents_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    list(accept([DOCUMENTS / "good" / "literal-cells.rst"], tmp_path, sentences=tuple))

    assert main(["explain", "every.created", "--features", str(tmp_path)]) == 0
    assert main(["list", "canonical", "--features", str(tmp_path)]) == 0
    assert "larkbook-tidepost/" in capsys.readouterr().out
