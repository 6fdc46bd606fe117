"""The page to sign, as text: what it says without its script, what its policy allows, and that text stays text."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from syncproof import cli
from syncproof.report.html import page
from syncproof.report.run_events import INTERRUPTED, judged
from syncproof.report.summary import as_json
from syncproof.report.trace import Traces, as_text
from syncproof.verdict import Verdict
from tests.any_text import any_text
from tests.report.conftest import judged as summary_of
from tests.report.test_trace import story

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.report.rows import Summary
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

HOSTILE = "</pre></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;{{ 7*7 }}<style>*{}</style>"


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its text outside of style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self._within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within = tag

    def handle_data(self, data: str) -> None:
        if self._within not in {"style", "script"}:
            self.said.append(data)

    @property
    def text(self) -> str:
        """The text with single spaces."""
        return " ".join("".join(self.said).split())

    def classes(self, tag: str) -> list[str]:
        """Return the class of each element of a tag."""
        return [attributes.get("class") or "" for name, attributes in self.tags if name == tag]


def shown(whole: Summary, traces: Traces | None = None) -> Seen:
    return Seen(page(whole, traces or Traces()))


def test_the_page_is_the_checklist_with_a_verdict_at_each_sentence(whole: Summary) -> None:
    seen = shown(whole)

    for document in whole["documents"]:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                text = rf"{sentence['verdict']}(; \d of \d rules played)? {re.escape(sentence['text'])}"
                assert re.search(text, seen.text)
    assert seen.classes("header") == ["fail"]
    assert "The document's table is empty; these rows are the property agreement." in seen.text
    assert "The document's table is empty, and no property agreement has a row: nothing was asserted." in seen.text
    assert "sync.mjs --token …" in seen.text


def test_without_its_script_the_page_says_what_each_story_showed(whole: Summary) -> None:
    seen = shown(whole)

    assert "✓ pass every.created A new task Digging is in Trello, once" in seen.text
    assert "✕ fail Restarted" in seen.text
    assert "law rest: the sync never came to rest" in seen.text


def test_the_digest_on_the_page_is_that_of_the_json(whole: Summary) -> None:
    digest = hashlib.sha256(as_json(whole).encode("utf-8", "backslashreplace")).hexdigest()

    assert ("meta", {"name": "syncproof-digest", "content": digest}) in shown(whole).tags


@pytest.mark.parametrize("ended", [None, INTERRUPTED])
def test_a_part_of_the_checklist_says_so_and_is_never_green(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], ended: str | None
) -> None:
    key = next(key for key in requested if key.kind == "every")
    owed = replace_rules(requested, key, ("every.created",))
    whole = summary_of([checklist], owed, outcomes[:1])
    if ended:
        whole["run"] = {**whole["run"], "ended": ended}

    seen = shown(whole)

    assert seen.classes("header") == ["error" if ended else "part"]
    assert "Part of the checklist. 1 of 6 rules were played" in seen.text
    assert "PART OF THE CHECKLIST" in page(whole, Traces())
    assert not any("pass" in each.split() for each in seen.classes("header") + seen.classes("div"))


def replace_rules(requested: Requested, key: object, rules: tuple[str, ...]) -> Requested:
    return {each: owed._replace(rules=rules) for each, owed in requested.items() if each == key}


def test_a_known_failure_is_not_shown_as_a_pass(gated: Summary) -> None:
    seen = shown(gated)

    assert "✕ known failure Restarted" in seen.text
    assert "Stale entry of the baseline known.toml:7" in seen.text


def test_what_nobody_can_keep_has_its_column_and_is_counted(as_is: Summary) -> None:
    assert "1 blocked only by a missing capability" in shown(as_is).text
    assert "Nobody can keep this on the real Trello without member-profile-write" in shown(as_is).text


def test_the_policy_allows_the_own_style_and_script_and_nothing_else(whole: Summary) -> None:
    text = page(whole, Traces())
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert style
    assert script
    policy = next(
        attributes["content"] for tag, attributes in Seen(text).tags if attributes.get("http-equiv") and tag == "meta"
    )

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{of(style[1])}'; script-src 'sha256-{of(script[1])}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert all(value and value.startswith("#") for value in named(text, "href"))
    assert not [*named(text, "src"), *named(text, "style")]
    assert not re.search(r"@import|url\(", style[1])


def named(text: str, attribute: str) -> list[str | None]:
    return [attributes[attribute] for _, attributes in Seen(text).tags if attribute in attributes]


def of(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_what_a_document_a_record_or_a_sync_says_stays_text(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    assert structure(checklist, requested, outcomes, HOSTILE) == structure(checklist, requested, outcomes, "harmless")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])  # all three are values
@given(text=any_text())
def test_no_text_at_all_makes_an_element(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], text: str
) -> None:
    assert structure(checklist, requested, outcomes, text) == structure(checklist, requested, outcomes, "harmless")


def structure(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], text: str
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements and the names of their attributes on a page that has a text wherever there can be one."""
    sections = tuple(
        replace(
            section,
            title=f"{section.title} {text}",
            sentences=tuple(replace(each, text=f"{each.text} {text}") for each in section.sentences),
            rows=tuple(
                replace(each, source=f"{each.source}{text}", target=f"{each.target}{text}") for each in section.rows
            ),
        )
        for section in checklist.sections
    )
    spoiled = [
        replace(
            each,
            name=f"{each.name} {text}",
            evidence=(f"it is {text}",),
            failure=each.failure and f"{each.failure}\n  saw       {text.replace(chr(10), ' ')}",
            message=each.message and f"{each.message} {text}",
            trace=as_text(story(text), str),
        )
        for each in outcomes
    ]
    whole = summary_of([replace(checklist, title=f"{checklist.title} {text}", sections=sections)], requested, spoiled)
    traces = Traces(judged(each, seed=0, play=0) for each in spoiled)
    return [(tag, tuple(attributes)) for tag, attributes in shown(whole, traces).tags]


