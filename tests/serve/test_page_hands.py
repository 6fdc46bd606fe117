"""The page at the control port, in a real browser: what a person does there by hand."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.serve.answers import Serving, Told
from tests.serve.browser import *  # noqa: F403 - its fixtures
from tests.serve.browser import Opened, Page, cell, expect, ledger, open_tab, records, rows

pytestmark = pytest.mark.thorough

# --- the records ---


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
