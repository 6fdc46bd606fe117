"""The page at the control port, in a real browser: what a person sees of a sync."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.serve.answers import Serving, Told
from tests.serve.browser import *  # noqa: F403 - its fixtures
from tests.serve.browser import Opened, Page, Route, cell, expect, ledger, open_tab, records, rows, sync

pytestmark = pytest.mark.thorough

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


def test_thousands_of_records_are_counted_and_the_newest_shown(page: Page, control: httpx.Client) -> None:
    control.post("/seed", json={"records": 210}, timeout=60).raise_for_status()

    expect(rows(page, "Contact in Customerp")).to_have_count(200)
    expect(page.get_by_role("region", name="Customerp")).to_contain_text("the newest 200 of 214")
    expect(ledger(page)).to_have_count(500)
    expect(page.locator("#ledger-count")).to_have_text("the last 500 lines")


def test_it_fits_a_narrow_window(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 700})

    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")

    assert widths == [800, 700]
    for name in ("Customerp", "Custompms", "Trello", "Ledger"):
        expect(page.get_by_role("region", name=name)).to_be_in_viewport(ratio=1)


# --- a sync happens ---


KEEP_MARKED = """() => {
    const marked = new Set();
    const keep = () => {
        document.querySelectorAll("tbody.new[data-by=sut]").forEach((each) => marked.add(each.dataset.record));
        document.documentElement.dataset.marked = [...marked].sort().join(" ");
    };
    new MutationObserver(keep).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
"""Keeps which records are marked as new: a mark fades, and how many there are at once is the machine's affair."""


def test_cards_appear_while_a_sync_makes_them(page: Page, control: httpx.Client, tmp_path: Path) -> None:
    open_tab(page, "Custompms", "Task")
    open_tab(page, "Trello", "Cards")
    expect(rows(page, "Cards in Trello")).to_have_count(4)
    tasks = [task["title"] for task in records(control, "Custompms/Task").values()]
    before = records(control, "Trello/Cards")
    page.evaluate(KEEP_MARKED)

    sync(control, "custompms-trello", tmp_path)

    made = {id_: card for id_, card in records(control, "Trello/Cards").items() if id_ not in before}
    assert sorted(card["name"] for card in made.values()) == sorted(tasks)
    expect(page.locator("html")).to_have_attribute("data-marked", " ".join(sorted(made)))
    expect(rows(page, "Cards in Trello")).to_have_count(8)
    lines = ledger(page).filter(has_text="the sync created Trello Cards")
    expect(lines).to_have_count(4)
    expect(ledger(page).last).to_be_in_viewport()
    # How many of them one look of the page at the ledger finds is the machine's affair.
    expect(page.locator("#happened")).to_contain_text("the sync created Trello Cards")


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


# --- what happens elsewhere ---


def test_a_reset_by_somebody_else_is_seen(page: Page, control: httpx.Client) -> None:
    control.post("/seed", json={"records": 1})
    expect(rows(page, "Contact in Customerp")).to_have_count(5)

    control.post("/reset")

    expect(rows(page, "Contact in Customerp")).to_have_count(4)


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