def test_a_cause_in_many_sections_is_told_once_by_its_shortest_story(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    failed = replace(outcomes[0], verdict=Verdict.FAIL, fingerprint=("law rest",), message="never at rest")
    long = replace(failed, failure="a long one\n  story     Given this\n            And that")
    last = outcomes[-1]
    short = replace(failed, section=last.section, sentence=last.sentence, rule=last.rule, failure="the short one")

    seen = shown(summary_of([checklist], requested, [long, outcomes[1], *outcomes[3:-1], short]))

    assert re.search("2 stories law rest what ?the short one", seen.text)
    assert "a long one" not in seen.text.partition("Sections")[0]


def test_22_failures_of_one_cause_in_two_sections_are_one_group_with_the_title_of_each_section(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    last = outcomes[-1]
    failed = [
        replace(each, name=f"{each.name} {number}", verdict=Verdict.FAIL, fingerprint=("law rest",), failure="so")
        for each in (outcomes[0], last)
        for number in range(11)
    ]

    seen = shown(summary_of([checklist], requested, failed))

    assert [each for each in seen.classes("details") if each.startswith("cause")] == ["cause fail"]
    first = seen.text.partition("What to look at first")[2].partition("Sections")[0]
    assert (
        first.split()
        == (
            "22 stories law rest whatso Custompms Task to Trello Cards : every.created 11 times"
            " Custompms Customer to Trello Organizations : properties.row 11 times"
        )
        .replace(" :", ":")
        .split()
    )


def test_nothing_is_said_of_trello_where_no_document_is_about_trello(whole: Summary) -> None:
    assert "Beyond the real Trello" in shown(whole).text
    for section in whole["documents"][0]["sections"]:
        section["target"]["system"] = "Ledgerly"

    assert "Beyond the real Trello" not in shown(whole).text


def test_an_empty_table_is_told_once_a_sentence_and_what_was_not_shown_is_counted(tmp_path: Path) -> None:
    document = Path(__file__).parents[1] / "documents" / "good" / "only-empty-tables.rst"
    file = tmp_path / "page.html"

    assert cli.main(["run", str(document), "--quiet", "--html", str(file)]) == 3

    text = Seen(file.read_text("utf-8")).text
    assert text.count("table is empty") == 6
    assert "is not shown nothing fails, and 6 of 6 sentences are not shown to hold" in text
    assert "The 0 rules" not in text


def test_one_rule_is_counted_as_one(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]) -> None:
    one = {key: owed for key, owed in requested.items() if key.kind == "properties"}

    assert "The 1 rule " in shown(summary_of([checklist], one, outcomes[4:])).text
