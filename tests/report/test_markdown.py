"""The page of Markdown: what a step summary shows, as text even where a record holds Markdown or HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from syncproof.checklist import Checklist, End, Row, Section, Sentence
from syncproof.report.markdown import page
from syncproof.report.summary import summary
from syncproof.stories.choice import Key, Owed
from syncproof.verdict import Outcome, Verdict
from tests.report.conftest import IN_SYNC, RUN, judged

if TYPE_CHECKING:
    from markdown_it.token import Token

    from syncproof.report.rows import Summary
    from syncproof.stories.choice import Requested

HOSTILE = (
    "</summary><script>x</script> [a](http://b.c) ![i](j) | `x` **y** ```\n```\n# z\n- <b> @all www.d.e $f$ &amp; \x1b"
)
FILE = "features/custompms-trello/task-to-cards.feature"
OTHER_FILE = "features/custompms-trello/customer-to-organizations.feature"
TASK, OTHER = "custompms-trello.task-to-cards", "custompms-trello.customer-to-organizations"
ENTRY = "custompms-trello/task-to-cards every.created: A new task"
EMPTY = "the document's table is empty, and the property agreement has no row"
PAGE = """\
## ❌ syncproof: exit 1: something fails beyond the baseline; 1 entry passes now: remove it

| | none | pass | inconclusive | fail | error |
| --- | ---: | ---: | ---: | ---: | ---: |
| sentences | 1 | 1 | 1 | 1 | 0 |
| rules | 1 | 3 | 1 | 1 | 0 |
| scenarios | 0 | 3 | 1 | 2 | 0 |

5 of 6 rules were played. Cases: 3 pass, 1 known, 1 unplayed, 2 none, 1 inconclusive, 1 fail, 1 stale

### Failures: 1
"""


def tokens(text: str) -> list[Token]:
    """Return what a reader of Markdown sees in a page, without the elements that only hold others."""
    return [
        each
        for token in MarkdownIt("commonmark").enable("table").parse(text)
        for each in (token, *(token.children or ()))
    ]


def test_the_page_begins_with_the_verdict_and_the_counts(gated: Summary) -> None:
    assert page(gated).startswith(PAGE)


def test_every_case_that_is_no_pass_is_listed_with_its_reason_and_its_place(gated: Summary) -> None:
    lines = page(gated).splitlines()

    assert "<details><summary>Again and again (custompms-trello.task-to-cards.every.exactly-once): " in "\n".join(lines)
    assert [line for line in lines if line.startswith(("### ", "- "))] == [
        "### Failures: 1",
        "### Stale baseline entries: 1",
        f"- {ENTRY} (baseline): it passes now: remove the entry (known.toml:7)",
        "### Not shown: inconclusive: 1",
        f"- title changed ({TASK}.in-sync.forward): inconclusive ({FILE}:22)",
        "### Not shown: 2",
        f"- {IN_SYNC.text} ({TASK}.in-sync): no scenario ran of in-sync.quiet ({FILE}:20)",
        f"- The following properties are synchronized: ({OTHER}.properties): {EMPTY} ({OTHER_FILE}:5)",
        "### Known failures: 1",
        f"- Restarted ({TASK}.every.exactly-once): until 2.0 ({FILE}:16)",
        "### Not played: 1",
        "- every rule is played (syncproof): 1 of 6 rules was not played",
    ]


def test_what_broke_in_several_stories_is_told_once_before_them(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    rest = [
        replace(each, verdict=Verdict.FAIL, fingerprint=("law rest",), message="never at rest")
        for each in (outcomes[2], outcomes[-1])
    ]
    failed = [outcomes[1], *rest]

    first, *_, last = (text := page(judged([checklist], requested, failed))).partition("### What to look at first")

    assert last.strip().splitlines()[:4] == [
        "- **2 stories** in 2 sections: law rest",
        "",
        "- **1 story**: Digging is not exactly one record in Trello Cards",
        "",
    ]
    assert "### Failures" not in first
    assert "### What to look at first" not in page(judged([checklist], requested, failed[:1]))
    assert text.index("### What") < text.index("### Failures: 3")


def hostile(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], text: str) -> str:
    """Return the page of a run in which a name, a message and a failure are somebody's else."""
    one, other = outcomes[1], outcomes[2]
    failed = [replace(one, name=text, failure=text, message=text), replace(other, name=text, failure="", message=text)]
    return page(judged([checklist], dict(list(requested.items())[:1]), failed))


def test_a_hostile_text_is_text(checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]) -> None:
    text = hostile(checklist, requested, outcomes, HOSTILE)
    found = tokens(text)

    assert {tag for each in found if "html" in each.type for tag in re.findall(r"<[^>]*>", each.content)} == {
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
    }
    assert {"link_open", "image", "code_inline", "strong_open", "html_inline"} & {each.type for each in found} == set()
    assert [each.content for each in found if each.type == "fence"] == [HOSTILE.replace("\x1b", "\\x1b") + "\n"]
    assert "www\\.d.e" in text
    assert "\x1b" not in text
    # The name of the second failure, which has no text of its own, reads as it is written.
    shown = " ".join("".join(each.content for each in found if each.type in {"text", "text_special"}).split())
    assert " ".join(HOSTILE.replace("\x1b", "\\x1b").split()) in shown


@given(st.text(st.sampled_from("`~\n<>[]()!*_#|\\ -1.&;a")))
def test_no_failure_leaves_its_fence_and_no_name_its_line(text: str) -> None:
    section = Section(
        "T", End("S", "A"), End("T", "B"), (Sentence("every", "E"),), (Row("a", "b", "string", "document"),)
    )
    failed = Outcome("s-t", "a-to-b", "every", "every.created", text, "f", 1, Verdict.FAIL, 0.0, failure=f"x{text}y")
    key = Key("s-t", "a-to-b", "every")
    whole = summary(
        [Checklist("", "S", "T", "", (section,))],
        {key: Owed(("every.created",), ())},
        [failed],
        run=RUN,
        extent={key: {"every.created": 1}},
    )

    found = tokens(page(whole))

    assert [each.content for each in found if each.type == "fence"] == [f"x{text}y\n"]
    assert [each.tag for each in found if each.type == "heading_open"] == ["h2", "h3"]
