"""The page at the control port, in a real browser: what a person sees of a sync, and does by hand."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import httpx
import pytest

CI = os.environ.get("CI") == "true"
try:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect, sync_playwright
except ImportError:
    if CI:
        raise
    pytest.skip("playwright is not installed: pip install playwright", allow_module_level=True)

Told: TypeAlias = Mapping[str, Mapping[str, str]]
Serving: TypeAlias = Callable[..., AbstractContextManager[Told]]
Opened: TypeAlias = Callable[[Told], Page]

SYNCPROOF = Path(sys.executable).with_name("syncproof")
NETWORK = "Failed to load resource"
"""What the browser notes of every answer that is no success, and of every connection that is refused."""
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def told(serving: Serving) -> Iterator[Told]:
    with serving("--clock", "manual", "--records", "4") as told:
        yield told


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        assert not CI, "CI has chromium"
        pytest.skip("there is no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ALONE))
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Let a test open the page; whatever was opened must have been quiet, and stayed with its host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    hosts: set[str] = set()
    pages: list[tuple[str, Page]] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(NETWORK):
            wrong.append(message.text)

    context.on("console", console)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))"
    )

    def open_page(told: Told) -> Page:
        page = context.new_page()
        page.goto(f"{told['control']['url']}/#token={told['control']['token']}")
        pages.append((urlsplit(told["control"]["url"]).netloc, page))
        # The last thing that the page does before it looks for what is new.
        expect(page.locator("#time")).to_have_attribute("datetime", re.compile("Z$"))
        return page

    yield open_page
    context.close()
    assert wrong == []
    # What is in the page itself goes nowhere: its icon.
    assert hosts - {""} == {host for host, _ in pages}


@pytest.fixture
def control(told: Told) -> Iterator[httpx.Client]:
    """Return a client of the control API; everything is as it was at the start."""
    with client_of(told) as client:
        client.post("/reset").raise_for_status()
        yield client


@pytest.fixture
def page(control: httpx.Client, told: Told, opened: Opened) -> Page:
    """Open the page of systems that are as they were at the start."""
    assert control.base_url.port == urlsplit(told["control"]["url"]).port
    return opened(told)


def client_of(told: Told) -> httpx.Client:
    control = told["control"]
    return httpx.Client(
        base_url=control["url"], headers={"Authorization": f"Bearer {control['token']}"}, trust_env=False
    )


def records(control: httpx.Client, path: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = control.get(f"/records/{path}").raise_for_status().json()["records"]
    return found


def rows(page: Page, table: str) -> Locator:
    return page.get_by_role("grid", name=table, exact=True).locator("tbody")


def cell(row: Locator, property_: str) -> Locator:
    return row.locator(f"[data-property={property_}]")


def ledger(page: Page) -> Locator:
    return page.get_by_role("list", name="Lines of the ledger").get_by_role("listitem")


def open_tab(page: Page, system: str, datatype: str) -> None:
    tabs = page.get_by_role("tablist", name=f"Datatypes of {system}")
    tabs.get_by_role("tab", name=re.compile(rf"^{datatype} \d+$")).click()
    expect(rows(page, f"{datatype} in {system}").first).to_be_visible()


def sync(control: httpx.Client, document: str, folder: Path) -> None:
    """Run a pass of the reference sync, as a person does."""
    (folder / "checklist.json").write_text(control.get(f"/checklists/{document}").text)
    exports = [shlex.split(line)[1].partition("=") for line in control.get("/environment").text.splitlines()]
    environ = {name: value for name, _, value in exports} | {"SYNCPROOF_STATE_DIR": str(folder)}
    command = [str(SYNCPROOF), "sync", "--checklist", str(folder / "checklist.json")]
    subprocess.run(  # noqa: S603 - our own command, with files of our own
        command, env={**os.environ, **environ}, check=True, timeout=60, capture_output=True
    )


# --- what is there ---


def test_the_systems_are_side_by_side_with_their_records(page: Page, control: httpx.Client) -> None:
    expect(page.get_by_role("heading", level=2)).to_have_text(["Customerp", "Custompms", "Trello", "Ledger"])
    for system, table, shown in (
        ("Customerp", "Contact", "name"),
        ("Custompms", "Customer", "name"),
        ("Trello", "Members", "fullName"),
    ):
        there = records(control, f"{system}/{table}")
        newest_first = [values[shown] for values in reversed(there.values())]
        expect(cell(rows(page, f"{table} in {system}"), shown)).to_have_text(newest_first)
    expect(page.locator("#time")).to_have_text("2026-03-01 08:00:00")
    expect(ledger(page)).to_have_count(min(500, control.get("/ledger").json()["ledger"]))


def test_the_token_leaves_the_address_and_survives_a_reload(page: Page, told: Told) -> None:
    assert page.url == f"{told['control']['url']}/"

    page.reload()

    expect(rows(page, "Contact in Customerp").first).to_be_visible()


def test_without_the_token_the_page_asks_for_it(page: Page, told: Told) -> None:
    page.evaluate("sessionStorage.clear()")
    page.goto(told["control"]["url"])
    dialog = page.get_by_role("dialog", name="Which token?")
    dialog.get_by_label("Token").fill("not this one")
    dialog.get_by_role("button", name="Open").click()
    expect(dialog.get_by_role("alert")).to_have_text("That is not the token of this server.")

    dialog.get_by_label("Token").fill(told["control"]["token"])
    dialog.get_by_role("button", name="Open").click()

    expect(rows(page, "Contact in Customerp").first).to_be_visible()


# --- a sync happens ---


def test_cards_appear_while_a_sync_makes_them(page: Page, control: httpx.Client, tmp_path: Path) -> None:
    open_tab(page, "Custompms", "Task")
    open_tab(page, "Trello", "Cards")
    expect(rows(page, "Cards in Trello")).to_have_count(4)
    tasks = [task["title"] for task in records(control, "Custompms/Task").values()]

    sync(control, "custompms-trello", tmp_path)

    made = rows(page, "Cards in Trello").and_(page.locator(".new"))
    expect(made).to_have_count(4)
    assert sorted(cell(made, "name").all_text_contents()) == sorted(tasks)
    expect(rows(page, "Cards in Trello")).to_have_count(8)
    expect(made.first).to_have_attribute("data-by", "sut")
    lines = ledger(page).filter(has_text="the sync created Trello Cards")
    expect(lines).to_have_count(4)
    expect(ledger(page).last).to_be_in_viewport()
    expect(page.locator("#happened")).to_contain_text("the sync created Trello Cards, 4")


def test_an_edit_by_hand_reaches_the_other_system(page: Page, control: httpx.Client, tmp_path: Path) -> None:
    open_tab(page, "Custompms", "Task")
    open_tab(page, "Trello", "Cards")
    sync(control, "custompms-trello", tmp_path)
    expect(rows(page, "Cards in Trello")).to_have_count(8)
    card = rows(page, "Cards in Trello").first
    title = cell(card, "name").inner_text()

    cell(card, "name").click()
    editor = page.get_by_role("dialog")
    editor.get_by_role("textbox").fill("Digging")
    editor.get_by_role("textbox").press("Enter")
    expect(editor).to_be_hidden()
    expect(cell(card, "name")).to_have_text("Digging")
    expect(cell(card, "name")).to_have_attribute("title", f"“{title}” → “Digging”   (a user, 08:00:00)")
    sync(control, "custompms-trello", tmp_path)

    [task] = [id_ for id_, task in records(control, "Custompms/Task").items() if task["title"] == "Digging"]
    carried = page.locator(f"tbody[data-record='{task}']")
    expect(cell(carried, "title")).to_have_text("Digging")
    expect(cell(carried, "title")).to_have_attribute("data-by", "sut")
    expect(ledger(page).filter(has_text=re.compile("a user changed Trello Cards .* → ")).last).to_be_attached()


def test_a_datatype_that_is_not_open_shows_that_something_happened(
    page: Page, control: httpx.Client, tmp_path: Path
) -> None:
    tab = page.get_by_role("tab", name=re.compile("^Cards"))
    expect(tab).to_have_text("Cards 4")

    sync(control, "custompms-trello", tmp_path)

    expect(tab).to_have_text("Cards 8")
    expect(tab).to_have_attribute("data-by", "sut")


# --- by hand ---


def test_a_value_is_edited_and_a_refusal_is_told(page: Page, control: httpx.Client) -> None:
    row = rows(page, "Contact in Customerp").first
    record = row.get_attribute("data-record")
    cell(row, "email").click()
    editor = page.get_by_role("dialog")
    box = editor.get_by_role("textbox", name="email")
    box.fill("no email")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_role("alert")).to_contain_text("nothing has changed")

    box.fill("ada@home.example")
    editor.get_by_role("button", name="Save").click()

    expect(cell(row, "email")).to_have_text("ada@home.example")
    assert control.get(f"/records/Customerp/Contact/{record}").json()["email"] == "ada@home.example"


def test_every_kind_of_value_is_edited(page: Page, control: httpx.Client) -> None:
    open_tab(page, "Custompms", "Task")
    row = rows(page, "Task in Custompms").first
    row.get_by_role("button", name=re.compile("^All of")).click()
    editor = page.get_by_role("dialog")
    for property_, typed in (("due", "2026-07-01T10:30"), ("estimateHours", "7.5")):
        cell(row, property_).click()
        editor.get_by_label(property_).fill(typed)
        editor.get_by_role("button", name="Save").click()
        expect(editor).to_be_hidden()
    was = cell(row, "done").inner_text()
    cell(row, "done").click()
    editor.get_by_label("done").select_option("no" if was == "yes" else "yes")
    editor.get_by_role("button", name="Save").click()

    expect(cell(row, "done")).to_have_text("no" if was == "yes" else "yes")
    found = control.get(f"/records/Custompms/Task/{row.get_attribute('data-record')}").json()
    assert (found["due"], found["estimateHours"]) == ("2026-07-01T10:30:00.000Z", 7.5)
    assert found["done"] is (was == "no")


def test_a_record_is_added_and_deleted(page: Page, control: httpx.Client) -> None:
    page.get_by_role("region", name="Customerp").get_by_role("button", name="Add a record").click()
    dialog = page.get_by_role("dialog", name="A new Contact in Customerp")
    dialog.get_by_label("name *").fill("Ada")
    dialog.get_by_label("email *").fill("ada@home.example")
    dialog.get_by_role("button", name="Add").click()
    row = rows(page, "Contact in Customerp").first
    expect(cell(row, "name")).to_have_text("Ada")
    expect(row).to_have_class("fresh new")
    added = records(control, "Customerp/Contact")

    row.get_by_role("button", name="All of Ada").click()
    row.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog", name="Delete Ada in Customerp?").get_by_role("button", name="Delete").click()

    expect(rows(page, "Contact in Customerp")).to_have_count(4)
    assert (len(added), len(records(control, "Customerp/Contact"))) == (5, 4)
    expect(ledger(page).last).to_contain_text("a user deleted Customerp Contact")


def test_markup_in_a_record_is_shown_as_text(page: Page, control: httpx.Client) -> None:
    hostile = "<script>alert(1)</script><img src=//elsewhere.example onerror=alert(2)>"
    body = {"values": {"name": hostile, "email": "ada@home.example", "notes": hostile}}

    control.post("/records/Customerp/Contact", json=body).raise_for_status()

    row = rows(page, "Contact in Customerp").first
    expect(cell(row, "name")).to_have_text(hostile)
    row.get_by_role("button", name=re.compile("^All of")).click()
    expect(cell(row, "notes")).to_have_text(hostile)
    expect(ledger(page).last).to_contain_text("<script>")
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0


def test_the_keyboard_is_enough(page: Page) -> None:
    grid = page.get_by_role("grid", name="Contact in Customerp")
    page.get_by_role("tab", name=re.compile("^Contact")).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name=re.compile("^Customer 4"), selected=True).first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(grid).to_be_visible()
    expect(grid.locator("[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")

    second = cell(rows(page, "Contact in Customerp").nth(1), "name")
    expect(second).to_have_text("Ada")
    expect(second).to_be_focused()


# --- the buttons on top, the ledger ---


def test_a_snapshot_is_restored(page: Page, control: httpx.Client) -> None:
    row = rows(page, "Contact in Customerp").first
    name = cell(row, "name").inner_text()
    page.get_by_role("button", name="Snapshot").click()
    expect(page.get_by_label("Snapshot to restore")).to_have_value("1")
    control.patch(f"/records/Customerp/Contact/{row.get_attribute('data-record')}", json={"values": {"name": "Ada"}})
    expect(cell(row, "name")).to_have_text("Ada")

    page.get_by_role("button", name="Restore").click()

    expect(cell(row, "name")).to_have_text(name)
    expect(ledger(page).last).to_contain_text("restored")


def test_the_clock_is_moved(page: Page) -> None:
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator("#time")).to_have_text("2026-03-01 08:01:00")

    page.get_by_role("button", name="+1 h").click()

    expect(page.locator("#time")).to_have_text("2026-03-01 09:01:00")


def test_a_clock_that_runs_has_no_buttons(serving: Serving, opened: Opened) -> None:
    with serving("--records", "1") as told:
        page = opened(told)

        expect(page.locator("#runs")).to_have_text("UTC, runs")
        expect(page.get_by_role("button", name="+1 min")).to_be_hidden()
        page.close()


def test_a_reset_begins_anew(page: Page, control: httpx.Client) -> None:
    control.post("/seed", json={"records": 1})
    expect(rows(page, "Contact in Customerp")).to_have_count(5)

    page.get_by_role("button", name="Reset…").click()
    page.get_by_role("dialog").get_by_role("button", name="Reset").click()

    expect(rows(page, "Contact in Customerp")).to_have_count(4)
    expect(ledger(page)).to_have_count(control.get("/ledger").json()["ledger"])


def test_a_reset_by_somebody_else_is_seen(page: Page, control: httpx.Client) -> None:
    control.post("/seed", json={"records": 1})
    expect(rows(page, "Contact in Customerp")).to_have_count(5)

    control.post("/reset")

    expect(rows(page, "Contact in Customerp")).to_have_count(4)


def test_a_paused_view_stands_still(page: Page, control: httpx.Client) -> None:
    before = ledger(page).count()
    page.get_by_role("button", name="Pause view").click()
    control.post("/seed", json={"records": 1})
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator("#time")).to_have_text("2026-03-01 08:01:00")
    held = (rows(page, "Contact in Customerp").count(), ledger(page).count())

    page.get_by_role("button", name="Go on").click()

    assert held == (4, before)
    expect(rows(page, "Contact in Customerp")).to_have_count(5)


def test_the_ledger_shows_what_is_asked_for(page: Page, control: httpx.Client, told: Told) -> None:
    httpx.get(told["customerp"]["url"], trust_env=False)
    control.post("/records/Trello/Cards", json={"values": {"name": "Digging"}}).raise_for_status()
    expect(ledger(page).filter(has_text="a user created Trello Cards")).to_have_count(1)

    page.get_by_label("harness").uncheck()
    expect(ledger(page)).to_have_text([re.compile("the sync: GET /v1 to Customerp"), re.compile("a user created")])
    page.get_by_label("calls").uncheck()
    expect(ledger(page)).to_have_text([re.compile("a user created Trello Cards")])
    page.get_by_label("System", exact=True).select_option("Custompms")
    expect(ledger(page)).to_have_count(0)
    page.get_by_label("System", exact=True).select_option("Trello")

    ledger(page).get_by_role("button").click()
    expect(cell(rows(page, "Cards in Trello").first, "name")).to_have_text("Digging")


def test_thousands_of_records_are_counted_and_the_newest_shown(page: Page, control: httpx.Client) -> None:
    control.post("/seed", json={"records": 210}, timeout=60).raise_for_status()

    expect(rows(page, "Contact in Customerp")).to_have_count(200)
    expect(page.get_by_role("region", name="Customerp")).to_contain_text("the newest 200 of 214")
    expect(ledger(page)).to_have_count(500)
    expect(page.locator("#ledger-count")).to_have_text("the last 500 lines")


def test_a_lost_server_is_said(serving: Serving, opened: Opened) -> None:
    with serving("--records", "1") as told:
        page = opened(told)
        expect(page.locator("#notice")).to_be_hidden()

    expect(page.get_by_role("alert").filter(has_text="No answer from 127.0.0.1:")).to_be_visible()
    expect(rows(page, "Contact in Customerp")).to_have_count(1)


def test_what_happened_while_the_connection_was_lost_is_shown_when_it_is_back(
    page: Page, control: httpx.Client
) -> None:
    page.route("**/*", lambda route: route.abort())
    expect(page.get_by_role("alert").filter(has_text="No answer from")).to_be_visible()
    body = {"values": {"name": "Ada", "email": "ada@home.example"}}
    control.post("/records/Customerp/Contact", json=body).raise_for_status()

    page.unroute_all()

    expect(page.locator("#notice")).to_be_hidden()
    expect(cell(rows(page, "Contact in Customerp").first, "name")).to_have_text("Ada")


def test_it_fits_a_narrow_window(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 700})

    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")

    assert widths == [800, 700]
    for name in ("Customerp", "Custompms", "Trello", "Ledger"):
        expect(page.get_by_role("region", name=name)).to_be_in_viewport(ratio=1)


def test_what_happens_while_the_page_opens_is_not_missed(control: httpx.Client, told: Told, opened: Opened) -> None:
    first = opened(told)
    add = {"values": {"name": "Ada", "email": "ada@home.example"}}

    def meanwhile(route: Route) -> None:
        # Just before the ledger is read for the first time, and just after.
        control.post("/records/Customerp/Contact", json=add).raise_for_status()
        answer = route.fetch()
        control.post("/records/Trello/Members", json={"values": {"fullName": "Bob", "email": "bob@home.example"}})
        route.fulfill(response=answer)

    first.route("**/ledger*", meanwhile, times=1)
    first.reload()

    expect(cell(rows(first, "Contact in Customerp").first, "name")).to_have_text("Ada")
    expect(cell(rows(first, "Members in Trello").first, "fullName")).to_have_text("Bob")
    expect(ledger(first).filter(has_text="a user created")).to_have_count(2)
