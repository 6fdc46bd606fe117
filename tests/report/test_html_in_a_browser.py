"""The page to sign in a real browser: opened, filtered, linked to, printed, and read by whoever needs help to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, expect

from syncproof import cli
from syncproof.report import html
from syncproof.report.run_events import judged
from syncproof.report.trace import Traces, as_text
from tests.report.conftest import judged as judged_run
from tests.report.test_trace import story as traced
from tests.serve.browser import browser

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

pytestmark = pytest.mark.thorough

__all__ = ["browser"]

AXE = Path(__file__).parents[1] / "clients" / "report_readers" / "node_modules" / "axe-core" / "axe.min.js"
INSTALL = "npm ci --prefix tests/clients/report_readers"
RULES_OF_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULE = "in-sync.during-pass"
SENTENCE = "custompms-trello.task-to-cards.in-sync"
BROKEN = ["--section", "task-to-cards", "--only", RULE, "--only", "properties.row", "--only", "robust.crash"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a real run, a part of the checklist, with two failures."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    driver = ["--driver", "broken:loses-what-comes-meanwhile"]
    assert cli.main(["run", "--no-settings", "--quiet", *BROKEN, *driver, "--html", str(path)]) == 1
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Callable[..., Page]]:
    """Let a test open the page; it must be quiet, and ask for nothing."""
    wrong: list[str] = []
    contexts = []

    def open_page(at: str = "", **options: Any) -> Page:  # noqa: ANN401 - the browser's
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("console", lambda message: wrong.append(message.text))
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on(
            "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(file.as_uri()) else None
        )
        page = context.new_page()
        page.goto(f"{file.as_uri()}{at}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def story(page: Page) -> Any:  # noqa: ANN401 - a locator
    """Open the first story that fails."""
    page.locator(f"[id='{SENTENCE}'] .rules > summary").click()
    rule = page.locator(f"[id='{SENTENCE}'] .rule[data-rule='{RULE}']")
    rule.locator("> summary").click()
    first = rule.locator(".story.fail").first
    first.locator("> summary").click()
    return first


def test_a_failure_shows_its_steps_its_records_its_exchanges_and_how_to_play_it_again(
    opened: Callable[..., Page],
) -> None:
    shown = story(opened())

    expect(shown.locator(".steps .broke")).to_contain_text("Then both systems hold Digging's latest")
    expect(shown.locator(".failure")).to_contain_text("wrong value")
    expect(shown.locator(".again pre")).to_contain_text("--driver broken:loses-what-comes-meanwhile")
    expect(shown.locator(".records thead th")).to_have_text(
        ["Property", "Custompms before", "Custompms after", "Trello before", "Trello after"]
    )
    expect(shown.locator(".records .changed").first).to_be_visible()
    expect(shown.locator(".exchange .head")).to_have_text(["a user", "Custompms", "the sync", "Trello"])
    expect(shown.locator(".exchange text", has_text="PUT /api/tasks/1").first).to_be_attached()


def test_a_crash_is_seen_in_the_exchanges(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("[id='custompms-trello.task-to-cards.every'] .rules > summary").click()
    page.locator(".rule[data-rule='robust.crash'] > summary").click()
    page.locator(".rule[data-rule='robust.crash'] .story > summary").first.click()

    expect(page.locator(".exchange .cut").first).to_be_attached()
    expect(page.locator(".exchange text", has_text="killed and started again").first).to_be_attached()


def test_what_is_asked_for_is_in_the_address_and_a_link_opens_the_same_view(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_label("Verdict", exact=True).select_option("fail")
    expect(page.locator(".sentence:visible")).to_have_count(1)
    page.get_by_label("Search sentences, rules and stories").fill("title")
    page.get_by_label("Rule", exact=True).select_option(RULE)
    expect(page.locator(".rule:visible")).to_have_count(1)

    assert page.url.endswith(f"#?q=title&verdict=fail&rule={RULE}")
    again = opened(f"#?q=title&verdict=fail&rule={RULE}")

    expect(again.locator(".rule:visible")).to_have_count(1)
    expect(again.locator("output")).to_have_text("1 of 3 sentences")
    again.get_by_role("button", name="Show all").click()
    expect(again.locator("output")).to_have_text("3 sentences")
    assert "#" not in again.url


def test_nothing_is_found_where_nothing_fits(opened: Callable[..., Page]) -> None:
    page = opened("#?q=no+such+story")

    expect(page.locator("output")).to_have_text("0 of 3 sentences")
    expect(page.locator(".sentence:visible")).to_have_count(0)


def test_keys_go_from_sentence_to_sentence_open_it_and_search(opened: Callable[..., Page]) -> None:
    page = opened()
    expect(page.locator("output")).to_have_text("3 sentences")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".sentence.now")).to_have_attribute("id", SENTENCE)
    page.keyboard.press("o")
    expect(page.locator(f"[id='{SENTENCE}'] .rule").first).to_be_visible()
    page.keyboard.press("k")
    expect(page.locator(".sentence.now")).to_have_attribute("id", "custompms-trello.task-to-cards.every")
    page.keyboard.press("/")
    expect(page.get_by_label("Search sentences, rules and stories")).to_be_focused()


def test_the_verdict_of_a_cell_leads_to_its_stories(opened: Callable[..., Page]) -> None:
    page = opened()
    row = page.locator("[id='custompms-trello.task-to-cards.properties'] tbody tr").filter(has_text="notes")
    to_trello, to_custompms = row.get_by_role("link").all()
    to_custompms.click()

    meant = page.locator(".story[aria-current]")
    expect(meant).to_have_text([re.compile("notes carried from Trello")])
    to_trello.click()
    expect(meant.first).to_be_in_viewport()
    assert [each for each in meant.all_inner_texts() if "notes" not in each] == []
    assert to_trello.inner_text() == f"{meant.count()}"
    expect(page.locator(".rule[open]")).to_have_count(1)


def test_a_cause_leads_to_its_rule(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator(f".cause a[data-rule='{RULE}']").first.click()

    expect(page.locator(f".rule[data-rule='{RULE}'] .story.fail").first).to_be_visible()


def test_the_page_can_be_read_without_its_script(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    page.locator(f"[id='{SENTENCE}'] .rules > summary").click()

    expect(page.locator(f"[id='{SENTENCE}'] .told")).to_contain_text("✕ fail  title changed in Custompms just before")
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator(".cause .failure").first).to_contain_text("syncproof run --no-settings --section")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (400, "dark"),
        (1440, "light"),
        pytest.param(400, "light", marks=pytest.mark.exhaustive),
        pytest.param(1440, "dark", marks=pytest.mark.exhaustive),
    ],
)
def test_whoever_needs_help_to_read_can_read_all_of_it_without_scrolling_sideways(
    opened: Callable[..., Page], lacking: Callable[[str], NoReturn], width: int, scheme: str
) -> None:
    if not AXE.is_file():
        lacking(f"axe-core is not installed: {INSTALL}")
    page = opened(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    story(page)
    opened_too = ".rules, .origin, .appendix details"
    page.evaluate("these => document.querySelectorAll(these).forEach(each => { each.open = true })", opened_too)
    expect(page.locator(".rule")).to_have_count(3)
    page.add_script_tag(path=AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES_OF_AXE)

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert len(found["passes"]) > 20


def test_on_paper_there_is_a_place_to_sign_for_each_section_and_for_the_whole(opened: Callable[..., Page]) -> None:
    page = opened()
    expect(page.locator("output")).to_have_text("3 sentences")
    places = page.locator(".sign")
    expect(places).to_have_count(2)
    expect(places.first).to_be_hidden()

    page.emulate_media(media="print")

    expect(places.first).to_be_visible()
    expect(places.last).to_be_visible()
    expect(page.locator(".controls")).to_be_hidden()


def test_on_paper_no_failure_is_closed_and_no_title_is_left_behind(
    browser: Browser, tmp_path: Path, checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    failed = [replace(outcomes[1], name=f"story {each}", fingerprint=(f"cause {each}",)) for each in range(5)]
    (tmp_path / "page.html").write_text(
        html.page(judged_run([checklist], requested, failed), Traces()), "utf-8", "replace"
    )
    page = browser.new_page(viewport={"width": 400, "height": 900})
    page.goto((tmp_path / "page.html").as_uri())
    last, stamp = page.locator(".cause .failure").last, page.locator(".stamp")
    expect(last).to_be_hidden()
    assert stamp.locator(".mark").bounding_box()["x"] == stamp.bounding_box()["x"]  # type: ignore[index] # shown

    page.emulate_media(media="print")

    expect(last).to_be_visible()
    assert stamp.evaluate("each => getComputedStyle(each).breakAfter") == "avoid"
    page.close()


def test_the_filters_stand_in_one_line_where_there_is_room(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 1440, "height": 900})
    count = page.locator("output")
    expect(count).to_have_text("3 sentences")
    for name in ("Section", "Rule"):
        page.get_by_label(name, exact=True).evaluate("each => each.add(new Option('a long name '.repeat(5)))")

    boxes = [count.bounding_box(), page.get_by_label("Verdict", exact=True).bounding_box()]

    tops = [each["y"] + each["height"] / 2 for each in boxes if each]
    assert abs(tops[0] - tops[1]) < 5


HOSTILE = "</script><img src=x onerror=window.struck=1><svg onload=window.struck=1>"


def test_what_a_record_or_a_story_says_is_text_also_where_the_script_draws_it(
    browser: Browser, tmp_path: Path, checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    told = [
        replace(
            each,
            name=f"{each.name} {HOSTILE}",
            evidence=(f"it is {HOSTILE}",),
            failure=each.failure and f"{each.failure}\n  saw       {HOSTILE}\n  again     {HOSTILE}",
            trace=as_text(traced(HOSTILE), str),
        )
        for each in outcomes
    ]
    traces = Traces(judged(each, seed=0, play=0) for each in told)
    (tmp_path / "page.html").write_text(html.page(judged_run([checklist], requested, told), traces), "utf-8", "replace")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    for level in (".rules", ".rule", ".story", ".story details"):
        page.locator(f"{level}:not([open]) > summary").first.wait_for()
        page.evaluate("level => document.querySelectorAll(level).forEach(each => { each.open = true })", level)

    expect(page.locator(".story .exchange").first).to_be_visible()
    expect(page.locator(".story pre", has_text="onerror=window.struck=1").first).to_be_visible()
    assert page.evaluate("window.struck") is None
    assert page.locator("img, svg[onload], main script").count() == 0
    page.close()
